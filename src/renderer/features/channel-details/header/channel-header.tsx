/** The head of a channel: its name with its menu, what it is for, and facts that lead to more. */
import './channel-header.css'
import { BellOff, Briefcase, ChevronDown, PanelRight, Pin, Search, Star, Users } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { searchPath } from '#renderer/lib/format/channel-path.ts'
import { isConversation } from '#renderer/lib/data/may-in-channel.ts'
import { closePanel, openPanel, usePanel, type DetailsTab } from '#renderer/lib/screen/panel.ts'
import { useUnreads } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { useSetChannelPreference } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { useCaseCount } from '#renderer/widgets/case/case-count.ts'
import { ChannelIcon } from '#renderer/widgets/channel-actions/channel-icon.tsx'
import { ChannelMenuItems } from '#renderer/widgets/channel-actions/channel-menu.tsx'
import { usePinned } from '../use-pinned.ts'
import { Purpose } from './purpose.tsx'

export interface ChannelHeaderProps {
  channel: Channel
  me: Person
  people: readonly Person[]
  /** Incoming webhooks that post here and where they are listed; null for who may not see them. */
  hooks: { readonly count: number; readonly href: string } | null
}

export function ChannelHeader({ channel, me, people, hooks }: ChannelHeaderProps) {
  const { title, person } = channelTitle(channel, me.username, people)
  const state = useUnreads().data?.channels.find(({ channelId }) => channelId === channel.id)
  return (
    <div className="channel-header">
      <header className="header">
        <div className="header__title">
          <Menu align="start" trigger={<TitleButton channel={channel} title={title} username={person?.username} me={me} />}>
            <ChannelMenuItems channel={channel} me={me} whole />
          </Menu>
        </div>
        {state !== undefined && <StarButton channelId={channel.id} favourite={state.favourite} />}
        {state?.muted === true && <BellOff className="icon icon--14 header__muted" role="img" aria-label={t('channels:muted')} />}
        <Purpose key={channel.id} channel={channel} me={me} person={person} />
        <Facts channel={channel} hooks={hooks} />
      </header>
    </div>
  )
}

function TitleButton({ channel, title, username, me, ...rest }: { channel: Channel; title: string; username: string | undefined; me: Person }) {
  const others = channel.members.filter((name) => name !== me.username).length
  return (
    <button type="button" {...rest} className="header__menu" title={t('channels:menuOf', { name: title })}>
      <h1 className="header__name">
        <ChannelIcon type={channel.type} title={title} username={username} others={others} size={24} />
        <bdi className="clip">{title}</bdi>
      </h1>
      <ChevronDown className="icon icon--14" />
    </button>
  )
}

function StarButton({ channelId, favourite }: { channelId: string; favourite: boolean }) {
  const preference = useSetChannelPreference()
  return (
    <IconButton
      label={favourite ? t('channels:unfavourite') : t('channels:favourite')}
      size="small"
      className="header__star"
      aria-pressed={favourite}
      onClick={() => preference.mutate({ channel: channelId, favourite: !favourite })}
    >
      <Star className="icon icon--14" />
    </IconButton>
  )
}

function Facts({ channel, hooks }: Pick<ChannelHeaderProps, 'channel' | 'hooks'>) {
  const [, navigate] = useLocation()
  const tab = usePanel(({ panel }) => (panel?.kind === 'details' && panel.channelId === channel.id ? panel.tab : null))
  const pinned = usePinned(channel.id).data?.length ?? 0
  const toggle = (wanted: DetailsTab): void => (tab === wanted ? closePanel() : openPanel({ kind: 'details', channelId: channel.id, tab: wanted }))
  const members = t('channels:memberCount', { count: channel.members.length })
  return (
    <div className="header__facts">
      {!(channel.type === 'direct') && (
        <button type="button" className="header__fact header__fact--members" aria-label={members} title={members} onClick={() => toggle('members')}>
          <Users className="icon" />
          {channel.members.length}
        </button>
      )}
      {hooks !== null && hooks.count > 0 && !isConversation(channel) && (
        <Link href={hooks.href} className="header__fact header__fact--hooks" aria-label={t('channels:hooksHere', { count: hooks.count })} title={t('channels:hooksHere', { count: hooks.count })}>
          <HookIcon className="icon" />
          {hooks.count}
        </Link>
      )}
      <CasesFact channelId={channel.id} />
      <button
        type="button"
        className="header__fact header__fact--pinned"
        aria-label={t('channels:pinnedCount', { count: pinned })}
        title={t('channels:pinnedCount', { count: pinned })}
        onClick={() => toggle('pinned')}
      >
        <Pin className="icon" />
        {pinned > 0 && pinned}
      </button>
      <IconButton label={t('channels:searchHere')} className="header__search" onClick={() => navigate(searchPath(`in:${channel.name} `))}>
        <Search className="icon" />
      </IconButton>
      <IconButton label={t('channels:details')} aria-pressed={tab !== null} onClick={() => (tab === null ? toggle('about') : closePanel())}>
        <PanelRight className="icon" />
      </IconButton>
    </div>
  )
}

/** Only where tools report cases. */
function CasesFact({ channelId }: { channelId: string }) {
  const { open, any } = useCaseCount(channelId)
  const isShown = usePanel(({ panel }) => panel?.kind === 'cases' && panel.channelId === channelId)
  if (!any) return null
  const label = t('cases:headerCount', { count: open })
  return (
    <button
      type="button"
      className="header__fact header__fact--cases"
      aria-label={label}
      aria-pressed={isShown}
      title={label}
      onClick={() => (isShown ? closePanel() : openPanel({ kind: 'cases', channelId }))}
    >
      <Briefcase className="icon" />
      {open > 0 && open}
    </button>
  )
}
