/** The sidebar of pages that are no channels: the way back, then their rows. */
import './nav.css'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

export interface SideNavProps {
  title: string
  backHref: string
  backLabel: string
  children: ReactNode
}

export function SideNav({ title, backHref, backLabel, children }: SideNavProps) {
  return (
    <nav className="sidebar__nav" aria-label={title}>
      <div className="workspace">
        <Link href={backHref} className="iconbtn" aria-label={backLabel} title={backLabel}>
          <ArrowLeft className="icon" />
        </Link>
        <h2 className="workspace__name">{title}</h2>
      </div>
      <div className="nav">{children}</div>
    </nav>
  )
}
