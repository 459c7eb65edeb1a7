/** Closes and reopens a case. */
import type { Case } from '#shared/contract/case.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { CaseState } from '#shared/contract/message.ts'
import { commit, type Actor, type Context } from '../../context.ts'
import { findChannel, isMember, type ChannelRow } from '../../store/channels.ts'
import { getCase } from '../../store/cases.ts'
import type { Reader } from '../../store/connection.ts'
import { announceChange } from '../announce-change.ts'
import { mayRead, requireMay } from '../require.ts'

/** Any member of the channel may. Asked again it answers the same. @throws AppError `not_found`, `forbidden` (not a member), `conflict` (archived). */
export function changeCase(ctx: Context, actor: Actor, { caseId, state }: { readonly caseId: MessageId; readonly state: CaseState }): Promise<Case> {
  return ctx.write((tx) => {
    const { found, channel } = requireCase(tx, actor, caseId)
    requireMay(tx, actor, 'message.post', { isMember: isMember(tx, channel.id, actor.personId) }, `You are not a member of #${channel.name}.`)
    if (channel.archivedAt !== null) throw new AppError('conflict', `#${channel.name} is archived: nothing can be changed there.`)
    if (found.state === state) return found
    const change = state === 'closed'
      ? { scope: channel.id, kind: 'case.closed' as const, body: { caseId, closedBy: actor.personId } }
      : { scope: channel.id, kind: 'case.reopened' as const, body: { caseId, reopenedBy: actor.personId } }
    commit(ctx, tx, change)
    announceChange(ctx, tx, change)
    return getCase(tx, caseId)
  })
}

/** @throws AppError `not_found`, also for a case in a channel that may not be read. */
export function requireCase(reader: Reader, actor: Actor, caseId: MessageId): { readonly found: Case; readonly channel: ChannelRow } {
  const found = getCase(reader, caseId)
  const channel = findChannel(reader, found.channelId)
  if (!channel || !mayRead(reader, actor, channel)) throw new AppError('not_found', 'This case does not exist.', 'caseId')
  return { found, channel }
}
