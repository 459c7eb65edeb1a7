/** Announces that deliveries moved on: at once, then at most four times a second for each subscription, however many move. */
import type { SubscriptionId } from '#shared/contract/ids.ts'
import type { Context } from '../context.ts'

const PAUSE_MS = 250

export function startTellingMoves(ctx: Pick<Context, 'events'>): { note(id: SubscriptionId): void; stop(): void } {
  /** Those that were told of lately; true when something moved since. */
  const resting = new Map<SubscriptionId, { moved: boolean; readonly timer: ReturnType<typeof setTimeout> }>()
  const tell = (subscriptionId: SubscriptionId): void => {
    resting.set(subscriptionId, { moved: false, timer: setTimeout(() => wake(subscriptionId), PAUSE_MS).unref() })
    ctx.events.publish({ event: { name: 'deliveries.changed', data: { subscriptionId } }, audience: 'managers' })
  }
  const wake = (id: SubscriptionId): void => {
    const { moved } = resting.get(id) ?? { moved: false }
    resting.delete(id)
    if (moved) tell(id)
  }
  return {
    note(id) {
      const rest = resting.get(id)
      if (rest) rest.moved = true
      else tell(id)
    },
    stop: () => resting.forEach(({ timer }) => clearTimeout(timer)),
  }
}
