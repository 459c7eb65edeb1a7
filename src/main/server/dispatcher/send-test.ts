/** Sends an example to each address of a subscription, so that its owner sees at once whether they are reached. */
import type { Attempt } from '#shared/contract/delivery.ts'
import type { DeliveryId, PersonId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import type { OutgoingEvent } from '#shared/formats/format.ts'
import { findChannel } from '../store/channels.ts'
import { getPerson } from '../store/people.ts'
import { findSecrets, getSubscription } from '../store/subscriptions.ts'
import { getWorkspace } from '../store/workspace.ts'
import type { Dispatching } from './dispatch.ts'

/** Nothing is kept, retried or posted. @throws AppError `not_found`. */
export async function sendTest(with_: Dispatching, id: SubscriptionId, personId: PersonId): Promise<{ url: string; attempt: Attempt }[]> {
  const subscription = getSubscription(with_.ctx.reader, id)
  const secrets = findSecrets(with_.ctx.reader, id)
  if (!secrets) return []
  const event = exampleFor(with_, subscription, { personId, token: subscription.signature === 'token' ? secrets.token : '' })
  return Promise.all(
    subscription.urls.map(async (url) => {
      const delivery = { id: with_.ctx.newId<DeliveryId>(), url, attempts: 0, position: 0, hops: 0, event: event.event, redeliveryOf: null }
      const sent = await with_.sender.send({ delivery, subscription, secrets, event, at: event.at, version: with_.ctx.version, ownPorts: with_.ownPorts() })
      return { url, attempt: sent.attempt }
    }),
  )
}

function exampleFor({ ctx }: Dispatching, subscription: Subscription, { personId, token }: { readonly personId: PersonId; readonly token: string }): OutgoingEvent {
  const person = getPerson(ctx.reader, personId)
  const workspace = getWorkspace(ctx.reader)
  const first = subscription.channels[0]
  const channel = first && findChannel(ctx.reader, first.id)
  const word = subscription.trigger.words[0] ?? ''
  const at = ctx.now()
  return {
    event: 'posted',
    at,
    position: 0,
    workspace: { id: workspace.id, name: workspace.name },
    channel: { id: channel?.id ?? workspace.id, name: channel?.name ?? 'test', type: channel?.type ?? 'public' },
    person: { id: person.id, username: person.username, displayName: person.displayName },
    message: { id: ctx.newId<string>(), text: `${word} This is a test of the outgoing webhook “${subscription.name}”.`.trim(), createdAt: at, threadRootId: null, username: person.displayName, bot: false, hookName: null, caseId: null, files: [] },
    reaction: null,
    triggerWord: word,
    token,
    receiver: subscription.receiver ?? subscription.id,
  }
}
