/** Where the reader stands in a thread: at its end, where new replies are followed, or at a reply that stays in its place whatever grows. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { setAtEnd as tellAtEnd, type MessageWindow } from '#renderer/lib/data/message-window.ts'
import type { Paging } from '#renderer/lib/data/use-window-paging.ts'

export interface ReplyScrollOptions {
  readonly rootId: string
  readonly window: MessageWindow
  readonly paging: Paging
  /** Selects what is shown at first; null for the end. */
  readonly startAt: string | null
  /** Id of the last reply that I sent and that is not on the server: the list goes there. */
  readonly lastUnsentId: string | null
}

export interface ReplyScroll {
  readonly scrollerRef: RefObject<HTMLDivElement | null>
  readonly innerRef: RefObject<HTMLDivElement | null>
  readonly atEnd: boolean
  toNewest(): Promise<void>
  /** Repeats the page that failed. */
  retry(): void
}

/** px from an end at which the next page is asked for. */
const NEAR = 600
/** px that still count as standing at the end. */
const END_SLACK = 24

interface Anchor {
  readonly element: Element
  readonly top: number
}

export function useReplyScroll({ rootId, window, paging, startAt, lastUnsentId }: ReplyScrollOptions): ReplyScroll {
  const scrollerRef = useRef<HTMLDivElement>(null)
  const innerRef = useRef<HTMLDivElement>(null)
  const { hasOlder, hasNewer } = window
  const stood = useStanding({ scrollerRef, innerRef, startAt, window })

  const loadNear = useCallback(() => {
    const scroller = scrollerRef.current
    if (scroller === null || paging.state === 'loading') return
    if (hasOlder && scroller.scrollTop < NEAR) paging.loadOlder()
    else if (hasNewer && distanceToEnd(scroller) < NEAR) paging.loadNewer()
  }, [hasOlder, hasNewer, paging])
  useEffect(() => {
    const scroller = scrollerRef.current
    const handleScroll = (): void => void (paging.state === 'idle' && loadNear())
    handleScroll()
    scroller?.addEventListener('scroll', handleScroll, { passive: true })
    return () => scroller?.removeEventListener('scroll', handleScroll)
  }, [paging.state, loadNear, window])

  const { toEnd } = stood
  const wantsEnd = useRef(false)
  const toNewest = useCallback(async () => {
    wantsEnd.current = true
    if (hasNewer) await paging.loadNewest()
    else toEnd()
  }, [hasNewer, paging, toEnd])
  useEffect(() => void (paging.state === 'failed' && (wantsEnd.current = false)), [paging.state])
  useLayoutEffect(() => {
    if (!wantsEnd.current || hasNewer) return
    wantsEnd.current = false
    toEnd()
  }, [window, hasNewer, toEnd])
  const latest = useRef(toNewest)
  useLayoutEffect(() => void (latest.current = toNewest))
  const lastSeen = useRef(lastUnsentId ?? '')
  useEffect(() => {
    // Ids sort by time: what waited already when the thread opened, or is last again, is no reason to move.
    if (lastUnsentId === null || lastUnsentId <= lastSeen.current) return
    lastSeen.current = lastUnsentId
    void latest.current()
  }, [lastUnsentId])

  const atEnd = stood.atEnd && !hasNewer
  useEffect(() => {
    tellAtEnd(rootId, atEnd)
    return () => tellAtEnd(rootId, true)
  }, [rootId, atEnd])

  return { scrollerRef, innerRef, atEnd, toNewest, retry: loadNear }
}

interface StandingOptions {
  readonly scrollerRef: RefObject<HTMLDivElement | null>
  readonly innerRef: RefObject<HTMLDivElement | null>
  readonly startAt: string | null
  readonly window: MessageWindow
}

interface Standing {
  readonly atEnd: boolean
  toEnd(): void
}

function useStanding({ scrollerRef, innerRef, startAt, window }: StandingOptions): Standing {
  const [atEnd, setAtEnd] = useState(startAt === null)
  const standsAtEnd = useRef(startAt === null)
  const anchor = useRef<Anchor | null>(null)
  // The end of a window that goes on is no end: what comes below must not carry the reader along.
  const goesOn = useRef(window.hasNewer)

  const toEnd = useCallback(() => {
    if (scrollerRef.current !== null) scrollerRef.current.scrollTop = scrollerRef.current.scrollHeight
  }, [scrollerRef])
  const look = useCallback(() => {
    const scroller = scrollerRef.current
    if (scroller === null || innerRef.current === null) return
    standsAtEnd.current = !goesOn.current && distanceToEnd(scroller) <= END_SLACK
    setAtEnd(standsAtEnd.current)
    anchor.current = findAnchor(scroller, innerRef.current)
  }, [scrollerRef, innerRef])
  const settle = useCallback(() => {
    const scroller = scrollerRef.current
    if (scroller === null) return
    if (standsAtEnd.current) toEnd()
    else if (anchor.current?.element.isConnected === true) scroller.scrollTop += topIn(scroller, anchor.current.element) - anchor.current.top
    look()
  }, [scrollerRef, toEnd, look])

  useLayoutEffect(() => {
    const start = startAt === null ? null : scrollerRef.current?.querySelector(startAt)
    if (start == null) toEnd()
    // A line begins what is to be read; a reply that was looked for stands in the middle.
    else start.scrollIntoView({ block: start.getAttribute('role') === 'separator' ? 'start' : 'center' })
    look()
  }, [scrollerRef, startAt, toEnd, look])
  useLayoutEffect(() => {
    settle()
    goesOn.current = window.hasNewer
    look()
  }, [window, settle, look])
  useLayoutEffect(() => {
    const scroller = scrollerRef.current
    if (scroller === null || innerRef.current === null) return
    // Rows that grow, a growing composer, a smaller window.
    const room = new ResizeObserver(settle)
    room.observe(scroller)
    room.observe(innerRef.current)
    scroller.addEventListener('scroll', look, { passive: true })
    return () => {
      room.disconnect()
      scroller.removeEventListener('scroll', look)
    }
  }, [scrollerRef, innerRef, settle, look])
  return { atEnd, toEnd }
}

const distanceToEnd = (scroller: HTMLElement): number => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop
const topIn = (scroller: HTMLElement, element: Element): number => element.getBoundingClientRect().top - scroller.getBoundingClientRect().top

/** The first row that is at least partly in sight. At the very top none: who reads the root sees what comes below it. */
function findAnchor(scroller: HTMLElement, inner: HTMLElement): Anchor | null {
  if (scroller.scrollTop <= 0) return null
  const seen = [...inner.querySelectorAll('[data-message-id]')].find((row) => row.getBoundingClientRect().bottom > scroller.getBoundingClientRect().top)
  return seen === undefined ? null : { element: seen, top: topIn(scroller, seen) }
}
