/** Archived channels: to read again, and to restore for who may. */
import { useQuery } from '@tanstack/react-query'
import { Archive } from 'lucide-react'
import { ARCHIVED_LISTED, type Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { isIn, mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { archivedChannelsQuery } from '#renderer/lib/data/queries.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { useRestoreChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { ChannelBones, ChannelLine } from './channel-line.tsx'

export function ArchivedList({ me }: { me: Person }) {
  const archived = useQuery(archivedChannelsQuery)
  const now = useNow()
  if (archived.isLoadingError)
    return (
      <Empty icon={Archive} title={t('channels:browseProblem')} text={toErrorBody(archived.error).message}>
        <Button busy={archived.isFetching} onClick={() => void archived.refetch()}>
          {t('common:tryAgain')}
        </Button>
      </Empty>
    )
  if (archived.data === undefined) return <ChannelBones />
  if (archived.data.length === 0) return <Empty icon={Archive} title={t('channels:noArchived')} text={t('channels:noArchivedText')} />
  return (
    <>
      <ul className="browse browse--archived" aria-label={t('channels:browseArchived')}>
        {archived.data.map((channel) => (
          <ChannelLine key={channel.id} channel={channel} joined={isIn(channel, me)} fact={t('channels:archivedWhen', { moment: formatMoment(channel.archivedAt ?? now, now) })}>
            <RestoreButton channel={channel} me={me} />
            <ButtonLink href={channelPath(channel)} size="small">
              {t('common:open')}
            </ButtonLink>
          </ChannelLine>
        ))}
      </ul>
      {archived.data.length === ARCHIVED_LISTED && <p className="hint">{t('channels:olderArchived', { count: ARCHIVED_LISTED })}</p>}
    </>
  )
}

function RestoreButton({ channel, me }: { channel: Channel; me: Person }) {
  const restoring = useRestoreChannel()
  if (!mayInChannel('channel.archive', me, channel)) return null
  return (
    <Button size="small" busy={restoring.isPending} aria-label={t('channels:deedOn', { deed: t('channels:restore'), name: channel.name })} onClick={() => restoring.mutate(channel.id)}>
      {t('channels:restore')}
    </Button>
  )
}
