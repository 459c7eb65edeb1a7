/** A menu of actions: opens from its trigger, arrows move, Esc gives focus back. */
import './menu.css'
import { Menu as Base } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'

export interface MenuProps {
  /** A `Button` or `IconButton`. */
  trigger: ReactElement
  align?: 'start' | 'end'
  children: ReactNode
}

export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="menu-place" align={align} sideOffset={4}>
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export interface MenuItemProps {
  icon: LucideIcon
  children: ReactNode
  onSelect: () => void
  danger?: boolean
}

export function MenuItem({ icon: Icon, children, onSelect, danger = false }: MenuItemProps) {
  return (
    <Base.Item className={danger ? 'menu__row menu__row--danger' : 'menu__row'} onClick={onSelect}>
      <Icon className="icon" />
      <span className="grow">{children}</span>
    </Base.Item>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="menu__gap" />
}
