/** An app with a clock of the test's and a receiver beside it: what tests of outgoing webhooks start with. */
import type { AppOptions } from '#server/app.ts'
import type { Delivery } from '#shared/contract/delivery.ts'
import type { ChannelId, MessageId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Subscription, SubscriptionFields } from '#shared/contract/subscription.ts'
import { createClock, type TestClock } from './clock.ts'
import { startReceiver, type Received, type Receiver } from './receiver.ts'
import { startApp, type TestApp } from './start-app.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

export interface Rig extends TestApp {
  readonly clock: TestClock
  readonly receiver: Receiver
  /** Listens to #town-square and sends to the receiver, unless told otherwise. */
  subscribe(fields?: Partial<SubscriptionFields> & { channels?: (ChannelId | string)[] }): Promise<Subscription & { token: string; secret: string }>
  /** As the person of this device, unless `as` names another. */
  say(text: string, options?: { channel?: string; as?: string; threadRootId?: MessageId }): Promise<MessageId>
  /** Lets the simulated time pass, with all that is due on the way. */
  pass(ms: number): Promise<void>
  /** Until nothing is on its way and nothing is due. */
  idle(): Promise<void>
  /** Of one subscription, the oldest first. */
  deliveriesOf(id: SubscriptionId): Promise<Delivery[]>
  /** `text` of what was received, in the order in which it came. */
  texts(): string[]
}

export const textOf = ({ body }: Received): string => (JSON.parse(body) as { text: string }).text

export async function startRig(options: Partial<AppOptions> & { listen?: boolean } = {}): Promise<Rig> {
  const clock = createClock()
  const receiver = await startReceiver()
  const t = await startApp({ clock, ...options })
  const idle = () => t.app.dispatcher.idle()
  return {
    ...t,
    clock,
    receiver,
    idle,
    subscribe: async (fields = {}) => {
      const { subscription, ...secrets } = await t.client.subscriptions.create({ name: 'CI', channels: ['town-square'], urls: [receiver.url], allow: [receiver.host], ...fields })
      return { ...subscription, ...secrets }
    },
    say: async (text, { channel = 'town-square', as, threadRootId } = {}) => {
      const client = as === undefined ? t.client : t.clientAs(t.app.findActor(as))
      return (await client.messages.post({ channel, text, ...(threadRootId === undefined ? {} : { threadRootId }) })).id
    },
    pass: (ms) => clock.pass(ms, idle),
    deliveriesOf: async (id) => (await t.client.deliveries.list({ subscriptionId: id, limit: 200 })).deliveries.toReversed(),
    texts: () => receiver.received.map(textOf),
    stop: async () => {
      await t.stop()
      await receiver.stop()
    },
  }
}
