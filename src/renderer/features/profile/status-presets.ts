/** Statuses that most people use, and for how long each usually holds. */
import { t } from '#renderer/text/i18n.ts'

export const clearChoices = ['never', 'halfHour', 'hour', 'fourHours', 'today', 'week'] as const
export type ClearChoice = (typeof clearChoices)[number]

export interface Preset {
  readonly emoji: string
  readonly text: string
  readonly clear: ClearChoice
}

/** In the language of now. */
export const statusPresets = (): readonly Preset[] => [
  { emoji: '📅', text: t('people:preset.meeting'), clear: 'hour' },
  { emoji: '🚆', text: t('people:preset.commuting'), clear: 'halfHour' },
  { emoji: '🤒', text: t('people:preset.ill'), clear: 'today' },
  { emoji: '🌴', text: t('people:preset.holiday'), clear: 'never' },
  { emoji: '🏡', text: t('people:preset.remote'), clear: 'today' },
]

const MINUTE_MS = 60_000
const minutes: Partial<Record<ClearChoice, number>> = { halfHour: 30, hour: 60, fourHours: 240 }

/** ms since epoch, or null for no end. Today ends at midnight, the week with its Sunday, local time. */
export function clearAt(choice: ClearChoice, now: number): number | null {
  if (choice === 'never') return null
  const span = minutes[choice]
  if (span !== undefined) return now + span * MINUTE_MS
  const end = new Date(now)
  end.setHours(24, 0, 0, 0)
  // Midnight is the beginning of the next day; Monday's is the end of the week.
  if (choice === 'week') end.setDate(end.getDate() + ((8 - end.getDay()) % 7))
  return end.getTime()
}
