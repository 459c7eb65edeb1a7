/** Reads the workspace. */
import type { Workspace } from '#shared/contract/workspace.ts'
import type { Reader } from './connection.ts'
import { remember } from './hot-cache.ts'
import { findLocal } from './local-state.ts'

/** Undefined in a data folder where nothing was set up yet. */
export function findWorkspace(reader: Reader): Workspace | undefined {
  const names = findNames(reader)
  return names && { ...names, greeted: findLocal(reader, 'greeted') === '1' }
}

/** Remembered: every delivery names it. */
function findNames(reader: Reader): Pick<Workspace, 'id' | 'name'> | undefined {
  return remember(reader, 'workspace', () => reader.get('SELECT id, name FROM workspace LIMIT 1'))
}

/** Its id and name. */
export function getWorkspaceNames(reader: Reader): Pick<Workspace, 'id' | 'name'> {
  return findNames(reader) ?? getWorkspace(reader)
}

export function getWorkspace(reader: Reader): Workspace {
  const workspace = findWorkspace(reader)
  if (!workspace) throw new Error('the data folder has no workspace')
  return workspace
}
