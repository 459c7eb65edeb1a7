/** How a delivery stands: its pill, and when it is tried next. */
import type { Delivery, DeliveryState } from '#shared/contract/delivery.ts'
import type { Tone } from '#renderer/ui/pill.tsx'
import { t } from '#renderer/text/i18n.ts'

export const stateTones: Record<DeliveryState, Tone> = {
  queued: 'none',
  sending: 'accent',
  retrying: 'warn',
  delivered: 'ok',
  failed: 'bad',
  parked: 'warn',
  paused: 'none',
  dropped: 'none',
}

/** What one usually looks for. */
export const usualStates = ['all', 'delivered', 'retrying', 'failed'] as const
export const allStates = [...usualStates, 'queued', 'sending', 'parked', 'paused', 'dropped'] as const

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** "now", "in 5 s", "in 4 min", "in 2 h": rounded up, so that it never comes late. */
export function formatDue(dueAt: number, now: number): string {
  const ms = dueAt - now
  if (ms <= 0) return t('outgoing:deliveries.dueNow')
  if (ms < MINUTE_MS) return t('outgoing:deliveries.dueSeconds', { count: Math.ceil(ms / SECOND_MS) })
  if (ms < HOUR_MS) return t('outgoing:deliveries.dueMinutes', { count: Math.ceil(ms / MINUTE_MS) })
  return t('outgoing:deliveries.dueHours', { count: Math.ceil(ms / HOUR_MS) })
}

/** How many of the same channel and address wait until this one is through, of those that are known here. */
export function countBehind(delivery: Delivery, all: readonly Delivery[]): number {
  if (delivery.state !== 'retrying' && delivery.state !== 'sending') return 0
  return all.filter(({ state, channelId, url, position }) => state === 'queued' && channelId === delivery.channelId && url === delivery.url && position > delivery.position).length
}
