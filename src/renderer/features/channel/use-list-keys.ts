/** The keyboard in the list: one stop for Tab, then ↑ ↓ Home End by message, also to rows that are not drawn yet; Esc leads back to the composer. */
import { useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { lastInput } from '#renderer/lib/look/last-input.ts'
import { nextIndex } from '#renderer/widgets/message-actions/use-row-keys.ts'
import type { Row } from './rows.ts'
import type { MessageScroll } from './use-message-scroll.ts'

export interface ListKeys {
  /** For the scrolling element. */
  readonly handlers: {
    readonly tabIndex: 0 | -1
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void
    readonly onBlur: (event: FocusEvent<HTMLElement>) => void
  }
}

/** `onFocused` is told which row has the focus. */
export function useListKeys(rows: readonly Row[], scroll: MessageScroll, onFocused: (id: string | null) => void): ListKeys {
  const { scrollerRef, toIndex, items } = scroll
  const [isInside, setInside] = useState(false)
  const wanted = useRef<string | null>(null)
  const current = useRef<string | null>(null)

  const find = (id: string): HTMLElement | null => scrollerRef.current?.querySelector<HTMLElement>(`article[data-message-id="${id}"]`) ?? null
  const focusIndex = (index: number): void => {
    const row = rows[index]
    if (row === undefined) return
    toIndex(index, 'auto')
    const element = find(row.message.id)
    wanted.current = element === null ? row.message.id : null
    element?.focus({ preventScroll: true })
  }
  // The row that a key led to was not drawn then; now it is.
  useLayoutEffect(() => {
    if (wanted.current === null) return
    const element = find(wanted.current)
    if (element === null) return
    wanted.current = null
    element.focus({ preventScroll: true })
  }, [items])
  useEffect(() => () => onFocused(null), [onFocused])

  const start = (): number => {
    const known = rows.findIndex(({ message }) => message.id === current.current)
    return known !== -1 && known >= scroll.firstSeen && known <= scroll.lastSeen ? known : Math.min(scroll.lastSeen, rows.length - 1)
  }
  const handleKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as HTMLElement
    const isRow = target.dataset['messageId'] !== undefined
    if ((!isRow && target !== event.currentTarget) || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') {
      event.preventDefault()
      focusComposer(event.currentTarget)
      return
    }
    // A key that repeats is faster than rows are drawn: it goes on from where the last one wanted to be.
    const fromId = wanted.current ?? target.dataset['messageId']
    const from = isRow ? rows.findIndex(({ message }) => message.id === fromId) : start()
    const next = nextIndex(event.key, from, rows.length)
    if (next === null) return
    event.preventDefault()
    focusIndex(isRow ? next : from)
  }
  const handleFocus = (event: FocusEvent<HTMLElement>): void => {
    const { target } = event
    // A click into the free room of the list means no row.
    if (target === event.currentTarget) return lastInput() === 'keys' ? focusIndex(start()) : undefined
    if (!event.currentTarget.contains(target)) return
    setInside(true)
    current.current = target.closest<HTMLElement>('[data-message-id]')?.dataset['messageId'] ?? null
    if (current.current !== wanted.current) wanted.current = null
    onFocused(current.current)
  }
  const handleBlur = (event: FocusEvent<HTMLElement>): void => {
    if (event.currentTarget.contains(event.relatedTarget)) return
    setInside(false)
    onFocused(null)
  }
  return { handlers: { tabIndex: isInside ? -1 : 0, onKeyDown: handleKeyDown, onFocus: handleFocus, onBlur: handleBlur } }
}

function focusComposer(from: HTMLElement): void {
  from.closest('.pane')?.querySelector<HTMLElement>('.composer textarea')?.focus()
}
