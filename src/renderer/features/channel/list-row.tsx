/** One row of the list with what stands above it: the day, and the line before what is new. */
import '#renderer/ui/divider.css'
import { memo } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { dayOf, formatDay, formatMoment, formatTime } from '#renderer/lib/format/format-time.ts'
import { t } from '#renderer/text/i18n.ts'
import { LiveMessage } from '#renderer/widgets/message-actions/live-message.tsx'
import type { ShownMentions } from '#renderer/widgets/message-body/use-mentions.ts'
import type { Row } from './rows.ts'
import { UnsentNote } from './unsent-note.tsx'

export interface ListRowProps {
  row: Row
  today: number
  channel: Channel
  me: Person
  mentions: ShownMentions
  flash: boolean
}

/** Rows are built anew with every change; a row whose parts are the same is drawn once. */
export const ListRow = memo(function ListRow({ row, today, channel, me, mentions, flash }: ListRowProps) {
  const { message, continued, day, isFirstNew, unsent } = row
  return (
    <>
      {day !== null && (
        <div className="divider" role="separator">
          {formatDay(day, today)}
        </div>
      )}
      {isFirstNew && <NewLine at={message.createdAt} today={today} />}
      <LiveMessage
        message={message}
        mentions={mentions}
        me={me}
        channel={channel}
        continued={continued}
        context="channel"
        flash={flash}
        pending={unsent !== null && unsent.problem === null}
        below={unsent && <UnsentNote entry={unsent} />}
      />
    </>
  )
}, areSame)

function areSame(before: ListRowProps, after: ListRowProps): boolean {
  const { row, ...rest } = after
  return sameParts(before.row, row) && (Object.keys(rest) as (keyof typeof rest)[]).every((key) => before[key] === rest[key])
}

const sameParts = (a: Row, b: Row): boolean => a.message === b.message && a.continued === b.continued && a.day === b.day && a.isFirstNew === b.isFirstNew && a.unsent === b.unsent

function NewLine({ at, today }: { at: number; today: number }) {
  const time = dayOf(at) === dayOf(today) ? formatTime(at) : formatMoment(at, today)
  return (
    <div className="divider divider--new" role="separator" aria-label={t('channel:newMessages', { time })}>
      <span className="float" />
      {t('channel:newSince', { time })}
    </div>
  )
}
