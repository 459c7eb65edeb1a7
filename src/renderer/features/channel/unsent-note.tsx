/** Under a message that is not sent: that it waits, or why it failed and what can be done. */
import { useQueryClient } from '@tanstack/react-query'
import { Clock, TriangleAlert } from 'lucide-react'
import { dropMessage, retryMessage, takeBack, type Unsent } from '#renderer/lib/writing/outbox.ts'
import { useLate } from '#renderer/lib/look/use-late.ts'
import { t } from '#renderer/text/i18n.ts'

/** Most messages are sent sooner; a note for them would only move the list. */
const SHOWN_AFTER_MS = 500

export function UnsentNote({ entry }: { entry: Unsent }) {
  const late = useLate(entry.problem === null, SHOWN_AFTER_MS)
  if (entry.problem !== null) return <Failed entry={entry} reason={entry.problem} />
  if (!late) return null
  return (
    <span className="waiting">
      <Clock className="icon icon--12" />
      {t('message:unsent.waiting')}
    </span>
  )
}

function Failed({ entry, reason }: { entry: Unsent; reason: string }) {
  const cache = useQueryClient()
  return (
    <span className="failed" role="alert">
      <span className="failed__why">
        <TriangleAlert className="icon icon--14" />
        {t('message:unsent.failed', { reason })}
      </span>
      <button type="button" onClick={() => retryMessage(cache, entry)}>
        {t('message:unsent.retry')}
      </button>
      <button type="button" onClick={() => takeBack(entry)}>
        {t('message:unsent.edit')}
      </button>
      <button type="button" onClick={() => dropMessage(entry.id)}>
        {t('message:unsent.discard')}
      </button>
    </span>
  )
}
