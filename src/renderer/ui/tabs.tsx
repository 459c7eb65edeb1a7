/** Tabs of a page: arrow keys move between them; a hidden tab keeps its state, such as unsaved edits. */
import './tabs.css'
import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export interface TabDefinition<T extends string> {
  value: T
  label: string
  /** Already formatted. */
  count?: string
  content: ReactNode
}

export interface TabsProps<T extends string> {
  /** Spoken name of the row of tabs. */
  label: string
  value: T
  onChange: (value: T) => void
  tabs: readonly TabDefinition<T>[]
}

export function Tabs<T extends string>({ label, value, onChange, tabs }: TabsProps<T>) {
  return (
    <Base.Root className="tabs-root" value={value} onValueChange={(next) => onChange(next as T)}>
      <Base.List className="tabs" aria-label={label}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className="tab">
            <span className="steady" data-text={tab.label}>
              {tab.label}
            </span>
            {tab.count !== undefined && <span className="count">{tab.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="tab-panel" keepMounted>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
