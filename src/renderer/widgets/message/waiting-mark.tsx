/** A message of mine that has no place in the team's order yet: one small clock, late, because most are sent sooner. */
import { Clock } from 'lucide-react'
import { useLate } from '#renderer/lib/look/use-late.ts'
import { t } from '#renderer/text/i18n.ts'

const SHOWN_AFTER_MS = 800

export function WaitingMark() {
  if (!useLate(true, SHOWN_AFTER_MS)) return null
  return (
    <span className="msg__waits" role="img" aria-label={t('message:unsent.waiting')} title={t('message:unsent.waits')}>
      <Clock className="icon icon--12" />
    </span>
  )
}
