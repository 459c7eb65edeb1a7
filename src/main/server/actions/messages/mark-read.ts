/** Moves the marks up to which a person has read channels and threads. */
import type { MessageId } from '#shared/contract/ids.ts'
import type { FollowedThread, Unreads } from '#shared/contract/unread.ts'
import type { Actor, Context } from '../../context.ts'
import { listJoinedChannelIds } from '../../store/channels.ts'
import { findLastPosition, findNewestPosition, orderedPosition } from '../../store/change-log.ts'
import type { Tx } from '../../store/connection.ts'
import { listNotices } from '../../store/notices.ts'
import { advanceReadMark, setReadMark } from '../../store/read-marks.ts'
import { findFollow, listUnreadThreadIds, rememberReader, setFollowing, setThreadMark } from '../../store/threads.ts'
import { readUnreads } from '../../store/unreads.ts'
import { readThread } from './read-thread.ts'
import { requireChannel } from '../require.ts'
import { requireMessage } from './require-message.ts'

/** Forward only, and not beyond what there is; at its end also what waits for its place is seen. @throws AppError `not_found`. */
export function markRead(ctx: Context, actor: Actor, input: { readonly channel: string; readonly position: number }): Promise<Unreads> {
  return ctx.write((tx) => {
    const { id } = requireChannel(tx, actor, input.channel)
    advanceReadMark(tx, actor.personId, id, input.position >= findLastPosition(tx, id) ? findNewestPosition(tx, id) : input.position)
    return announce(tx, actor)
  })
}

/** From this message on everything is unread again; for a reply, in its thread. @throws AppError `not_found`. */
export function markUnread(ctx: Context, actor: Actor, input: { readonly messageId: MessageId }): Promise<Unreads> {
  return ctx.write((tx) => {
    const { message, channel } = requireMessage(tx, actor, input.messageId)
    if (message.threadRootId === null) setReadMark(tx, actor.personId, channel.id, message.position - 1)
    else {
      const position = orderedPosition(tx, channel.id, message.position - 1)
      setFollowing(tx, actor.personId, message.threadRootId, { following: true, read: position, at: ctx.now() })
      setThreadMark(tx, actor.personId, message.threadRootId, position)
    }
    return announce(tx, actor)
  })
}

export function markAllRead(ctx: Context, actor: Actor): Promise<Unreads> {
  return ctx.write((tx) => {
    for (const id of listJoinedChannelIds(tx, actor.personId)) advanceReadMark(tx, actor.personId, id, findNewestPosition(tx, id))
    for (const { rootId, channelId, lastPosition } of listUnreadThreadIds(tx, actor.personId)) setThreadMark(tx, actor.personId, rootId, orderedPosition(tx, channelId, lastPosition))
    readCalls(tx, actor, ctx.now())
    return announce(tx, actor)
  })
}

/** Of those that one is shown, the newest. */
const CALLS = 1000

/** In threads that one does not follow: nothing else counts them, and the list of mentions shows them as new. */
function readCalls(tx: Tx, { personId }: Actor, at: number): void {
  for (const { threadRootId: rootId, channelId, position } of listNotices(tx, personId, Number.MAX_SAFE_INTEGER, CALLS)) {
    if (rootId === null) continue
    rememberReader(tx, personId, rootId, at)
    const last = orderedPosition(tx, channelId, position)
    if ((findFollow(tx, personId, rootId)?.position ?? last) < last) setThreadMark(tx, personId, rootId, last)
  }
}

/** Forward only. @throws AppError `not_found`. */
export function markThreadRead(ctx: Context, actor: Actor, input: { readonly rootId: MessageId; readonly position: number }): Promise<FollowedThread> {
  return ctx.write((tx) => {
    const { message, channel } = requireMessage(tx, actor, input.rootId)
    const rootId = message.threadRootId ?? message.id
    rememberReader(tx, actor.personId, rootId, message.thread?.lastReplyAt ?? message.createdAt)
    const follow = findFollow(tx, actor.personId, rootId)
    if (follow && input.position > follow.position) {
      setThreadMark(tx, actor.personId, rootId, Math.min(input.position, findLastPosition(tx, channel.id)))
      announce(tx, actor)
    }
    return readThread(tx, actor, message)
  })
}

/** @throws AppError `not_found`. */
export function followThread(ctx: Context, actor: Actor, input: { readonly rootId: MessageId; readonly following: boolean }): Promise<FollowedThread> {
  return ctx.write((tx) => {
    const { message } = requireMessage(tx, actor, input.rootId)
    const rootId = message.threadRootId ?? message.id
    const { root } = readThread(tx, actor, message)
    const last = root.thread
    setFollowing(tx, actor.personId, rootId, { following: input.following, read: orderedPosition(tx, root.channelId, last?.lastPosition ?? root.position), at: last?.lastReplyAt ?? root.createdAt })
    // What came while they did not follow is unread for who follows again.
    setThreadMark(tx, actor.personId, rootId, findFollow(tx, actor.personId, rootId)?.position ?? 0)
    tx.emit({ name: 'thread.followed', data: { rootId, following: input.following } }, { person: actor.personId })
    announce(tx, actor)
    return readThread(tx, actor, root)
  })
}

function announce(tx: Tx, actor: Actor): Unreads {
  const unreads = readUnreads(tx, actor.personId)
  tx.emit({ name: 'unreads.changed', data: unreads }, { person: actor.personId })
  return unreads
}
