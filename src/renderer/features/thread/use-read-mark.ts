/** My mark in an open thread: moves to the end when I see it, and says above which reply the line "New replies" stands. */
import { useEffect, useRef, useState } from 'react'
import type { FollowedThread } from '#shared/contract/unread.ts'
import { releaseUnread, useHeldUnread } from '#renderer/lib/screen/reading.ts'
import { useMarkThreadRead } from './mutations.ts'

export interface ReadMarkOptions {
  readonly thread: FollowedThread
  /** The position of the last reply in the window, 0 for none. */
  readonly lastPosition: number
  /** Whether the last reply is in sight. */
  readonly atEnd: boolean
}

/** @returns the position after which replies count as new on this screen; null while there are none. */
export function useReadMark({ thread, lastPosition, atEnd }: ReadMarkOptions): number | null {
  const rootId = thread.root.id
  const attentive = useAttention()
  const [newAfter, setNewAfter] = useState(thread.unread > 0 ? thread.lastRead : null)
  const held = useHeldUnread((state) => state.held[rootId])
  const { mutate: markRead } = useMarkThreadRead(rootId)
  useEffect(() => () => releaseUnread(rootId), [rootId])

  // What comes while one is away gets a line of its own.
  const latest = useRef({ thread, lastPosition })
  useEffect(() => void (latest.current = { thread, lastPosition }))
  useEffect(() => {
    const now = latest.current
    if (!attentive) setNewAfter(now.thread.following ? now.thread.lastRead : null)
    else setNewAfter((mark) => (mark !== null && now.lastPosition > mark ? mark : null))
  }, [attentive])

  const { lastRead } = thread
  useEffect(() => {
    // Also of who does not follow: they may have been called here.
    if (attentive && atEnd && held === undefined && lastPosition > lastRead) markRead(lastPosition)
  }, [attentive, atEnd, held, lastPosition, lastRead, markRead])
  return held ?? newAfter
}

/** True while somebody can be looking: the window is in sight and has the focus. */
function useAttention(): boolean {
  const [attentive, setAttentive] = useState(isAttentive)
  useEffect(() => {
    const look = (): void => setAttentive(isAttentive())
    window.addEventListener('focus', look)
    window.addEventListener('blur', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('focus', look)
      window.removeEventListener('blur', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  return attentive
}

const isAttentive = (): boolean => document.visibilityState === 'visible' && document.hasFocus()
