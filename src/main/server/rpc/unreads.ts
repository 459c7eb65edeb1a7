/** Handlers of what was read: marks of channels and followed threads. */
import { followThread, markAllRead, markRead, markThreadRead, markUnread } from '../actions/messages/mark-read.ts'
import { readThread } from '../actions/messages/read-thread.ts'
import { requireMessage } from '../actions/messages/require-message.ts'
import { listMessagesById } from '../store/messages.ts'
import { listFollows } from '../store/threads.ts'
import { readUnreads } from '../store/unreads.ts'
import type { Handlers } from './handlers.ts'

export const unreads: Handlers<'unreads'> = {
  get: ({ ctx, actor }) => readUnreads(ctx.reader, actor.personId),
  markRead: ({ ctx, actor }, input) => markRead(ctx, actor, input),
  markUnread: ({ ctx, actor }, input) => markUnread(ctx, actor, input),
  markAllRead: ({ ctx, actor }) => markAllRead(ctx, actor),
}

export const threads: Handlers<'threads'> = {
  list: ({ ctx, actor }, { before = Number.MAX_SAFE_INTEGER, limit }) => {
    const rows = listFollows(ctx.reader, actor.personId, before, limit)
    const roots = listMessagesById(ctx.reader, rows.map(({ rootId }) => rootId))
    const nextBefore = rows.length >= limit ? (rows.at(-1)?.lastAt ?? null) : null
    return { threads: roots.map((root) => readThread(ctx.reader, actor, root)), nextBefore }
  },
  show: ({ ctx, actor }, input) => readThread(ctx.reader, actor, requireMessage(ctx.reader, actor, input.rootId).message),
  follow: ({ ctx, actor }, input) => followThread(ctx, actor, input),
  markRead: ({ ctx, actor }, input) => markThreadRead(ctx, actor, input),
}
