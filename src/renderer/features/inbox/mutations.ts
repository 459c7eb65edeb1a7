/** What one does with what waits: read it, put it back, follow and save. Each takes its own effect back when it fails. */
import type { QueryClient } from '@tanstack/react-query'
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { FollowedThread, Unreads } from '#shared/contract/unread.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { toast } from '#renderer/ui/toast.tsx'

/** Runs it and says why it failed. @returns whether it worked. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    toast({ tone: 'bad', text: toErrorBody(error).message })
    return false
  }
}

function setUnreads(cache: QueryClient, unreads: Unreads): void {
  cache.setQueryData(keys.unreads, unreads)
  void cache.invalidateQueries({ queryKey: keys.notices })
}

function staleThreads(cache: QueryClient): void {
  void cache.invalidateQueries({ queryKey: keys.threads })
  void cache.invalidateQueries({ queryKey: keys.everyThread })
}

/** Everything up to this message: of its thread for a reply, else of its channel. */
export async function markReadTo(cache: QueryClient, message: Message): Promise<void> {
  const { threadRootId, channelId, position } = message
  await attempt(async () => {
    if (threadRootId === null) return setUnreads(cache, await rpc.unreads.markRead({ channel: channelId, position }))
    cache.setQueryData(keys.thread(threadRootId), await rpc.threads.markRead({ rootId: threadRootId, position }))
    void cache.invalidateQueries({ queryKey: keys.notices })
    void cache.invalidateQueries({ queryKey: keys.threads })
  })
}

/** The messages that undoing makes unread again: the first one of each channel. */
type Undo = readonly MessageId[]

async function markUnread(cache: QueryClient, first: Undo): Promise<void> {
  await attempt(async () => {
    for (const messageId of first) setUnreads(cache, await rpc.unreads.markUnread({ messageId }))
  })
  // Replies may be among them, also when one failed half way.
  staleThreads(cache)
}

export interface UnreadChannel {
  readonly channelId: ChannelId
  readonly lastRead: number
  /** As people read it, with its sign. */
  readonly title: string
}

/** To its newest message, with a way back. */
export async function markChannelRead(cache: QueryClient, channel: UnreadChannel): Promise<void> {
  await attempt(async () => {
    const undo = await findFirstUnread([channel])
    const newest = await rpc.messages.list({ channel: channel.channelId, limit: 1, withReplies: true })
    const position = newest.messages.at(-1)?.position
    if (position === undefined) return
    setUnreads(cache, await rpc.unreads.markRead({ channel: channel.channelId, position }))
    toast({ tone: 'ok', text: t('inbox:channelRead', { channel: channel.title }), action: { label: t('inbox:undo'), onSelect: () => void markUnread(cache, undo) } })
  })
}

/** Channels and threads alike, with a way back. */
export async function markAllRead(cache: QueryClient, channels: readonly UnreadChannel[]): Promise<void> {
  await attempt(async () => {
    const undo = [...(await findFirstUnread(channels)), ...(await findFirstUnreadReplies())]
    setUnreads(cache, await rpc.unreads.markAllRead())
    staleThreads(cache)
    toast({ tone: 'ok', text: t('inbox:allRead'), action: { label: t('inbox:undo'), onSelect: () => void markUnread(cache, undo) } })
  })
}

async function findFirstUnread(channels: readonly UnreadChannel[]): Promise<Undo> {
  const pages = await Promise.all(channels.map(({ channelId, lastRead }) => rpc.messages.list({ channel: channelId, after: lastRead, limit: 1 })))
  return pages.flatMap(({ messages }) => messages.map(({ id }) => id))
}

/** Most threads that one undo brings back; who had more unread starts anew. */
const UNDONE_THREADS = 50

async function findFirstUnreadReplies(): Promise<Undo> {
  const { threads } = await rpc.threads.list({ limit: UNDONE_THREADS })
  const unread = threads.filter((thread) => thread.unread > 0)
  const pages = await Promise.all(unread.map(({ root, lastRead }) => rpc.messages.list({ channel: root.channelId, thread: root.id, after: lastRead, limit: 1 })))
  return pages.flatMap(({ messages }) => messages.map(({ id }) => id))
}

/** Leaving a thread takes it off the page, so a way back stands in the note. */
export async function setFollowing(cache: QueryClient, thread: FollowedThread, following: boolean): Promise<void> {
  const rootId = thread.root.id
  const isDone = await attempt(async () => cache.setQueryData(keys.thread(rootId), await rpc.threads.follow({ rootId, following })))
  void cache.invalidateQueries({ queryKey: keys.threads })
  if (isDone && !following) toast({ tone: 'ok', text: t('inbox:unfollowed'), action: { label: t('inbox:undo'), onSelect: () => void setFollowing(cache, thread, true) } })
}

export async function setSaved(cache: QueryClient, messageId: MessageId, on: boolean): Promise<void> {
  const isDone = await attempt(() => rpc.messages.save({ messageId, on }))
  void cache.invalidateQueries({ queryKey: keys.saved })
  void cache.invalidateQueries({ queryKey: keys.savedIds })
  if (isDone && !on) toast({ tone: 'ok', text: t('inbox:unsaved'), action: { label: t('inbox:undo'), onSelect: () => void setSaved(cache, messageId, true) } })
}
