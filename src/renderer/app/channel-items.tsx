/** What can be done to the channel that is open, as items of the palette. */
import { Bell, BellOff, Info, LogIn, LogOut, Search, Star, StarOff, UserPlus } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { PaletteItem } from '#renderer/features/palette/index.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { isConversation, isIn, mayInChannel, mayLeave } from '#renderer/lib/data/may-in-channel.ts'
import { openPanel } from '#renderer/lib/screen/panel.ts'
import { useChannels, useEverybody, useUnreads } from '#renderer/lib/data/queries.ts'
import { runShortcut } from '#renderer/lib/screen/shortcuts.ts'
import { t } from '#renderer/text/i18n.ts'
import { sayProblem, useJoinChannel, useSetChannelPreference } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { useLeave } from '#renderer/widgets/channel-actions/use-leave.ts'
import { action } from './palette-action.tsx'


/** The channel whose page this address is. */
export function findOpenChannel(channels: readonly Channel[] | undefined, path: string): Channel | undefined {
  return channels?.find((channel) => path === channelPath(channel) || path.startsWith(`${channelPath(channel)}/`))
}

export function useChannelItems({ me }: Session): PaletteItem[] {
  const [path] = useLocation()
  const channel = findOpenChannel(useChannels().data, path)
  const people = useEverybody()
  const mine = useMine(channel)
  const leave = useLeave(me)
  const join = useJoinChannel()
  if (channel === undefined) return []
  const { title } = channelTitle(channel, me.username, people)
  const name = isConversation(channel) ? title : `# ${title}`
  return [
    action(Search, { id: 'search-here', label: t('search:act.searchHere', { name }), shortcut: 'searchHere', run: () => runShortcut('searchHere') }),
    action(Info, { id: 'details', label: t('search:act.details', { name }), onlyWhenAsked: true, run: () => openPanel({ kind: 'details', channelId: channel.id, tab: 'about' }) }),
    ...(isIn(channel, me) ? mine(name) : [action(LogIn, { id: 'join', label: t('search:act.join', { name }), run: () => void join.mutateAsync(channel.id).catch(sayProblem) })]),
    ...(mayInChannel('channel.addPeople', me, channel) && !isConversation(channel)
      ? [action(UserPlus, { id: 'add-people', label: t('search:act.addPeople', { name }), onlyWhenAsked: true, run: () => openChannelDialog({ kind: 'add-people', channelId: channel.id }) })]
      : []),
    ...(mayLeave(channel, me) ? [action(LogOut, { id: 'leave', label: t('search:act.leave', { name }), onlyWhenAsked: true, run: () => leave(channel) })] : []),
  ]
}

/** How I want this channel. */
function useMine(channel: Channel | undefined): (name: string) => PaletteItem[] {
  const state = useUnreads().data?.channels.find(({ channelId }) => channelId === channel?.id)
  const preference = useSetChannelPreference()
  return (name) => {
    if (state === undefined || channel === undefined) return []
    const { muted, favourite } = state
    return [
      action(muted ? Bell : BellOff, { id: 'mute', label: muted ? t('search:act.unmute', { name }) : t('search:act.mute', { name }), onlyWhenAsked: true, run: () => preference.mutate({ channel: channel.id, muted: !muted }) }),
      action(favourite ? StarOff : Star, {
        id: 'favourite',
        label: favourite ? t('search:act.unfavourite', { name }) : t('search:act.favourite', { name }),
        onlyWhenAsked: true,
        run: () => preference.mutate({ channel: channel.id, favourite: !favourite }),
      }),
    ]
  }
}
