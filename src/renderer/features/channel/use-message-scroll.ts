/** Where the reader stands in a channel: stays at the newest message or at what is being read, and asks for more at both ends. */
import { useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { setAtEnd as tellAtEnd, type MessageWindow } from '#renderer/lib/message-window.ts'
import type { Paging } from './queries.ts'
import type { Row } from './rows.ts'

interface ScrollOptions {
  channelId: string
  rows: readonly Row[]
  window: MessageWindow
  paging: Paging
  /** Id of the last message that I sent and that is not on the server: the list goes there. */
  lastUnsentId: string | null
}

export interface MessageScroll {
  scrollerRef: RefObject<HTMLDivElement | null>
  items: readonly VirtualItem[]
  height: number
  measure: (element: HTMLElement | null) => void
  atEnd: boolean
  toNewest: () => Promise<void>
  /** Repeats the page that failed. */
  retry: () => void
}

/** Rows from an end at which the next page is asked for: early enough that nobody waits for it. */
const NEAR = 15
/** px; longer than any list. */
const FAR_END = 1e9
/** px that still count as standing at the end. */
const END_SLACK = 24

export function useMessageScroll({ channelId, rows, window, paging, lastUnsentId }: ScrollOptions): MessageScroll {
  const scrollerRef = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: (index) => estimateHeight(rows[index]!),
    getItemKey: (index) => rows[index]!.message.id,
    anchorTo: 'end',
    followOnAppend: !window.hasNewer,
    scrollEndThreshold: END_SLACK,
    overscan: 4,
    // The first rows drawn are the newest ones; whatever lies beyond the end is taken as the end.
    initialOffset: FAR_END,
    initialRect: { width: 0, height: globalThis.innerHeight },
    paddingStart: 8,
    paddingEnd: 8,
  })
  useLayoutEffect(() => virtualizer.scrollToEnd(), [virtualizer])

  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? -1
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
  const latest = useRef(toNewest)
  useLayoutEffect(() => void (latest.current = toNewest))
  const lastSeen = useRef('')
  useEffect(() => {
    // Ids sort by time: an older one that is last again, because a newer one was sent, is no reason to move.
    if (lastUnsentId === null || lastUnsentId <= lastSeen.current) return
    lastSeen.current = lastUnsentId
    void latest.current()
  }, [lastUnsentId])

  return { scrollerRef, items, height: virtualizer.getTotalSize(), measure: virtualizer.measureElement, atEnd, toNewest, retry: loadNear }
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
    const room = new ResizeObserver(() => stoodAtEnd.current && virtualizer.scrollToEnd())
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
