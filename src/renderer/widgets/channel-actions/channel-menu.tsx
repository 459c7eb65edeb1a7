/** What can be done to a channel, as the items of a menu: on its name, and on its row of the sidebar. */
import { Archive, Bell, BellOff, Briefcase, CheckCheck, Info, Link2, LogIn, LogOut, PencilLine, Search, SlidersHorizontal, Star, StarOff, UserPlus } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { NotifyLevel } from '#shared/contract/unread.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { channelPath, searchPath } from '#renderer/lib/format/channel-path.ts'
import { isConversation, isIn, mayArchive, mayInChannel, mayLeave } from '#renderer/lib/data/may-in-channel.ts'
import { openPanel, type DetailsTab, type Panel } from '#renderer/lib/screen/panel.ts'
import { usePreferences, useSession, useUnreads } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { MenuChoice, MenuItem } from '#renderer/ui/menu.tsx'
import { MenuGap, Submenu } from '#renderer/ui/menu-parts.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { useCaseCount } from '../case/case-count.ts'
import { sayProblem, useJoinChannel, useMarkChannelRead, useSetChannelPreference } from './channel-calls.ts'
import { leaveLabel, useLeave } from './use-leave.ts'

export interface ChannelMenuProps {
  channel: Channel
  me: Person
  /** Also what changes the channel for everybody. */
  whole?: boolean
}

export function ChannelMenuItems({ channel, me, whole = false }: ChannelMenuProps) {
  const [path, navigate] = useLocation()
  const joining = useJoinChannel()
  const inside = isIn(channel, me)
  const mayChange = channel.archivedAt === null && !isConversation(channel) && mayInChannel('channel.change', me, channel)
  const hasHooks = useSession().data?.may.manageHooks === true && !isConversation(channel)
  const cases = useCaseCount(channel.id)
  const handlePanel = (panel: Panel): void => {
    // It stands beside the channel.
    if (path !== channelPath(channel)) navigate(channelPath(channel))
    openPanel(panel)
  }
  const handleDetails = (tab: DetailsTab): void => handlePanel({ kind: 'details', channelId: channel.id, tab })
  return (
    <>
      <MenuItem icon={mayChange ? SlidersHorizontal : Info} onSelect={() => handleDetails('about')}>
        {mayChange ? t('channels:edit') : t('channels:details')}
      </MenuItem>
      {cases.any && (
        <MenuItem icon={Briefcase} hint={cases.open > 0 ? String(cases.open) : undefined} onSelect={() => handlePanel({ kind: 'cases', channelId: channel.id })}>
          {t('cases:title')}
        </MenuItem>
      )}
      {hasHooks && (
        <MenuItem icon={HookIcon} onSelect={() => handleDetails('webhooks')}>
          {t('channels:webhooks')}
        </MenuItem>
      )}
      {inside ? (
        <MineItems channel={channel} />
      ) : (
        mayInChannel('channel.join', me, channel) &&
        channel.archivedAt === null && (
          <MenuItem icon={LogIn} onSelect={() => void joining.mutateAsync(channel.id).catch(sayProblem)}>
            {t('channels:join')}
          </MenuItem>
        )
      )}
      <MenuGap />
      <MenuItem icon={Link2} onSelect={() => void copyLink(channel)}>
        {t('channels:copyLink')}
      </MenuItem>
      {whole && (
        <MenuItem icon={Search} onSelect={() => navigate(searchPath(`in:${channel.name} `))}>
          {t('channels:searchHere')}
        </MenuItem>
      )}
      <ChangeItems channel={channel} me={me} whole={whole} />
    </>
  )
}

/** Of a channel that was joined a moment ago; the items are there at once, so that none below them moves under the pointer. */
const untouched = { favourite: false, muted: false, notify: null, unread: 0 } as const

/** How I want it. */
function MineItems({ channel }: { channel: Channel }) {
  const state = useUnreads().data?.channels.find(({ channelId }) => channelId === channel.id) ?? untouched
  const preference = useSetChannelPreference()
  const reading = useMarkChannelRead()
  return (
    <>
      <MenuItem icon={state.favourite ? StarOff : Star} onSelect={() => preference.mutate({ channel: channel.id, favourite: !state.favourite })}>
        {state.favourite ? t('channels:unfavourite') : t('channels:favourite')}
      </MenuItem>
      <MenuItem icon={state.muted ? Bell : BellOff} onSelect={() => preference.mutate({ channel: channel.id, muted: !state.muted })}>
        {state.muted ? t('channels:unmute') : t('channels:mute')}
      </MenuItem>
      <Submenu icon={Bell} label={t('channels:notifications')}>
        <NotifyChoice value={state.notify} onChange={(notify) => preference.mutate({ channel: channel.id, notify })} />
      </Submenu>
      {state.unread > 0 && (
        <MenuItem icon={CheckCheck} onSelect={() => reading.mutate(channel.id)}>
          {t('channels:markRead')}
        </MenuItem>
      )}
    </>
  )
}

function NotifyChoice({ value, onChange }: { value: NotifyLevel | null; onChange: (level: NotifyLevel | null) => void }) {
  const usual = usePreferences().data?.['notify.level'] ?? 'mentions'
  return (
    <MenuChoice
      value={value ?? 'default'}
      onChange={(next) => onChange(next === 'default' ? null : next)}
      options={[
        { value: 'default', label: t('channels:notifyDefault', { level: t(`channels:notify.${usual}`) }) },
        { value: 'all', label: t('channels:notify.all') },
        { value: 'mentions', label: t('channels:notify.mentions') },
        { value: 'none', label: t('channels:notify.none') },
      ]}
    />
  )
}

/** What others notice too. */
function ChangeItems({ channel, me, whole }: Required<ChannelMenuProps>) {
  const leave = useLeave(me)
  const open = (kind: 'rename' | 'add-people' | 'archive'): void => openChannelDialog({ kind, channelId: channel.id })
  const alive = channel.archivedAt === null
  const mayChange = whole && alive && mayInChannel('channel.change', me, channel)
  const mayAdd = whole && alive && mayInChannel('channel.addPeople', me, channel)
  return (
    <>
      {(mayChange || mayAdd) && <MenuGap />}
      {mayChange && (
        <MenuItem icon={PencilLine} onSelect={() => open('rename')}>
          {t('channels:rename')}
        </MenuItem>
      )}
      {mayAdd && (
        <MenuItem icon={UserPlus} onSelect={() => open('add-people')}>
          {t('channels:addPeople')}
        </MenuItem>
      )}
      {(mayLeave(channel, me) || mayChange) && <MenuGap />}
      {mayLeave(channel, me) && (
        <MenuItem icon={LogOut} onSelect={() => leave(channel)}>
          {leaveLabel(channel, me)}
        </MenuItem>
      )}
      {mayChange && mayArchive(channel, me) && (
        <MenuItem icon={Archive} danger onSelect={() => open('archive')}>
          {t('channels:archiveAsk')}
        </MenuItem>
      )}
    </>
  )
}

async function copyLink(channel: Channel): Promise<void> {
  try {
    await navigator.clipboard.writeText(new URL(`#${channelPath(channel)}`, location.href).href)
    toast({ tone: 'ok', text: t('channels:linkCopied') })
  } catch {
    toast({ tone: 'bad', text: t('channels:linkNotCopied') })
  }
}
