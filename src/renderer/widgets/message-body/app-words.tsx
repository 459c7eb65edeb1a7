/** What `@names`, `#channels` and links to our own messages become: drawn by the app, and they lead only inside of it. */
import type { ReactNode } from 'react'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { ownHash } from '#renderer/lib/format/own-link.ts'
import { ForeignLink } from '../link/link.tsx'
import { openCard } from '../person-card/open-card.ts'

export interface PersonWordProps {
  'data-username'?: string
  'data-me'?: boolean | string
  children?: ReactNode
}

/** Without hooks: a row may name many people. */
export function PersonWord({ 'data-username': username = '', 'data-me': isMe, children }: PersonWordProps) {
  return (
    <button
      type="button"
      className={isMe === true || isMe === 'true' || isMe === '' ? 'at at--me' : 'at'}
      title={`@${username}`}
      aria-haspopup="dialog"
      onClick={(event) => openCard({ username, anchor: event.currentTarget })}
    >
      <bdi>{children}</bdi>
    </button>
  )
}

export interface ChannelWordProps {
  'data-handle'?: string
  children?: ReactNode
}

export function ChannelWord({ 'data-handle': handle = '', children }: ChannelWordProps) {
  return (
    <a className="at" href={`#${channelPath({ name: handle })}`}>
      {children}
    </a>
  )
}

export function BodyLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  const hash = ownHash(href)
  if (hash === null) return <ForeignLink href={href}>{children}</ForeignLink>
  return (
    <a href={hash} title={href}>
      {children}
    </a>
  )
}
