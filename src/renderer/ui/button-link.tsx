/** A link that looks like a button: for what goes to another page. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { buttonClass, type ButtonLook } from './button.tsx'

export function ButtonLink({ href, kind, size, children }: ButtonLook & { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={buttonClass({ kind, size })}>
      {children}
    </Link>
  )
}
