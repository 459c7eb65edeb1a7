/** The first workspace of a data folder: made with defaults so that tools can post at once, then named by a person. */
import { AppError } from '#shared/contract/errors.ts'
import type { ChannelId, PersonId, WorkspaceId } from '#shared/contract/ids.ts'
import type { Workspace } from '#shared/contract/workspace.ts'
import { deriveUsername } from '#shared/core/username.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { findLocal, setLocal } from '../../store/local-state.ts'
import { findPersonByUsername, getPerson } from '../../store/people.ts'
import { findWorkspace, getWorkspace } from '../../store/workspace.ts'
import { addMember } from '../channels/add-member.ts'
import { commonChannels } from '../people/create-person.ts'
import { requireMay } from '../require.ts'

export interface Names {
  readonly workspaceName: string
  readonly displayName: string
}

/** Makes workspace, owner and the two common channels unless they exist. @returns who I am on this device. */
export async function ensureWorkspace(ctx: Context, names: Names): Promise<PersonId> {
  const { fileCount } = await ctx.files.usage()
  return ctx.write((tx) => {
    const meId = findLocal(tx, 'meId')
    if (meId) return meId
    if (findWorkspace(tx)) throw new Error('the workspace has no person for this device')
    const personId = ctx.newId<PersonId>()
    setLocal(tx, 'deviceId', ctx.deviceId)
    setLocal(tx, 'meId', personId)
    if (fileCount > 0) setLocal(tx, 'filesFrom', String(ctx.now()))
    commit(ctx, tx, { scope: 'workspace', kind: 'workspace.defined', body: { workspaceId: ctx.newId<WorkspaceId>(), name: names.workspaceName } })
    const username = deriveUsername(names.displayName, () => false)
    commit(ctx, tx, { scope: 'workspace', kind: 'person.defined', body: { personId, username, displayName: names.displayName, role: 'owner' } })
    for (const name of commonChannels) {
      const scope = ctx.newId<ChannelId>()
      const purpose = name === 'town-square' ? 'Everyone is here' : 'Everything else'
      commit(ctx, tx, { scope, kind: 'channel.created', body: { name, displayName: name, purpose, type: 'public', createdBy: personId } })
      addMember(ctx, tx, scope, personId)
    }
    return personId
  })
}

/** First run: a person names the workspace and themselves. @throws AppError `conflict` when that was done, `forbidden`. */
export function setUpWorkspace(ctx: Context, actor: Actor, names: Names): Promise<Workspace> {
  return ctx.write((tx) => {
    const me = requireMay(tx, actor, 'workspace.change', {}, 'Only owners and admins can name the workspace.')
    const { id, greeted } = getWorkspace(tx)
    if (greeted) throw new AppError('conflict', 'This data folder has a workspace already.')
    const taken = (username: string) => username !== me.username && findPersonByUsername(tx, username) !== undefined
    const username = deriveUsername(names.displayName, taken)
    commit(ctx, tx, { scope: 'workspace', kind: 'workspace.defined', body: { workspaceId: id, name: names.workspaceName } })
    commit(ctx, tx, { scope: 'workspace', kind: 'person.defined', body: { personId: me.id, username, displayName: names.displayName, role: me.role } })
    setLocal(tx, 'greeted', '1')
    const workspace = getWorkspace(tx)
    tx.emit({ name: 'workspace.changed', data: workspace }, 'everyone')
    tx.emit({ name: 'person.changed', data: getPerson(tx, me.id) }, 'everyone')
    return workspace
  })
}
