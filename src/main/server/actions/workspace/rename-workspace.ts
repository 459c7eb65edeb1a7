/** Gives the workspace another name. */
import type { Workspace } from '#shared/contract/workspace.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { getWorkspace } from '../../store/workspace.ts'
import { requireMay } from '../require.ts'

/** @throws AppError `forbidden`. */
export function renameWorkspace(ctx: Context, actor: Actor, name: string): Promise<Workspace> {
  return ctx.write((tx) => {
    requireMay(tx, actor, 'workspace.change', {}, 'Only owners and admins can name the workspace.')
    const { id } = getWorkspace(tx)
    commit(ctx, tx, { scope: 'workspace', kind: 'workspace.defined', body: { workspaceId: id, name } })
    const workspace = getWorkspace(tx)
    tx.emit({ name: 'workspace.changed', data: workspace }, 'everyone')
    return workspace
  })
}
