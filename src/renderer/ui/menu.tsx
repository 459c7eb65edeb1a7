/** A menu of actions: opens from its trigger, arrows move, Esc gives focus back. */
import './menu.css'
import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ComponentType, ReactElement, ReactNode } from 'react'

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
  icon: ComponentType<{ className?: string }>
  children: ReactNode
  onSelect: () => void
  danger?: boolean
  /** The keys that do the same, or a number. */
  hint?: string | undefined
}

export function MenuItem({ icon: Icon, children, onSelect, danger = false, hint }: MenuItemProps) {
  return (
    <Base.Item className={danger ? 'menu__row menu__row--danger' : 'menu__row'} onClick={onSelect}>
      <Icon className="icon" />
      <span className="grow">{children}</span>
      {hint !== undefined && <kbd>{hint}</kbd>}
    </Base.Item>
  )
}

export interface MenuChoiceProps<T extends string> {
  value: T
  onChange: (value: T) => void
  options: readonly { value: T; label: string }[]
}

/** One of a few, with a check mark at the chosen one. */
export function MenuChoice<T extends string>({ value, onChange, options }: MenuChoiceProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className="menu__row" closeOnClick>
          <span className="menu__check">
            <Base.RadioItemIndicator render={<Check className="icon" />} />
          </span>
          <span className="grow">{option.label}</span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}
