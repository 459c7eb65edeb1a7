/** A button around a name or a picture that opens the person's card; the card itself is drawn once, by `PersonCardHost`. */
import './person-card.css'
import type { ReactNode } from 'react'
import { usePersonName } from '#renderer/lib/data/use-person.ts'
import { t } from '#renderer/text/i18n.ts'
import { closeCard, openCard, useOpenCard } from './open-card.ts'

export interface PersonCardProps {
  username: string
  /** A name or a picture; nothing that can be pressed itself. */
  children: ReactNode
  /** Added to the button's class. */
  className?: string
  /** A picture beside a name that opens the same card needs no stop of its own, and is not spoken twice: -1. */
  tabIndex?: -1
  /** The children say in words who it is, and more than the name: they are what is spoken. */
  namesItself?: boolean
}

export function PersonCard({ username, children, className = '', tabIndex, namesItself = false }: PersonCardProps) {
  const name = usePersonName(username)
  const isOpen = useOpenCard(({ card }) => card !== null && card.username === username)
  const handleClick = (anchor: HTMLElement): void => {
    if (useOpenCard.getState().card?.anchor === anchor) closeCard()
    else openCard({ username, anchor })
  }
  return (
    <button
      type="button"
      className={`person-button ${className}`}
      tabIndex={tabIndex}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-hidden={tabIndex === -1 || undefined}
      aria-label={tabIndex === -1 || namesItself ? undefined : t('people:cardOf', { name: name ?? `@${username}` })}
      onClick={(event) => handleClick(event.currentTarget)}
    >
      {children}
    </button>
  )
}
