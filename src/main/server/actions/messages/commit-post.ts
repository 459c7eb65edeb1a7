/** Commits a new message, and does what new messages do besides standing there. */
import type { PostedMessage } from '#shared/contract/change.ts'
import type { Message } from '#shared/contract/message.ts'
import { commit, type Context } from '../../context.ts'
import type { Tx } from '../../store/connection.ts'
import { announcePost } from './announce-post.ts'
import { buildMessage, type Surroundings } from './build-message.ts'

export function commitPost(ctx: Context, tx: Tx, body: PostedMessage, around: Omit<Surroundings, 'position' | 'at'>): Message {
  const place = commit(ctx, tx, { scope: around.channel.id, kind: 'message.posted', body })
  const message = buildMessage(body, { ...around, ...place })
  announcePost(tx, message, body.authorId)
  return message
}
