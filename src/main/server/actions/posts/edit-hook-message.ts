/** Gives a message of a hook new content where it stands. Who is named anew is not told: it is the same message, as when people edit theirs. */
import type { Attachment, Message } from '#shared/contract/message.ts'
import { commit, type Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { getMessage } from '../../store/messages.ts'
import { announceChange } from '../announce-change.ts'

export interface NewContent {
  readonly text: string
  readonly attachments: readonly Attachment[]
  /** Left out: they stay. */
  readonly props?: Readonly<Record<string, unknown>>
  /** How many deliveries led to it; none when left out. */
  readonly hops?: number
}

/** Code points that a text may have that is put in the place of another: it is not split, because the message is one. */
export const longestEdit = 40_000

/** To be called inside a write. The same content again is no change. */
export function editHookMessage(ctx: Context, tx: Tx, message: Message, { text, attachments, props, hops = 0 }: NewContent): Message {
  const hasNewCards = JSON.stringify(attachments) !== JSON.stringify(message.attachments)
  const hasNewProps = props !== undefined && JSON.stringify(props) !== JSON.stringify(message.props)
  if (text === message.text && !hasNewCards && !hasNewProps) return message
  const body = { messageId: message.id, text, ...(hasNewCards ? { attachments: [...attachments] } : {}), ...(hasNewProps ? { props } : {}), ...(hops > 0 ? { hops } : {}) }
  const change = { scope: message.channelId, kind: 'message.edited' as const, body }
  commit(ctx, tx, change)
  announceChange(ctx, tx, change)
  return getMessage(tx, message.id)
}

/** Without an array of all of them. */
export function isLongerThan(text: string, most: number): boolean {
  if (text.length <= most) return false
  let count = 0
  for (const _ of text) count += 1
  return count > most
}
