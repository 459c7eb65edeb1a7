/** Where nothing is yet: one title, one sentence, at most two buttons. */
import './empty.css'
import type { ComponentType, ReactNode } from 'react'

export interface EmptyProps {
  icon: ComponentType<{ className?: string }>
  title: ReactNode
  text: ReactNode
  /** Buttons. */
  children?: ReactNode
}

export function Empty({ icon: Icon, title, text, children }: EmptyProps) {
  return (
    <div className="empty">
      <Icon className="icon icon--28" />
      <h3 className="empty__title">{title}</h3>
      <p className="empty__text">{text}</p>
      {children !== undefined && <div className="empty__row">{children}</div>}
    </div>
  )
}
