/** Where the reader stands in a channel: stays at the newest message or at what is being read, and asks for more at both ends. */
import { defaultRangeExtractor, measureElement, useVirtualizer, type Range, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { setAtEnd as tellAtEnd, type MessageWindow } from '#renderer/lib/data/message-window.ts'
import type { Paging } from '#renderer/lib/data/use-window-paging.ts'
import { forgetHeightsUnless, knownHeight, rememberHeight } from './row-heights.ts'
import type { Row } from './rows.ts'

interface ScrollOptions {
  channelId: string
  rows: readonly Row[]
  window: MessageWindow
  paging: Paging
  /** Id of the last message that I sent and that is not on the server: the list goes there. */
  lastUnsentId: string | null
  /** Id of the row with the focus: it stays in the page wherever one scrolls. */
  focusedId: string | null
}

export interface MessageScroll {
  scrollerRef: RefObject<HTMLDivElement | null>
  items: readonly VirtualItem[]
  height: number
  measure: (element: HTMLElement | null) => void
  atEnd: boolean
  /** The rows in sight; -1 for none. */
  firstSeen: number
  lastSeen: number
  toNewest: () => Promise<void>
  toIndex: (index: number, align: 'auto' | 'center' | 'start') => void
  /** Repeats the page that failed. */
  retry: () => void
}

/** Rows from an end at which the next page is asked for: early enough that nobody waits for it. */
const NEAR = 20
/** px; longer than any list. */
const FAR_END = 1e9
/** px that still count as standing at the end. */
const END_SLACK = 24

export function useMessageScroll({ channelId, rows, window, paging, lastUnsentId, focusedId }: ScrollOptions): MessageScroll {
  const scrollerRef = useRef<HTMLDivElement>(null)
  const rangeExtractor = useKeptRow(rows, focusedId)
  const estimate = useEstimate()
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: (index) => estimate(rows[index]!),
    measureElement: measureAndRemember,
    getItemKey: (index) => rows[index]!.message.id,
    anchorTo: 'end',
    followOnAppend: !window.hasNewer,
    scrollEndThreshold: END_SLACK,
    overscan: 4,
    rangeExtractor,
    // The first rows drawn are the newest ones; whatever lies beyond the end is taken as the end.
    initialOffset: FAR_END,
    initialRect: { width: 0, height: globalThis.innerHeight },
    paddingStart: 8,
    paddingEnd: 8,
  })
  useLayoutEffect(() => virtualizer.scrollToEnd(), [virtualizer])
  useLayoutEffect(() => forgetHeightsUnless(scrollerRef.current?.clientWidth ?? 0), [])

  const items = virtualizer.getVirtualItems()
  const first = virtualizer.range?.startIndex ?? 0
  const last = virtualizer.range?.endIndex ?? -1
  const atEnd = useAtEnd(virtualizer, channelId, window.hasNewer)

  const loadNear = useCallback(() => {
    if (last === -1) return
    if (window.hasOlder && first < NEAR) paging.loadOlder()
    else if (window.hasNewer && last >= rows.length - NEAR) paging.loadNewer()
  }, [window.hasOlder, window.hasNewer, first, last, rows.length, paging])
  useEffect(() => {
    if (paging.state === 'idle') loadNear()
  }, [paging.state, loadNear])

  const toNewest = useCallback(async () => {
    if (window.hasNewer) await paging.loadNewest()
    requestAnimationFrame(() => virtualizer.scrollToEnd())
  }, [window.hasNewer, paging, virtualizer])
  useFollowSent(lastUnsentId, toNewest)
  const toIndex = useCallback((index: number, align: 'auto' | 'center' | 'start') => virtualizer.scrollToIndex(index, { align }), [virtualizer])

  return {
    scrollerRef,
    items,
    height: virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
    atEnd,
    firstSeen: last === -1 ? -1 : first,
    lastSeen: last,
    toNewest,
    toIndex,
    retry: loadNear,
  }
}

/**
 * One estimate for each row while the list stands. Where a row turned out as estimated, the virtualizer keeps no height of its own:
 * another estimate later, for instance after the list became narrower, would move all rows below over each other.
 */
function useEstimate(): (row: Row) => number {
  const [given] = useState(() => new Map<string, number>())
  return useCallback(
    (row) => {
      const px = given.get(row.message.id) ?? knownHeight(row.message.id) ?? estimateHeight(row)
      given.set(row.message.id, px)
      return px
    },
    [given],
  )
}

function measureAndRemember(element: HTMLElement, entry: ResizeObserverEntry | undefined, virtualizer: Virtualizer<HTMLDivElement, HTMLElement>): number {
  const px = measureElement(element, entry, virtualizer)
  rememberHeight(String(virtualizer.options.getItemKey(virtualizer.indexFromElement(element))), px)
  return px
}

/** The list goes to what I sent, whenever I send something. */
function useFollowSent(lastUnsentId: string | null, toNewest: () => Promise<void>): void {
  const latest = useRef(toNewest)
  useLayoutEffect(() => void (latest.current = toNewest))
  const lastSeen = useRef('')
  useEffect(() => {
    // Ids sort by time: an older one that is last again, because a newer one was sent, is no reason to move.
    if (lastUnsentId === null || lastUnsentId <= lastSeen.current) return
    lastSeen.current = lastUnsentId
    void latest.current()
  }, [lastUnsentId])
}

/** Adds the row with the focus to those that are drawn, so that keys keep working after one scrolled away from it. */
function useKeptRow(rows: readonly Row[], focusedId: string | null): (range: Range) => number[] {
  const kept = useMemo(() => (focusedId === null ? -1 : rows.findIndex(({ message }) => message.id === focusedId)), [rows, focusedId])
  return useCallback(
    (range) => {
      const indexes = defaultRangeExtractor(range)
      if (kept === -1 || indexes.includes(kept)) return indexes
      return [...indexes, kept].sort((a, b) => a - b)
    },
    [kept],
  )
}

type EndOf = Pick<Virtualizer<HTMLDivElement, HTMLElement>, 'isAtEnd' | 'scrollElement' | 'scrollToEnd'>

function useAtEnd(virtualizer: EndOf, channelId: string, hasNewer: boolean): boolean {
  const [atEnd, setAtEnd] = useState(true)
  const stoodAtEnd = useRef(true)
  useEffect(() => {
    const scroller = virtualizer.scrollElement
    if (scroller === null) return
    const handleScroll = (): void => {
      stoodAtEnd.current = !hasNewer && virtualizer.isAtEnd(END_SLACK)
      setAtEnd(stoodAtEnd.current)
      tellAtEnd(channelId, stoodAtEnd.current)
    }
    // A growing composer, a banner or a smaller window take room from the list; the newest message stays in sight.
    const room = new ResizeObserver(() => {
      forgetHeightsUnless(scroller.clientWidth)
      if (stoodAtEnd.current) virtualizer.scrollToEnd()
    })
    room.observe(scroller)
    scroller.addEventListener('scroll', handleScroll, { passive: true })
    return () => {
      room.disconnect()
      scroller.removeEventListener('scroll', handleScroll)
      tellAtEnd(channelId, true)
    }
  }, [virtualizer, channelId, hasNewer])
  return atEnd
}

const HEAD = 29
const LINE = 22
const DIVIDER = 40
const ATTACHMENT = 140
const LETTERS_PER_LINE = 100
/** Lines; longer texts show their beginning first. */
const LONGEST = 26

/** Close enough that the first measurement moves little. */
function estimateHeight({ message, continued, day }: Row): number {
  const lines = message.text === '' ? 0 : Math.min(LONGEST, message.text.split('\n', LONGEST).reduce((sum, line) => sum + Math.ceil((line.length + 1) / LETTERS_PER_LINE), 0))
  return (continued ? 4 : HEAD + 12) + (day === null ? 0 : DIVIDER) + lines * LINE + message.attachments.length * ATTACHMENT
}
