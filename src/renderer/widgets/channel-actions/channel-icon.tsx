/** The small sign before a channel's name: # for public, a lock for private, the face of the other one, the number of a group. */
import './channel-icon.css'
import { Hash, Lock } from 'lucide-react'
import type { Channel } from '#shared/contract/channel.ts'
import { t } from '#renderer/text/i18n.ts'
import { PersonAvatar } from '../avatar/avatar.tsx'
import { WithPresence } from '../presence/presence.tsx'

export interface ChannelIconProps {
  type: Channel['type']
  /** What the channel is called. */
  title: string
  /** Of the other person of a direct channel. */
  username?: string | undefined
  /** The other people of a group. */
  others?: number
  size?: 18 | 24
}

export function ChannelIcon({ type, title, username, others = 0, size = 18 }: ChannelIconProps) {
  if (type === 'public') return <Hash className="icon" />
  if (type === 'private') return <Lock className="icon" role="img" aria-label={t('channels:private')} />
  if (type === 'direct')
    return (
      <WithPresence username={username}>
        <PersonAvatar username={username ?? title} name={title} size={size} />
      </WithPresence>
    )
  return (
    <span className={`group-tile group-tile--${size}`} aria-hidden="true">
      {others}
    </span>
  )
}
