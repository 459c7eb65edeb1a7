/** At the edges of the list: that there is something unread above or below, and a way to it. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useCallback, useEffect, useState, type RefObject } from 'react'
import { t } from '#renderer/text/i18n.ts'
import type { SideRow } from './arrange-sidebar.ts'
import { countHidden, nearestHidden, type Hidden } from './hidden-unread.ts'

export interface UnreadPillsProps {
  /** The element that scrolls. */
  list: RefObject<HTMLElement | null>
  /** Counted again when they change. */
  rows: readonly SideRow[]
}

export function UnreadPills({ list, rows }: UnreadPillsProps) {
  const [hidden, setHidden] = useState<Hidden>({ above: 0, below: 0 })
  const count = useCallback(() => {
    const element = list.current
    if (element === null) return
    const next = countHidden(unreadRows(element), element.getBoundingClientRect())
    setHidden((before) => (before.above === next.above && before.below === next.below ? before : next))
  }, [list])
  useEffect(count, [count, rows])
  useEffect(() => {
    const element = list.current
    if (element === null) return
    const observer = new ResizeObserver(count)
    observer.observe(element)
    element.addEventListener('scroll', count, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', count)
    }
  }, [list, count])
  const show = (side: keyof Hidden): void => {
    const element = list.current
    if (element === null) return
    const items = unreadRows(element)
    items[nearestHidden(items, element.getBoundingClientRect(), side)]?.element.scrollIntoView({ block: 'center' })
  }
  return (
    <>
      {hidden.above > 0 && (
        <button type="button" className="nav__pill nav__pill--above" onClick={() => show('above')}>
          <ArrowUp className="icon icon--12" />
          {t('sidebar:unreadAbove', { count: hidden.above })}
        </button>
      )}
      {hidden.below > 0 && (
        <button type="button" className="nav__pill nav__pill--below" onClick={() => show('below')}>
          <ArrowDown className="icon icon--12" />
          {t('sidebar:unreadBelow', { count: hidden.below })}
        </button>
      )}
    </>
  )
}

function unreadRows(list: HTMLElement): { top: number; bottom: number; element: HTMLElement }[] {
  return [...list.querySelectorAll<HTMLElement>('[data-unread]')].map((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return { top, bottom, element }
  })
}
