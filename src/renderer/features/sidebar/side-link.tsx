/** One row of the sidebar: a link with a mark, a name, and at its end a number or a sign. */
import '#renderer/ui/nav.css'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { unreadText } from '#renderer/lib/format/unread-text.ts'

export interface SideLinkProps {
  href: string
  /** An icon or a small avatar. */
  icon: ReactNode
  label: string
  current: boolean
  /** Drawn bold. */
  unread?: boolean
  muted?: boolean
  /** What stands at the row's end. */
  end?: ReactNode
}

export function SideLink({ href, icon, label, current, unread = false, muted = false, end }: SideLinkProps) {
  const classes = ['nav__row', unread && 'is-unread', muted && 'is-muted'].filter(Boolean).join(' ')
  return (
    <Link href={href} className={classes} aria-current={current ? 'page' : undefined} data-nav-item="">
      {icon}
      <bdi className="grow clip" title={label}>
        {label}
      </bdi>
      {end}
    </Link>
  )
}

export interface CountProps {
  count: number
  /** The number in words, for who hears it. */
  spoken: string
}

/** A plain number: so many are unread. */
export function UnreadCount({ count, spoken }: CountProps) {
  return (
    <span className="nav__unread">
      <span aria-hidden="true">{unreadText(count)}</span>
      <span className="only-spoken">{spoken}</span>
    </span>
  )
}

/** A float: so many want me. */
export function MentionBadge({ count, spoken }: CountProps) {
  return (
    <span className="nav__mention">
      <span aria-hidden="true">{unreadText(count)}</span>
      <span className="only-spoken">{spoken}</span>
    </span>
  )
}
