/** Outgoing webhooks of the staged team: one in use with deliveries in every state, one that only waits for a word, one that is paused, one that asks. */
import type { SubscriptionId } from '#shared/contract/ids.ts'
import { startReceiver } from './receiver.ts'
import type { Props, StagedClient } from './staged-team.ts'

type As = (username: string) => StagedClient

export interface StagedOutgoing {
  readonly subscriptionId: SubscriptionId
  /** What stands for the receiver's address in pictures. */
  readonly places: readonly (readonly [string, string])[]
}

/** Priya's asks Lena, who has not answered; Lena's asks a group. Before the conversations have words. */
export async function stageRequests({ at }: Pick<Props, 'at'>, as: As): Promise<void> {
  at(3, '10:00')
  await as('priya').channels.openDirect({ usernames: ['lena.fischer'] })
  await as('priya').subscriptions.create({ name: 'crm-notes', channels: ['@lena.fischer'], urls: ['https://crm.tidewater.example/notes'] })
  const group = await as('lena').channels.openDirect({ usernames: ['aiko', 'mara', 'tomas'] })
  await as('lena').subscriptions.create({ name: 'offsite-planner', channels: [group.id], urls: ['https://planner.tidewater.example/in'] })
  await as('lena').subscriptions.create({
    name: 'deploy-bot',
    description: 'Starts rollouts from the channel',
    channels: ['ci-main'],
    trigger: { when: 'first-word', words: ['deploy', 'rollback'] },
    urls: ['https://deploy.tidewater.example/run'],
    signature: 'standard',
  })
}

/** Its receiver is gone afterwards: what waits goes on waiting. */
export async function stageDeliveries({ app, at }: Pick<Props, 'app' | 'at'>, as: As): Promise<StagedOutgoing> {
  const receiver = await startReceiver()
  const lena = as('lena')
  const say = async (username: string, text: string): Promise<void> => {
    await as(username).messages.post({ channel: 'platform', text })
    await app.dispatcher.idle()
  }
  const answer = (status: number, body = ''): void => void (receiver.answer = () => ({ status, body, headers: { 'Content-Type': 'application/json' } }))
  at(1, '09:00')
  const target = { urls: [receiver.url], allow: [receiver.host] }
  const { subscription } = await lena.subscriptions.create({ ...target, name: 'ops-journal', description: 'Keeps the log of the platform team', channels: ['platform'], events: ['posted', 'edited'], format: 'standard-webhooks', signature: 'standard' })
  answer(200, '{"ok":true}')
  await say('sam', 'Queue workers are on the new image.')
  at(1, '10:12')
  await say('priya', 'Cache hit rate is back above 90 %.')
  answer(422, '{"error":"unknown author"}')
  at(1, '14:05')
  await say('sam', 'Two nodes drained for the kernel update.')
  answer(200, '{"ok":true}')
  at(0, '08:30')
  await say('sam', 'Both nodes are back.')
  answer(410)
  await lena.subscriptions.create({ ...target, name: 'status-page', description: 'The old status page', channels: ['ci-main'] })
  at(0, '09:30')
  await as('jonas.weber').messages.post({ channel: 'ci-main', text: 'The runners are on the new image.' })
  await app.dispatcher.idle()
  answer(503, '{"error":"restarting"}')
  at(0, '09:54')
  await say('priya', 'Gateway pool is at 80 %.')
  const [failing] = (await lena.deliveries.list({ subscriptionId: subscription.id, state: 'retrying' })).deliveries
  at(0, '09:55')
  if (failing !== undefined) await lena.deliveries.redeliver({ id: failing.id })
  await app.dispatcher.idle()
  await say('sam', 'Adding two replicas.')
  await receiver.stop()
  return { subscriptionId: subscription.id, places: [[receiver.host, 'journal.tidewater.example']] }
}
