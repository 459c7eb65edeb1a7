/** Why a message notified a person, or why it did not. */
import type { MessageId } from '#shared/contract/ids.ts'
import type { NoticeReason, NotifyLevel } from '#shared/contract/unread.ts'
import type { Actor } from '../../context.ts'
import type { Reader } from '../../store/connection.ts'
import { isMutedFor } from '../../store/hook-mutes.ts'
import { listNoticesOf } from '../../store/notices.ts'
import { readPreferences } from '../../store/preferences.ts'
import { findFollow } from '../../store/threads.ts'
import { findChannelPreference } from '../../store/unreads.ts'
import { requirePerson } from '../require.ts'
import { requireMessage } from './require-message.ts'

export interface Explanation {
  /** Null when nothing about the message wants the person. */
  readonly reason: NoticeReason | null
  readonly keyword: string | null
  readonly muted: boolean
  /** The person muted the webhook that wrote it. */
  readonly hookMuted: boolean
  readonly level: NotifyLevel
}

/** @throws AppError `not_found`. */
export function explainNotice(reader: Reader, actor: Actor, messageId: MessageId): Explanation {
  const { message, channel } = requireMessage(reader, actor, messageId)
  const { muted, notify } = findChannelPreference(reader, actor.personId, channel.id)
  const level = notify ?? readPreferences(reader, actor.personId)['notify.level']
  const hookMuted = isMutedFor(reader, actor.personId, message.hookId)
  const isMine = message.type === 'message' && message.author === requirePerson(reader, actor).username
  if (isMine || message.type === 'system') return { reason: null, keyword: null, muted, level, hookMuted }
  const notice = listNoticesOf(reader, message.id, actor.personId)[0]
  // A conversation wants me with all that is said in it, unless I asked for mentions alone.
  const isConversation = channel.type === 'direct' || channel.type === 'group'
  if (isConversation && notify !== 'mentions') return { reason: 'direct', keyword: null, muted, level: notify ?? 'all', hookMuted }
  if (notice) return { reason: notice.reason, keyword: notice.keyword, muted, level, hookMuted }
  const follows = message.threadRootId !== null && findFollow(reader, actor.personId, message.threadRootId)?.following === 1
  const toAll: NoticeReason | null = level === 'all' && message.threadRootId === null ? 'all' : null
  return { reason: follows ? 'thread' : toAll, keyword: null, muted, level, hookMuted }
}
