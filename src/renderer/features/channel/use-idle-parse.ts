/** Parses the messages around the ones on the screen while nothing else happens, so that scrolling to them only draws. */
import { useEffect } from 'react'
import { prepareBody } from '#renderer/widgets/message-body/message-body.tsx'
import { underRule } from '#renderer/widgets/message-body/use-mentions.ts'
import type { Mentions } from '#shared/core/mentions.ts'
import type { Row } from './rows.ts'

/** Rows beyond the drawn ones, on each side. */
const AHEAD = 40
/** ms that a frame keeps free; one body takes less. */
const SPARE_MS = 6

export function useIdleParse(rows: readonly Row[], first: number, last: number, mentions: Mentions): void {
  useEffect(() => {
    const waiting = [...rows.slice(Math.max(0, first - AHEAD), Math.max(0, first)).reverse(), ...rows.slice(last + 1, last + 1 + AHEAD)]
    let next = 0
    const work = (deadline: IdleDeadline): void => {
      for (; next < waiting.length && deadline.timeRemaining() > SPARE_MS; next += 1) {
        const { message } = waiting[next]!
        const { id, text } = message
        if (text !== '') prepareBody({ id, text, mentions: underRule(mentions, message) })
      }
      if (next < waiting.length) handle = requestIdleCallback(work)
    }
    let handle = requestIdleCallback(work)
    return () => cancelIdleCallback(handle)
  }, [rows, first, last, mentions])
}
