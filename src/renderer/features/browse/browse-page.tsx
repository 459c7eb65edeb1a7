/** All channels that can be found: to join, to open, to leave; and the archived ones. */
import '#renderer/ui/page.css'
import './browse.css'
import { Lock, Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Session } from '#shared/contract/rpc/session.ts'
import { can } from '#shared/core/permissions.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { useChannels } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import { ArchivedList } from './archived-list.tsx'
import { ChannelDirectory } from './channel-directory.tsx'

type BrowseTab = 'open' | 'archived'

export function BrowsePage({ session: { me, may } }: { session: Session }) {
  const [tab, setTab] = useState<BrowseTab>('open')
  const channels = useChannels()
  useEffect(() => void (document.title = t('channels:browseWindow')), [])
  if (!can('channel.join', me, { channelType: 'public' }))
    return (
      <Empty icon={Lock} title={t('channels:browseGuests')} text={t('channels:browseGuestsText')}>
        <ButtonLink href="/">{t('channels:backToChannels')}</ButtonLink>
      </Empty>
    )
  const open = channels.data?.filter(({ type, archivedAt }) => type === 'public' && archivedAt === null)
  return (
    <>
      <PageHead title={t('channels:browseTitle')} lead={t('channels:browseLead')} className="browse__head">
        {may.createChannels && (
          <Button kind="primary" onClick={() => openChannelDialog({ kind: 'new-channel' })}>
            <Plus className="icon" />
            {t('sidebar:newChannel')}
          </Button>
        )}
      </PageHead>
      <Tabs
        label={t('channels:browseTitle')}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'open', label: t('channels:browseOpen'), ...(open !== undefined && { count: String(open.length) }), content: <ChannelDirectory channels={open} problem={channels.isLoadingError ? channels.error : null} busy={channels.isFetching} onRetry={() => void channels.refetch()} me={me} /> },
          { value: 'archived', label: t('channels:browseArchived'), content: tab === 'archived' && <ArchivedList me={me} /> },
        ]}
      />
    </>
  )
}
