/** The head of a channel: its name, what it is for, and facts about it. */
import './channel-header.css'
import { Hash, Lock, Users } from 'lucide-react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelTitle } from '#renderer/lib/channel-title.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'

export interface ChannelHeaderProps {
  channel: Channel
  me: Person
  people: readonly Person[]
  /** Incoming webhooks that post here; null for who may not see them. */
  hookCount: number | null
}

export function ChannelHeader({ channel, me, people, hookCount }: ChannelHeaderProps) {
  const { title, person } = channelTitle(channel, me.username, people)
  const named = channel.displayName !== '' && channel.displayName !== channel.name && channel.type !== 'direct'
  const purpose = [named && channel.displayName, channel.purpose].filter(Boolean).join(' · ')
  return (
    <header className="header">
      <h1 className="header__name">
        {channel.type === 'direct' && <PersonAvatar username={person?.username ?? title} name={title} size={24} />}
        {channel.type === 'public' && <Hash className="icon" />}
        {(channel.type === 'private' || channel.type === 'group') && <Lock className="icon" aria-label="Private" />}
        <bdi className="clip">{title}</bdi>
      </h1>
      {purpose === '' ? (
        <span className="grow" />
      ) : (
        <span className="header__purpose clip" title={purpose}>
          {purpose}
        </span>
      )}
      {channel.type !== 'direct' && (
        <span className="header__fact" role="img" aria-label={plural(channel.members.length, 'member')} title={plural(channel.members.length, 'member')}>
          <Users className="icon" />
          {channel.members.length}
        </span>
      )}
      {hookCount !== null && hookCount > 0 && (
        <span className="header__fact hide-narrow" role="img" aria-label={hooksHere(hookCount)} title={hooksHere(hookCount)}>
          <HookIcon className="icon" />
          {hookCount}
        </span>
      )}
    </header>
  )
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
const hooksHere = (count: number): string => (count === 1 ? '1 incoming webhook posts here' : `${count} incoming webhooks post here`)
