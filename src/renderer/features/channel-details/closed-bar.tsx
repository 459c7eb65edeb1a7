/** What stands in the composer's place where nothing can be written: why, and the button that changes it. */
import './closed-bar.css'
import { Archive, Eye } from 'lucide-react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { isIn, mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { sayProblem, useJoinChannel, useRestoreChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'

export interface ClosedBarProps {
  channel: Channel
  me: Person
}

export const isClosed = (channel: Channel, me: Person): boolean => channel.archivedAt !== null || !isIn(channel, me)

export function ClosedBar({ channel, me }: ClosedBarProps) {
  return (
    <div className="closed-bar" data-region="composer">
      {channel.archivedAt === null ? <PreviewBar channel={channel} me={me} /> : <ArchivedBar channel={channel} me={me} archivedAt={channel.archivedAt} />}
    </div>
  )
}

function PreviewBar({ channel, me }: ClosedBarProps) {
  const joining = useJoinChannel()
  return (
    <>
      <Eye className="icon" />
      <p className="grow">
        <b className="strong">{t('channels:notIn', { name: channel.name })}</b> {t('channels:notInEffect')}
      </p>
      {mayInChannel('channel.join', me, channel) && (
        <Button kind="primary" busy={joining.isPending} onClick={() => joining.mutate(channel.id, { onError: sayProblem })}>
          {t('channels:join')}
        </Button>
      )}
    </>
  )
}

function ArchivedBar({ channel, me, archivedAt }: ClosedBarProps & { archivedAt: number }) {
  const restoring = useRestoreChannel()
  const now = useNow()
  return (
    <>
      <Archive className="icon" />
      <p className="grow">{t('channels:archivedBar', { moment: formatMoment(archivedAt, now) })}</p>
      {mayInChannel('channel.archive', me, channel) && (
        <Button busy={restoring.isPending} onClick={() => restoring.mutate(channel.id)}>
          {t('channels:restore')}
        </Button>
      )}
    </>
  )
}
