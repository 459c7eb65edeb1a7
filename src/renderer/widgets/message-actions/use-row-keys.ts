/** Moving through rows by keys: ↑ ↓ Home End between messages, one stop for Tab. */
import { useMemo, type KeyboardEvent, type RefObject } from 'react'

export interface RowKeys {
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** For a list whose rows are all in the page; rows are the elements with `data-message-id` inside `place`, which is the stop for Tab. */
export function useRowKeys(place: RefObject<HTMLElement | null>): RowKeys {
  return useMemo(() => ({ onKeyDown: (event) => moveByKey(place.current, event) }), [place])
}

function moveByKey(place: HTMLElement | null, event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement
  if (place === null || (target.dataset.messageId === undefined && target !== place)) return
  const rows = [...place.querySelectorAll<HTMLElement>('[data-message-id]')]
  // From the list itself ↓ leads to the first row and ↑ to the last.
  const from = target === place && event.key === 'ArrowUp' ? rows.length : rows.indexOf(target)
  const next = nextIndex(event.key, from, rows.length)
  if (next === null) return
  event.preventDefault()
  rows[next]?.focus()
}

/** The row that a key leads to; null for keys that do not move. */
export function nextIndex(key: string, from: number, count: number): number | null {
  if (key === 'ArrowUp') return Math.max(0, from - 1)
  if (key === 'ArrowDown') return Math.min(count - 1, from + 1)
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}
