/** Takes a message away for everybody: the part that people and hooks share. */
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { commit, type Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { announceChange } from '../announce-change.ts'

/** The right to do so was checked. */
export function removeMessage(ctx: Context, tx: Tx, { message, channelId, deletedBy }: { readonly message: Message; readonly channelId: ChannelId; readonly deletedBy: PersonId }): void {
  const change = { scope: channelId, kind: 'message.deleted' as const, body: { messageId: message.id, deletedBy } }
  commit(ctx, tx, change)
  announceChange(ctx, tx, change)
}
