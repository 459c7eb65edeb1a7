/** A post that says exactly what its hook's newest message says is counted on that message, so that a flood of the same is one message. */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Attachment, Message } from '#shared/contract/message.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { getMessage } from '../../store/messages.ts'
import { addRepeat, findNewestIn, type ComparedMessage } from '../../store/repeats.ts'
import { tellsMore, type Naming } from './narrow-mentions.ts'
import { describeSender, type Parts } from './post-parts.ts'
import { tellRepeat } from './tell-repeats.ts'

/** So old may a message be that is counted on; the next one is a new message, so that a day of the same is not one line far above. */
const REPEAT_WINDOW_MS = 10 * 60_000

export interface Counted {
  readonly message: Message
  /** How often it came by now. */
  readonly count: number
}

/** To be called inside the write that would post. Undefined: it is no repeat. Cases, threads that open and files are none. */
export function countRepeat(ctx: Context, tx: Tx, parts: Parts, requestId: string): Counted | undefined {
  const { address, post, target, rootId, caseOf, files } = parts
  if (!address.rules.countRepeats || files.length > 0 || caseOf !== null || (rootId === null && post.thread !== undefined)) return undefined
  const newest = findNewestIn(tx, target.id, rootId)
  if (newest?.hookId !== address.hookId || post.isTest === true || newest.isTest === 1 || !isSame(newest, parts, ctx.now())) return undefined
  if (tellsMore(tx, namingOf(parts, ctx.now()), { mentions: newest.mentions, named: newest.named === null ? null : (JSON.parse(newest.named) as PersonId[]) })) return undefined
  const row = addRepeat(tx, { messageId: newest.id, channelId: target.id, at: ctx.now(), requestId })
  tellRepeat(ctx, tx, row)
  return { message: getMessage(tx, newest.id), count: row.count }
}

/** Whoever was left out when it first came, by its sender's wish or a limit, must not be left out again because it says the same. */
function namingOf({ address, dialect, target, post }: Parts, now: number): Naming {
  return { address, dialect, channelId: target.id, body: { text: post.text, attachments: post.attachments as Attachment[], ...(post.isSilent === true ? { silent: true as const } : {}) }, asked: post.mentions, now }
}

/** Word for word, card for card, under the same name and picture, and nobody has changed it since. */
function isSame(newest: ComparedMessage, parts: Parts, now: number): boolean {
  const age = now - newest.createdAt
  if (newest.text !== parts.post.text || age < 0 || age > REPEAT_WINDOW_MS) return false
  if (newest.editedAt !== null || newest.deletedAt !== null || newest.caseId !== null || newest.hasFiles === 1) return false
  const { username, iconUrl, iconEmoji, props, priority = null, silent = false, ownerPicture = false } = describeSender(parts)
  return (
    newest.username === username &&
    newest.iconUrl === iconUrl &&
    newest.iconEmoji === iconEmoji &&
    newest.priority === priority &&
    newest.silent === Number(silent) &&
    newest.ownerPicture === Number(ownerPicture) &&
    (newest.attachments ?? '[]') === JSON.stringify(parts.post.attachments) &&
    (newest.props ?? '{}') === JSON.stringify(props)
  )
}
