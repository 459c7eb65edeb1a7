/** One row of a sidebar without channels: a link with an icon, marked when its page is shown. */
import './nav.css'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

export interface NavRowProps {
  href: string
  icon: ReactNode
  label: string
  current: boolean
  /** What stands at the row's end where the whole label leaves room for it, for instance a count. */
  aside?: ReactNode
}

export function NavRow({ href, icon, label, current, aside }: NavRowProps) {
  return (
    <Link href={href} className="nav__row" aria-current={current ? 'page' : undefined}>
      {icon}
      <span className="nav__fit grow">
        <bdi className="clip">{label}</bdi>
        {aside}
      </span>
    </Link>
  )
}
