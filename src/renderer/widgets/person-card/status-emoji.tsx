/** The emoji of a person's status, beside their name for as long as the status holds. */
import './person-card.css'
import { useEffect, useState } from 'react'
import { currentStatus } from '#shared/core/person-status.ts'
import { usePerson } from '#renderer/lib/data/use-person.ts'
import { t } from '#renderer/text/i18n.ts'

export function StatusEmoji({ username }: { username: string }) {
  const status = usePerson(username)?.status ?? null
  const now = useNowUntil(status?.until ?? null)
  const shown = currentStatus(status, now)
  if (shown === null || shown.emoji === '') return null
  return (
    <span className="status-emoji" role="img" aria-label={t('people:statusSpoken', { status: shown.text === '' ? shown.emoji : shown.text })} title={shown.text}>
      {shown.emoji}
    </span>
  )
}

/** A timer for more than this many ms fires at once. */
const LONGEST_MS = 2 ** 31 - 1

/** The time now, drawn anew at `until`; most statuses have no end and cost no timer. */
function useNowUntil(until: number | null): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (until === null || until <= Date.now()) return
    const timer = setTimeout(() => setNow(Date.now()), Math.min(LONGEST_MS, Math.max(0, until - Date.now())))
    return () => clearTimeout(timer)
  }, [until, now])
  return now
}
