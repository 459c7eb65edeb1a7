/** Reads the workspace. */
import type { Workspace } from '#shared/contract/workspace.ts'
import type { Reader } from './connection.ts'
import { findLocal } from './local-state.ts'

/** Undefined in a data folder where nothing was set up yet. */
export function findWorkspace(reader: Reader): Workspace | undefined {
  const row = reader.get<{ id: Workspace['id']; name: string }>('SELECT id, name FROM workspace LIMIT 1')
  return row && { ...row, greeted: findLocal(reader, 'greeted') === '1' }
}

export function getWorkspace(reader: Reader): Workspace {
  const workspace = findWorkspace(reader)
  if (!workspace) throw new Error('the data folder has no workspace')
  return workspace
}
