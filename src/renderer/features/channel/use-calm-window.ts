/** The window of a channel as the list draws it: at once while people talk, at most four times a second while tools flood. */
import { hashKey, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import type { MessageWindow } from '#renderer/lib/message-window.ts'
import { keys } from '#renderer/lib/query-keys.ts'

/** More messages than this within a second are a flood. */
const FLOOD_PER_SECOND = 10
const SECOND_MS = 1000
/** Between two updates while it lasts. */
const CALM_MS = 250

export function useCalmWindow(channelId: string): MessageWindow | undefined {
  const cache = useQueryClient()
  const calm = useMemo(() => createCalmWindow(cache, channelId), [cache, channelId])
  return useSyncExternalStore(calm.subscribe, calm.get)
}

interface CalmWindow {
  get(): MessageWindow | undefined
  subscribe(listener: () => void): () => void
}

/** Exported for tests. */
export function createCalmWindow(cache: QueryClient, channelId: string): CalmWindow {
  const key = keys.messages(channelId)
  const hash = hashKey(key)
  const read = (): MessageWindow | undefined => cache.getQueryData<MessageWindow>(key)
  const flood = createFloodGauge()
  let shown = read()
  let known = shown
  let shownAt = -CALM_MS
  let timer: ReturnType<typeof setTimeout> | undefined

  const show = (listener: () => void): void => {
    clearTimeout(timer)
    timer = undefined
    shown = known
    shownAt = performance.now()
    listener()
  }
  const take = (listener: () => void): void => {
    const now = read()
    if (now === known) return
    flood.add(countNew(known, now), performance.now())
    known = now
    if (timer !== undefined) return
    const waitMs = flood.isOn(performance.now()) ? shownAt + CALM_MS - performance.now() : 0
    if (waitMs <= 0) show(listener)
    else timer = setTimeout(() => show(listener), waitMs)
  }
  return {
    get: () => shown,
    subscribe: (listener) => {
      const stop = cache.getQueryCache().subscribe((event) => void (event.type === 'updated' && event.query.queryHash === hash && take(listener)))
      // What changed between the first drawing and this.
      take(listener)
      return () => {
        stop()
        clearTimeout(timer)
        timer = undefined
      }
    },
  }
}

/** Messages behind those that were known; a page of the past is no flood. */
function countNew(before: MessageWindow | undefined, after: MessageWindow | undefined): number {
  const last = before?.messages.at(-1)?.position
  if (last === undefined || after === undefined) return 0
  let count = 0
  for (let index = after.messages.length - 1; index >= 0 && after.messages[index]!.position > last; index -= 1) count += 1
  return count
}

function createFloodGauge() {
  let arrivals: { readonly at: number; readonly count: number }[] = []
  const isRecent = (now: number) => (arrival: { readonly at: number }) => now - arrival.at < SECOND_MS
  return {
    add: (count: number, at: number): void => {
      arrivals = arrivals.filter(isRecent(at))
      if (count > 0) arrivals.push({ at, count })
    },
    isOn: (now: number): boolean => arrivals.filter(isRecent(now)).reduce((sum, { count }) => sum + count, 0) > FLOOD_PER_SECOND,
  }
}
