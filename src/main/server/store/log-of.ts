/** Which log orders a change, and in what envelope it travels. */
import type { Change } from '#shared/contract/change.ts'
import type { EnvelopeKind } from '#shared/contract/envelope.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import { findChannel } from './channels.ts'
import type { Reader } from './connection.ts'

/** What orders a change: the facts of the workspace, or the content of one channel. */
export type Log = 'workspace' | ChannelId

/**
 * Facts are what everybody must judge alike: who is here, what channels there are and who is in them. The rest of a channel is its content,
 * and so is the name of one that is not public.
 */
export function logOf(reader: Reader, change: Pick<Change, 'kind' | 'scope'>): Log {
  switch (change.kind) {
    case 'channel.created':
    case 'channel.archived':
    case 'channel.restored':
    case 'member.joined':
    case 'member.left':
      return 'workspace'
    case 'channel.edited':
      return findChannel(reader, change.scope)?.type === 'public' ? 'workspace' : change.scope
    default:
      return change.scope
  }
}

/** A hook's words are plain, facts are signed and read by all, everything else is sealed; so is what a person says of themselves. */
export function envelopeKindOf(log: Log, change: Change): Extract<EnvelopeKind, 'fact' | 'plain' | 'sealed'> {
  if (change.kind === 'message.repeated' || (change.kind === 'message.posted' && change.body.type === 'webhook')) return 'plain'
  return log === 'workspace' && change.kind !== 'profile.changed' ? 'fact' : 'sealed'
}
