/** Keeps the focus in a page whose rows go while one works through them: it comes to what took the row's place, else to the page. */
import { useEffect, type RefObject } from 'react'

/** @param rows a selector; what has the focus in one of them is gone with it. */
export function useKeptFocus(page: RefObject<HTMLElement | null>, rows: string): void {
  useEffect(() => {
    const frame = page.current
    if (frame === null) return
    let held: { readonly element: Element; readonly at: number } | null = null
    const listRows = (): Element[] => [...frame.querySelectorAll(rows)]
    const remember = ({ target }: FocusEvent): void => {
      if (target instanceof Element) held = { element: target, at: listRows().findIndex((row) => row.contains(target)) }
    }
    const look = (): void => {
      if (held === null || held.element.isConnected || document.activeElement !== document.body) return
      const { at } = held
      held = null
      const next = at === -1 ? undefined : listRows().slice(0, at + 1).at(-1)
      const place = ['[data-message-id]', 'a[href], button'].map((one) => next?.querySelector<HTMLElement>(one)).find((one) => one != null)
      ;(place ?? frame).focus()
    }
    const seen = new MutationObserver(look)
    seen.observe(frame, { childList: true, subtree: true })
    frame.addEventListener('focusin', remember)
    return () => {
      seen.disconnect()
      frame.removeEventListener('focusin', remember)
    }
  }, [page, rows])
}
