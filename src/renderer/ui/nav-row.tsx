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
}

export function NavRow({ href, icon, label, current, unread = false, end }: NavRowProps) {
  return (
    <Link href={href} className={unread ? 'nav__row is-unread' : 'nav__row'} aria-current={current ? 'page' : undefined}>
      {icon}
      <bdi className="grow clip">{label}</bdi>
      {end}
    </Link>
  )
}
