/** One row of the list that completes: what will be written, and enough beside it to tell two alike apart. */
import { BellOff, CircleHelp, LogOut, Megaphone, Meh, MessageSquare, PersonStanding, UserPlus } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { CommandName } from '#shared/core/slash-command.ts'
import { t } from '#renderer/text/i18n.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { ChannelIcon } from '#renderer/widgets/channel-actions/channel-icon.tsx'
import type { Suggestion } from './suggest.ts'

export interface SuggestionRowProps {
  item: Suggestion
  channel: Channel
  me: Person
}

export function SuggestionRow({ item, channel, me }: SuggestionRowProps) {
  switch (item.kind) {
    case 'person':
      return <PersonRow person={item.person} isMe={item.person.username === me.username} note={item.group === 'others' ? t('composer:suggest.notHere') : ''} />
    case 'audience':
      return <Parts sign={<Megaphone className="icon" />} name={`@${item.name}`} about={t(`composer:audience.${item.name}`, { count: channel.members.length })} />
    case 'channel':
      return <Parts sign={<ChannelIcon type={item.channel.type} title={item.channel.name} />} name={item.channel.name} about={item.channel.purpose} note={item.channel.id === channel.id ? t('composer:suggest.thisChannel') : ''} />
    case 'emoji':
      return <Parts sign={<span className="suggestion__emoji">{item.char}</span>} name={`:${item.emoji.code}:`} about={item.emoji.name} />
    case 'command':
      return <CommandRow name={item.name} />
  }
}

const commandIcons: Readonly<Record<CommandName, ComponentType<{ className?: string }>>> = {
  me: PersonStanding,
  shrug: Meh,
  mute: BellOff,
  invite: UserPlus,
  dm: MessageSquare,
  hooks: HookIcon,
  leave: LogOut,
  help: CircleHelp,
}

function CommandRow({ name }: { name: CommandName }) {
  const Icon = commandIcons[name]
  return <Parts sign={<Icon className="icon" />} name={t(`composer:usage.${name}`)} about={t(`composer:command.${name}`)} />
}

function PersonRow({ person, isMe, note }: { person: Person; isMe: boolean; note: string }) {
  const mine = isMe ? t('composer:suggest.you') : note
  return <Parts sign={<PersonAvatar username={person.username} name={person.displayName} size={24} />} name={person.displayName} about={`@${person.username}`} note={mine} />
}

interface PartsProps {
  sign: ReactNode
  name: string
  about: string
  note?: string
}

function Parts({ sign, name, about, note = '' }: PartsProps) {
  return (
    <>
      <span className="suggestion__sign" aria-hidden="true">
        {sign}
      </span>
      <bdi className="suggestion__name clip">{name}</bdi>
      <bdi className="suggestion__about clip">{about}</bdi>
      {note !== '' && <span className="suggestion__note">{note}</span>}
    </>
  )
}
