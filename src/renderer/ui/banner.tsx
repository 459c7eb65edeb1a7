/** One line across the page: what is wrong, and the button that mends it. */
import './banner.css'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export function Banner({ tone, children, action }: { tone: 'warn' | 'bad'; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={`banner banner--${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <TriangleAlert className="icon" />
      <span className="grow">{children}</span>
      {action}
    </div>
  )
}
