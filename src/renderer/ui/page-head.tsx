/** The head of a page that is no channel: its title, one sentence about it, and what can be done first. */
import './page.css'
import type { ReactNode } from 'react'

export interface PageHeadProps {
  /** The way back. */
  crumb?: ReactNode
  title: ReactNode
  lead: ReactNode
  className?: string
  children?: ReactNode
}

export function PageHead({ crumb, title, lead, className, children }: PageHeadProps) {
  return (
    <header className={className === undefined ? 'page__head' : `page__head ${className}`}>
      <div className="grow">
        {crumb}
        <h1 className="page__title">{title}</h1>
        <p className="page__lead">{lead}</p>
      </div>
      {children}
    </header>
  )
}
