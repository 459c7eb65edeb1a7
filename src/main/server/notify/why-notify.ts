/** Gathers from the store what the rule of notifications asks, the dearest last. */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { NoticeReason } from '#shared/contract/unread.ts'
import { decideNotification, isPaused } from '#shared/core/notify.ts'
import type { Context } from '../context.ts'
import { findChannel } from '../store/channels.ts'
import { isMutedFor } from '../store/hook-mutes.ts'
import { listNoticesOf } from '../store/notices.ts'
import { findUsername } from '../store/people.ts'
import { readPreferences } from '../store/preferences.ts'
import { findFollow } from '../store/threads.ts'
import { findChannelPreference } from '../store/unreads.ts'

/** Quiet hours are not asked here: they are those of the face's own time zone. */
export function whyNotify(ctx: Context, personId: PersonId, message: Message): NoticeReason | null {
  const { reader } = ctx
  const channel = findChannel(reader, message.channelId)
  const preferences = readPreferences(reader, personId)
  if (!channel || message.deletedAt !== null || isMutedFor(reader, personId, message.hookId) || isPaused(preferences, ctx.now())) return null
  const { muted, notify } = findChannelPreference(reader, personId, channel.id)
  const known = { me: findUsername(reader, personId), channelType: channel.type, muted, channelLevel: notify, defaultLevel: preferences['notify.level'], doNotDisturb: false }
  // Nothing in the text can make a muted channel or a level of "none" speak.
  if (muted || (notify ?? preferences['notify.level']) === 'none') return null
  const notice = listNoticesOf(reader, message.id, personId)[0]?.reason ?? null
  const followsThread = message.threadRootId !== null && findFollow(reader, personId, message.threadRootId)?.following === 1
  return decideNotification(message, { ...known, notice, followsThread })
}
