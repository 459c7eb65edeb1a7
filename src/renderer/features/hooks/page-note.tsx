/** One line over the content of a page that must be known first, with what can be done about it. */
import './page-note.css'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { toErrorBody } from '#renderer/lib/data/errors.ts'

export interface PageNoteProps {
  icon: LucideIcon
  title?: string
  text: ReactNode
  /** Of what was tried from here. */
  error?: Error | null
  /** Nothing is wrong. */
  plain?: boolean
  /** It stands between the page's head and its tabs. */
  overTabs?: boolean
  children?: ReactNode
}

export function PageNote({ icon: Icon, title, text, error = null, plain = false, overTabs = false, children }: PageNoteProps) {
  return (
    <div className={`limitnote${plain ? ' limitnote--plain' : ''}${overTabs ? ' limitnote--tabs' : ''}`} role="status">
      <Icon className="icon" />
      <p className="grow">
        {title !== undefined && <b>{title}</b>} {text}
        {error !== null && <span role="alert"> {toErrorBody(error).message}</span>}
      </p>
      {children}
    </div>
  )
}
