/** The commands of deliveries: what outgoing webhooks sent, and sending it again. */
import { Option, type Command } from 'commander'
import { deliveryStateSchema, type Delivery, type DeliveryState } from '#shared/contract/delivery.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { DeliveryId, SubscriptionId } from '#shared/contract/ids.ts'
import { act, withCommonOptions, type CommonOptions } from '../command.ts'
import type { Client } from '../connect.ts'
import { parseDuration, parseLimit } from '../parse.ts'
import { withLastProblem, withProblem } from '../say-problem.ts'
import { requireId, subscriptionId } from './ids.ts'

interface ListOptions extends CommonOptions {
  readonly subscription?: string
  readonly state?: DeliveryState
  readonly limit: number
}

export function addDeliveryCommands(program: Command): void {
  const deliveries = program.command('deliveries').description('what outgoing webhooks sent, with every attempt')
  withCommonOptions(deliveries.command('list').description('the newest first'))
    .option('--subscription <id>', 'of one outgoing webhook (default: of all)')
    .addOption(new Option('--state <name>').choices(deliveryStateSchema.options))
    .option('--limit <n>', 'at most this many (1 to 1000)', parseLimit, 50)
    .action(act((client, options: ListOptions) => list(client, options), ['id', 'createdAt', 'state', 'attempts', 'lastStatus', 'url', 'channel', 'lastProblem']))
  withCommonOptions(deliveries.command('show <id>').description('one with all its attempts')).action(
    act(async (client, _: CommonOptions, id: string) => {
      const { attemptList, ...delivery } = await client.deliveries.show({ id: requireId<DeliveryId>(id, 'delivery', 'deliveries list') })
      return { ...withLastProblem(delivery), attemptList: attemptList.map(withProblem) }
    }),
  )
  withCommonOptions(deliveries.command('redeliver [id]').description('send one again, or all of an outgoing webhook that failed'))
    .option('--subscription <id>', 'all of this outgoing webhook')
    .option('--since <duration>', 'failed in this time, for instance 24h', parseDuration)
    .action(act((client, options: CommonOptions & { subscription?: string; since?: number }, id: string | undefined) => redeliver(client, options, id)))
}

/** Of all: each one's newest, put in order; ids sort by time. */
async function list(client: Client, { subscription, state, limit }: ListOptions) {
  const ids = subscription === undefined ? (await client.subscriptions.list()).map(({ id }) => id) : [subscriptionId(subscription)]
  const lists = await Promise.all(ids.map((id) => listNewest(client, { subscriptionId: id, state }, limit)))
  return lists
    .flat()
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit)
    .map(withLastProblem)
}

const pageLimit = 200

async function listNewest(client: Client, which: { subscriptionId: SubscriptionId; state: DeliveryState | undefined }, limit: number): Promise<readonly Delivery[]> {
  const rows: Delivery[] = []
  let before: DeliveryId | undefined
  do {
    const page = await client.deliveries.list({ ...which, before, limit: Math.min(pageLimit, limit - rows.length) })
    rows.push(...page.deliveries)
    before = page.nextBefore ?? undefined
  } while (before !== undefined && rows.length < limit)
  return rows
}

async function redeliver(client: Client, { subscription, since }: { subscription?: string; since?: number }, id: string | undefined) {
  if (id !== undefined && (subscription !== undefined || since !== undefined)) throw new AppError('invalid', 'Name a delivery, or give --subscription and --since: both at once say two different things.')
  if (id !== undefined) return withLastProblem(await client.deliveries.redeliver({ id: requireId<DeliveryId>(id, 'delivery', 'deliveries list') }))
  if (subscription === undefined || since === undefined) throw new AppError('invalid', 'Name a delivery, or give --subscription and --since.')
  return client.deliveries.redeliverFailed({ subscriptionId: subscriptionId(subscription), since: Date.now() - since })
}
