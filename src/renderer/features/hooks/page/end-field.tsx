/** When an address ends: never, in some days, or at the end of a day that one chooses. */
import { useState } from 'react'
import { localDay } from '#shared/core/local-day.ts'
import { Segment } from '#renderer/ui/segment.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'

const DAY_MS = 24 * 3600_000
type Choice = 'never' | 'month' | 'quarter' | 'day'
const days = { month: 30, quarter: 90 } as const

export interface End {
  readonly choice: Choice
  /** `2026-12-31`, in the time of this computer; '' for none yet. */
  readonly day: string
}

/** @returns how an address that ends then is shown in the field. */
export function endOf(expiresAt: number | null): End {
  return expiresAt === null ? { choice: 'never', day: '' } : { choice: 'day', day: toDay(expiresAt) }
}

/** ms since epoch, null for never; undefined while no day in the future is chosen. */
export function readEnd({ choice, day }: End, now: number): number | null | undefined {
  if (choice === 'never') return null
  if (choice !== 'day') return now + days[choice] * DAY_MS
  const at = new Date(`${day}T23:59:59`).getTime()
  return at > now ? at : undefined
}

const toDay = (at: number): string => localDay(new Date(at))

export function EndField({ value, onChange, problem }: { value: End; onChange: (end: End) => void; problem?: string | undefined }) {
  const [today] = useState(() => toDay(Date.now()))
  const options = [
    { value: 'never', label: t('addresses:end.never') },
    { value: 'month', label: t('addresses:end.days', { count: days.month }) },
    { value: 'quarter', label: t('addresses:end.days', { count: days.quarter }) },
    { value: 'day', label: t('addresses:end.onDay') },
  ] as const
  return (
    <div className="end">
      <p className="label">{t('addresses:end.label')}</p>
      <Segment label={t('addresses:end.label')} value={value.choice} onChange={(choice) => onChange({ ...value, choice })} options={options} />
      {value.choice === 'day' && <TextField label={t('addresses:end.day')} type="date" min={today} value={value.day} error={problem} onChange={(event) => onChange({ ...value, day: event.target.value })} />}
    </div>
  )
}
