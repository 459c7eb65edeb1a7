/** Raises a notification for everybody who has a window and is wanted by a new message; a flood is announced once, with its count. */
import type { PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { NoticeReason, Notification } from '#shared/contract/unread.ts'
import { notificationBody, notificationTitle } from '#shared/core/notification-text.ts'
import type { Actor, Context } from '../context.ts'
import { findChannel, isMember } from '../store/channels.ts'
import { findMessage } from '../store/messages.ts'
import { readPreferences } from '../store/preferences.ts'
import { createFlood, type Flood } from './flood.ts'
import { isRead } from '../store/is-read.ts'
import { showBySystem } from './show-by-system.ts'
import { whyNotify } from './why-notify.ts'
import { startWithdrawing, type Withdrawing } from './withdraw-read.ts'

/** How long one channel keeps still for one person after a notification. */
const FLOOD_PAUSE_MS = 3000

/** `me` is the person of this device, whom the system itself notifies. @returns the function that ends it. */
export function startRaising(ctx: Context, me: Actor, pauseMs = FLOOD_PAUSE_MS): () => void {
  let queue: Message[] = []
  let armed: ReturnType<typeof setImmediate> | undefined
  const withdrawing = startWithdrawing(ctx, me)
  const flood: Flood = createFlood(pauseMs, (personId, messageId, count) => {
    const message = findMessage(ctx.reader, messageId)
    // Meanwhile it may have been read, muted or deleted.
    const reason = message && !isRead(ctx.reader, personId, message) ? whyNotify(ctx, personId, message) : null
    if (message && reason !== null) raise(ctx, { me, withdrawing }, { personId, message, reason, count })
  })

  const drain = (): void => {
    armed = undefined
    const messages = queue
    queue = []
    const people = new Set(ctx.events.watching.keys())
    // Without a window only the system can tell me, and only if it may: otherwise a post costs nothing here.
    if (readPreferences(ctx.reader, me.personId)['notify.outside']) people.add(me.personId)
    for (const message of messages) for (const personId of people) consider(personId, message)
  }
  function consider(personId: PersonId, message: Message): void {
    // What is older than its reader is read from the start.
    if (!isMember(ctx.reader, message.channelId, personId) || isRead(ctx.reader, personId, message)) return
    const reason = whyNotify(ctx, personId, message)
    if (reason !== null) flood.add({ personId, channelId: message.channelId, messageId: message.id, reason })
  }

  const end = ctx.events.subscribe(({ event }) => {
    if (event.name !== 'message.posted' || event.data.silent) return
    queue.push(event.data)
    // After everybody has heard of the message itself, and never on the time of the post.
    armed ??= setImmediate(drain)
  })
  return () => {
    end()
    clearImmediate(armed)
    flood.stop()
    withdrawing.stop()
  }
}

interface Raised {
  readonly personId: PersonId
  readonly message: Message
  readonly reason: NoticeReason
  readonly count: number
}

function raise(ctx: Context, { me, withdrawing }: { me: Actor; withdrawing: Withdrawing }, { personId, message, reason, count }: Raised): void {
  const channel = findChannel(ctx.reader, message.channelId)
  if (!channel) return
  const preferences = readPreferences(ctx.reader, personId)
  const notification: Notification = {
    messageId: message.id,
    channelId: channel.id,
    threadRootId: message.threadRootId,
    author: message.author,
    sender: message.username,
    hookName: message.hookName,
    bot: message.type === 'webhook',
    title: notificationTitle(message, channel),
    body: preferences['notify.preview'] ? notificationBody(message) : '',
    reason,
    count,
  }
  ctx.events.publish({ event: { name: 'notification.raised', data: notification }, audience: { person: personId } })
  if (personId !== me.personId) return
  const path = `/channels/${channel.name}/messages/${message.id}`
  if (showBySystem(ctx, notification, { preferences, path })) withdrawing.add(message.id, path)
}
