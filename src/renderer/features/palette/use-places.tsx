/** Channels and people as items of the palette. */
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { ChannelState } from '#shared/contract/unread.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { isIn } from '#renderer/lib/data/may-in-channel.ts'
import { useChannels, useEverybody, usePeople, useUnreads } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { sayProblem, useOpenDirect } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { ChannelIcon } from '#renderer/widgets/channel-actions/channel-icon.tsx'
import type { PaletteItem } from './palette-item.ts'
import { listVisited } from './visits.ts'

const noChannels: readonly Channel[] = []
const noPeople: readonly Person[] = []
const noStates: readonly ChannelState[] = []

/** Unread ones, the last visited, then all; people whom I never wrote with come last. */
export function usePlaces(me: Person): PaletteItem[] {
  const [path, navigate] = useLocation()
  const channels = useChannels().data ?? noChannels
  const people = usePeople().data ?? noPeople
  const everybody = useEverybody()
  const states = useUnreads().data?.channels ?? noStates
  const openDirect = useOpenDirect()
  const state = (channel: Channel): ChannelState | undefined => states.find(({ channelId }) => channelId === channel.id)
  const toItem = (channel: Channel, group: PaletteItem['group']): PaletteItem => toPlace(channel, { group, me, people: everybody, state: state(channel), run: () => navigate(channelPath(channel)) })
  const elsewhere = channels.filter((channel) => !path.startsWith(`${channelPath(channel)}/`) && path !== channelPath(channel))
  const unread = elsewhere.filter((channel) => isWaiting(state(channel))).sort((a, b) => (state(b)?.mentions ?? 0) - (state(a)?.mentions ?? 0))
  const visited = listVisited().flatMap((id) => elsewhere.find((channel) => channel.id === id) ?? [])
  const sorted = [...channels.filter((channel) => isIn(channel, me)), ...channels.filter((channel) => !isIn(channel, me))]
  const strangers = people.filter(({ username }) => !channels.some((channel) => channel.type === 'direct' && isDirectWith(channel, me.username, username)))
  return [
    ...unread.map((channel) => toItem(channel, 'unread')),
    ...visited.map((channel) => toItem(channel, 'recent')),
    ...sorted.map((channel) => ({ ...toItem(channel, 'places'), onlyWhenAsked: true })),
    ...strangers.map((person) => toStranger(person, () => void openDirect.mutateAsync([person.username]).then((channel) => navigate(channelPath(channel)), sayProblem))),
  ]
}

const isWaiting = (state: ChannelState | undefined): boolean => state !== undefined && (state.mentions > 0 || (state.unread > 0 && !state.muted))

const isDirectWith = ({ members }: Channel, me: string, other: string): boolean => members.includes(other) && (other !== me || members.length === 1)

interface PlaceOptions {
  group: PaletteItem['group']
  me: Person
  people: readonly Person[]
  state: ChannelState | undefined
  run: () => void
}

function toPlace(channel: Channel, { group, me, people, state, run }: PlaceOptions): PaletteItem {
  const { title, person } = channelTitle(channel, me.username, people)
  const isOutside = !isIn(channel, me)
  return {
    id: channel.id,
    group,
    label: title,
    names: person === null ? [channel.displayName] : [person.username],
    hint: isOutside ? t('search:palette.notIn') : person === null ? '' : `@${person.username}`,
    icon: <ChannelIcon type={channel.type} title={title} username={person?.username} others={channel.members.length - 1} />,
    isUnread: isWaiting(state),
    mentions: state?.mentions ?? 0,
    kind: channel.type === 'direct' || channel.type === 'group' ? 'person' : 'channel',
    run,
  }
}

function toStranger({ username, displayName }: Person, run: () => void): PaletteItem {
  return {
    id: `person-${username}`,
    group: 'places',
    label: displayName,
    names: [username],
    hint: `@${username}`,
    icon: <PersonAvatar username={username} name={displayName} size={18} />,
    kind: 'person',
    onlyWhenAsked: true,
    run,
  }
}

