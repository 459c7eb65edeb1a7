/** One stop for the Tab key among all rows; arrows, Home and End move between them. */
import { useLayoutEffect, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'

const ITEM = '[data-nav-item]'

export function useRoving(list: RefObject<HTMLElement | null>) {
  const last = useRef<HTMLElement>(null)
  const items = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>(ITEM) ?? [])]

  // After every change of the rows: the stop is where the focus was, else the open page, else the first row.
  useLayoutEffect(() => {
    const all = items()
    const stop = all.find((item) => item === last.current) ?? all.find((item) => item.ariaCurrent === 'page') ?? all[0]
    for (const item of all) item.tabIndex = item === stop ? 0 : -1
  })

  const handleFocus = (event: FocusEvent): void => {
    const item = (event.target as HTMLElement).closest<HTMLElement>(ITEM)
    if (item === null) return
    last.current = item
    for (const other of items()) other.tabIndex = other === item ? 0 : -1
  }
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const all = items()
    const at = all.indexOf((event.target as HTMLElement).closest<HTMLElement>(ITEM)!)
    const next = at === -1 ? undefined : targetOf(event.key, all, at)
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }
  return { handleFocus, handleKeyDown }
}

function targetOf(key: string, all: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'ArrowDown') return all[Math.min(at + 1, all.length - 1)]
  if (key === 'ArrowUp') return all[Math.max(at - 1, 0)]
  if (key === 'Home') return all[0]
  return key === 'End' ? all.at(-1) : undefined
}
