/** Parts for longer menus: a line between groups, a menu inside a menu, and a menu that opens at a point or an element. */
import './menu.css'
import { Menu as Base } from '@base-ui/react/menu'
import { ChevronRight, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { focusBack } from './focus-back.ts'

export function MenuGap() {
  return <Base.Separator className="menu__gap" />
}

export function Submenu({ icon: Icon, label, children }: { icon: LucideIcon; label: string; children: ReactNode }) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="menu__row">
        <Icon className="icon" />
        <span className="grow">{label}</span>
        <ChevronRight className="icon icon--14 menu__more" />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner className="menu-place" sideOffset={2} alignOffset={-4}>
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  )
}

/** Where a menu opens: under an element, or where the pointer was. */
export type MenuPlace = Element | { readonly x: number; readonly y: number }

export interface MenuAtProps {
  open: boolean
  place: MenuPlace
  /** Spoken name. */
  label: string
  onClose: () => void
  /** What gets the focus back; a function that says false where the chosen action has taken the focus already. */
  returnTo: HTMLElement | null | (() => HTMLElement | boolean)
  children: ReactNode
}

/** A context menu: whoever opens it says where. */
export function MenuAt({ open, place, label, onClose, returnTo, children }: MenuAtProps) {
  const anchor = place instanceof Element ? place : { getBoundingClientRect: () => new DOMRect(place.x, place.y, 0, 0) }
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()} modal={false}>
      <Base.Portal>
        <Base.Positioner className="menu-place" anchor={anchor} align="start" sideOffset={2}>
          <Base.Popup className="menu" aria-label={label} finalFocus={() => focusBack(typeof returnTo === 'function' ? returnTo() : returnTo)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
