/** One row of the sidebar: a link with an icon, marked when its page is shown. */
import './nav.css'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

export interface NavRowProps {
  href: string
  /** An icon or a small avatar. */
  icon: ReactNode
  label: string
  current: boolean
  unread?: boolean
  /** What stands at the row's end, for instance a count. */
  end?: ReactNode
  /** What stands there only where the whole label leaves room for it. */
  aside?: ReactNode
}

export function NavRow({ href, icon, label, current, unread = false, end, aside }: NavRowProps) {
  return (
    <Link href={href} className={unread ? 'nav__row is-unread' : 'nav__row'} aria-current={current ? 'page' : undefined}>
      {icon}
      <span className="nav__fit grow">
        <bdi className="clip">{label}</bdi>
        {aside}
      </span>
      {end}
    </Link>
  )
}
