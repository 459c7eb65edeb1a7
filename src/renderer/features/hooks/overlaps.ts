/** How long what is replaced goes on working beside the new one. */
import { t } from '#renderer/text/i18n.ts'

const HOUR_MS = 3600_000
/** ms. */
export const overlaps = { now: 0, hour: HOUR_MS, day: 24 * HOUR_MS } as const
export type Overlap = keyof typeof overlaps

export const overlapOptions = () =>
  [
    { value: 'now', label: t('hooks:atOnce') },
    { value: 'hour', label: t('hooks:afterHour') },
    { value: 'day', label: t('hooks:afterDay') },
  ] as const
