/** Puts a person into a channel, as every action does that lets somebody in. */
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import { commit, type Context } from '../../context.ts'
import { findLastPosition } from '../../store/change-log.ts'
import { findChannel } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { setReadMark } from '../../store/read-marks.ts'
import { agreeOnJoining } from '../outgoing/give-consent.ts'

/** What was said before they came is read: nobody wants a badge of years. */
export function addMember(ctx: Context, tx: Tx, channelId: ChannelId, personId: PersonId): void {
  commit(ctx, tx, { scope: channelId, kind: 'member.joined', body: { personId } })
  setReadMark(tx, personId, channelId, findLastPosition(tx, channelId))
  const channel = findChannel(tx, channelId)
  if (channel) agreeOnJoining(ctx, tx, { personId }, channel)
}
