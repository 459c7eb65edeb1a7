/** The head of a panel at the window's end: its name, what it is about, its actions and the button that closes it. In a narrow window it goes back. */
import './panel-header.css'
import { ArrowLeft, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'

export interface PanelHeaderProps {
  title: string
  /** For instance the channel's name. */
  about?: ReactNode
  /** Spoken of the closing button, for instance "Close thread". */
  closeLabel: string
  onClose: () => void
  /** Buttons before the closing one. */
  children?: ReactNode
}

export function PanelHeader({ title, about, closeLabel, onClose, children }: PanelHeaderProps) {
  return (
    <header className="panel-head">
      <IconButton label={closeLabel} className="panel-head__back" onClick={onClose}>
        <ArrowLeft className="icon" />
      </IconButton>
      <h2 className="panel-head__title">{title}</h2>
      {about === undefined ? <span className="grow" /> : <span className="panel-head__about clip">{about}</span>}
      {children}
      <IconButton label={closeLabel} className="panel-head__close" onClick={onClose}>
        <X className="icon" />
      </IconButton>
    </header>
  )
}
