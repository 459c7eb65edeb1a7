/** What stands in the composer's place where nothing can be written: why, and the button that changes it. */
import './closed-bar.css'
import { Archive, Eye, UserX } from 'lucide-react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { useEverybody } from '#renderer/lib/data/queries.ts'
import { isConversation, isIn, mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { sayProblem, useJoinChannel, useRestoreChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'

export interface ClosedBarProps {
  channel: Channel
  me: Person
}

/** `people`: those who belong to the workspace; undefined while they are not known. */
export const isClosed = (channel: Channel, me: Person, people: readonly Person[] | undefined): boolean => channel.archivedAt !== null || !isIn(channel, me) || isDeserted(channel, me, people)

/** A conversation of which all others were removed from the workspace: nobody would read what is written there. */
function isDeserted(channel: Channel, me: Person, people: readonly Person[] | undefined): boolean {
  const others = isConversation(channel) ? channel.members.filter((name) => name !== me.username) : []
  return people !== undefined && others.length > 0 && others.every((name) => !people.some(({ username }) => username === name))
}

export function ClosedBar({ channel, me }: ClosedBarProps) {
  return (
    <div className="closed-bar" data-region="composer">
      <Reason channel={channel} me={me} />
    </div>
  )
}

function Reason({ channel, me }: ClosedBarProps) {
  if (channel.archivedAt !== null) return <ArchivedBar channel={channel} me={me} archivedAt={channel.archivedAt} />
  return isConversation(channel) ? <DesertedBar channel={channel} me={me} /> : <PreviewBar channel={channel} me={me} />
}

function DesertedBar({ channel, me }: ClosedBarProps) {
  const others = channel.members.filter((name) => name !== me.username)
  const { title } = channelTitle(channel, me.username, useEverybody())
  return (
    <>
      <UserX className="icon" />
      <p className="grow">{t('channels:desertedBar', { count: others.length, name: title })}</p>
    </>
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
