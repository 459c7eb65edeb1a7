/** Tells the server what I have read: when the newest message is on the screen of somebody who looks, at most once a second. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { rpc } from '#renderer/lib/data/client.ts'
import { useConnection } from '#renderer/lib/data/connection.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { releaseUnread, useHeldUnread } from '#renderer/lib/screen/reading.ts'

const EVERY_MS = 1000

export interface MarkReadOptions {
  channelId: string
  /** Position of the newest message; null while newer ones are not loaded. */
  newest: number | null
  /** Undefined for who is not in the channel: nothing is marked then. */
  lastRead: number | undefined
  /** Whether something of a webhook that I muted stands after my mark, which then is further back than `lastRead` says. */
  hasQuiet?: boolean
  isSeeing: boolean
}

export function useMarkRead({ channelId, newest, lastRead, hasQuiet = false, isSeeing }: MarkReadOptions): void {
  const cache = useQueryClient()
  const isHeld = useHeldUnread((state) => state.held[channelId] !== undefined)
  // What was said when the line broke was perhaps not heard: it is said again over the next one.
  const lineSince = useConnection(({ state, since }) => (state === 'open' ? since : null))
  const calledAt = useRef(-EVERY_MS)
  const isDue = lineSince !== null && isSeeing && !isHeld && newest !== null && lastRead !== undefined && (newest > lastRead || hasQuiet)
  useEffect(() => {
    if (!isDue) return
    const call = (): void => {
      calledAt.current = performance.now()
      void markRead(cache, channelId, newest)
    }
    const timer = setTimeout(call, Math.max(0, calledAt.current + EVERY_MS - performance.now()))
    return () => clearTimeout(timer)
  }, [cache, channelId, newest, isDue, lineSince])
  // "Unread from here" lasts until the channel is left.
  useEffect(() => () => releaseUnread(channelId), [channelId])
}

/** A failure is no reason to disturb: the next line, message or visit marks again. */
async function markRead(cache: QueryClient, channelId: string, position: number): Promise<void> {
  try {
    cache.setQueryData(keys.unreads, await rpc.unreads.markRead({ channel: channelId, position }))
  } catch {
    // Stays unread.
  }
}

/** Esc: all of the channel, also what is not loaded; the server goes no further than there is. */
export async function markAllRead(cache: QueryClient, channelId: string): Promise<void> {
  releaseUnread(channelId)
  await markRead(cache, channelId, Number.MAX_SAFE_INTEGER)
}
