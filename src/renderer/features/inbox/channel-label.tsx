/** A channel in a line of text: its sign and its name as people read it. */
import { Hash, Lock, Users } from 'lucide-react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { useEverybody } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'

export function ChannelLabel({ channel, me }: { channel: Channel; me: Person }) {
  const people = useEverybody()
  const { title, person } = channelTitle(channel, me.username, people)
  return (
    <span className="channel-label">
      {channel.type === 'direct' && <PersonAvatar username={person?.username ?? title} name={title} size={18} />}
      {channel.type === 'group' && <Users className="icon icon--14" />}
      {channel.type === 'public' && <Hash className="icon icon--14" />}
      {channel.type === 'private' && <Lock className="icon icon--14" aria-label={t('inbox:private')} />}
      <bdi className="clip">{title}</bdi>
    </span>
  )
}

/** "# release-room", or a person's name. */
export function channelHandle(channel: Channel, me: Person, people: readonly Person[]): string {
  const { title } = channelTitle(channel, me.username, people)
  return channel.type === 'public' || channel.type === 'private' ? `# ${title}` : title
}
