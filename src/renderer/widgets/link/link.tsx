/** A link that a sender wrote: opened by `openLink` only, its whole address in the title; drawn as text when it must not be opened. */
import type { MouseEvent, ReactNode } from 'react'
import { linkTarget, openLink } from '#renderer/lib/screen/open-link.ts'

export function ForeignLink({ href, className, children }: { href: string | undefined; className?: string; children: ReactNode }) {
  const target = linkTarget(href)
  if (target === null) return <span className={className}>{children}</span>
  const handleClick = (event: MouseEvent): void => {
    event.preventDefault()
    if (event.button <= 1) openLink(target)
  }
  return (
    <a className={className} href={target} title={target} rel="noopener noreferrer nofollow" target="_blank" onClick={handleClick} onAuxClick={handleClick}>
      {children}
    </a>
  )
}
