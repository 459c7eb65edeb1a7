/** The sidebar beside the page; in a slim window it lies over the page while one looks for another one. */
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { useSlim } from '#renderer/lib/look/use-narrow.ts'

export interface SideState {
  readonly shown: boolean
  /** Over the page, which waits until it is gone. */
  readonly over: boolean
  toggle(): void
  close(): void
}

/** @param path each page that one opens closes a sidebar that lies over it. */
export function useSide(path: string): SideState {
  const slim = useSlim()
  const [hidden, setHidden] = useState(false)
  const [openAt, setOpenAt] = useState<string | null>(null)
  if (openAt !== null && (openAt !== path || !slim)) setOpenAt(null)
  const over = slim && openAt === path
  const toggle = (): void => (slim ? setOpenAt(over ? null : path) : setHidden(!hidden))
  return { shown: slim ? over : !hidden, over, toggle, close: () => setOpenAt(null) }
}

export function Side({ side: { over, close }, children }: { side: SideState; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  useFocusInside(frame, over)
  const handleKeyDown = (event: KeyboardEvent): void => {
    // What floats above it stands elsewhere in the document and closes first.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (!over || event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing || !isInside) return
    event.preventDefault()
    close()
  }
  const handleClick = (event: MouseEvent): void => {
    const link = (event.target as Element).closest('a[href]')
    // Also the page that is open already: one chose it.
    if (over && link !== null && !event.ctrlKey && !event.metaKey && !event.shiftKey) close()
  }
  return (
    <>
      <div className={over ? 'sidebar sidebar--over' : 'sidebar'} data-region="sidebar" ref={frame} onKeyDown={handleKeyDown} onClick={handleClick}>
        {children}
      </div>
      {over && <div className="sidebar__veil" onClick={close} />}
    </>
  )
}

/** While it lies over the page the focus is in it; afterwards it is on the new page, or where it was. */
function useFocusInside(frame: { readonly current: HTMLElement | null }, over: boolean): void {
  useEffect(() => {
    if (!over) return
    const before = document.activeElement
    const places = ['[aria-current="page"]', '[data-nav-item]', 'a[href], button']
    places.map((place) => frame.current?.querySelector<HTMLElement>(place)).find((place) => place != null)?.focus()
    return () => queueMicrotask(() => {
      const isTaken = document.activeElement !== null && document.activeElement !== document.body
      if (!isTaken && before instanceof HTMLElement) before.focus()
    })
  }, [frame, over])
}
