/** Everything about a channel, beside it: about, members, webhooks, pinned, files, notifications. */
import './details-panel.css'
import type { ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { isConversation, isIn } from '#renderer/lib/data/may-in-channel.ts'
import { closePanel, openPanel, type DetailsTab } from '#renderer/lib/screen/panel.ts'
import { useEverybody, usePeople } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { PanelHeader } from '#renderer/ui/panel-header.tsx'
import { Tabs, type TabDefinition } from '#renderer/ui/tabs.tsx'
import { ChannelFiles } from '#renderer/widgets/file/channel-files.tsx'
import { usePinned } from '../use-pinned.ts'
import { AboutTab } from './about-tab.tsx'
import { MembersTab } from './members-tab.tsx'
import { NotificationsTab } from './notifications-tab.tsx'
import { PinnedTab } from './pinned-tab.tsx'

export interface DetailsPanelProps {
  channel: Channel
  session: Session
  tab: DetailsTab
  /** The webhooks of this channel, which another part of the window knows; null for who may not manage any. */
  webhooks: ReactNode | null
  /** What is encrypted here, which another part of the window knows. */
  encryption: ReactNode
}

export function DetailsPanel({ channel, session, tab, webhooks, encryption }: DetailsPanelProps) {
  const { me } = session
  const people = usePeople().data ?? nobody
  const pinned = usePinned(channel.id).data?.length ?? 0
  const { title } = channelTitle(channel, me.username, useEverybody())
  const hasMine = isIn(channel, me) && channel.archivedAt === null
  const hasHooks = webhooks !== null && !isConversation(channel)
  const isThere = tab === 'notifications' ? hasMine : tab !== 'webhooks' || hasHooks
  const shown = isThere ? tab : 'about'
  const tabs: TabDefinition<DetailsTab>[] = [
    { value: 'about', label: t('channels:tab.about'), content: <AboutTab channel={channel} session={session} encryption={encryption} /> },
    { value: 'members', label: t('channels:tab.members'), count: String(channel.members.length), content: shown === 'members' && <MembersTab channel={channel} me={me} people={people} /> },
    ...(hasHooks ? [{ value: 'webhooks' as const, label: t('channels:tab.webhooks'), content: webhooks }] : []),
    { value: 'pinned', label: t('channels:tab.pinned'), ...(pinned > 0 && { count: String(pinned) }), content: shown === 'pinned' && <PinnedTab channel={channel} me={me} /> },
    { value: 'files', label: t('channels:tab.files'), content: shown === 'files' && <ChannelFiles channelId={channel.id} /> },
    ...(hasMine ? [{ value: 'notifications' as const, label: t('channels:tab.notifications'), content: <NotificationsTab channel={channel} /> }] : []),
  ]
  return (
    <div className="details">
      <PanelHeader title={t('channels:detailsTitle')} about={<bdi>{isConversation(channel) ? title : `# ${title}`}</bdi>} closeLabel={t('channels:closeDetails')} onClose={closePanel} />
      <Tabs label={t('channels:details')} value={shown} onChange={(next) => openPanel({ kind: 'details', channelId: channel.id, tab: next })} tabs={tabs} />
    </div>
  )
}

const nobody: readonly Person[] = []
