/** The payload of Standard Webhooks 1.0.0: a dotted type, the time of the happening and its data, minified. */
import type { SubscriptionEvent } from '#shared/contract/subscription.ts'
import { allEvents, type Format, type OutgoingEvent } from './format.ts'

/** Letters, digits, `_` and dots, as the specification asks for. */
const eventTypes: Readonly<Record<SubscriptionEvent, string>> = {
  posted: 'message.posted',
  edited: 'message.edited',
  deleted: 'message.deleted',
  reaction: 'reaction.changed',
  joined: 'member.joined',
  case: 'case.changed',
}

export const standardWebhooks: Format = {
  id: 'standard-webhooks',
  label: 'Standard Webhooks',
  events: [...allEvents, 'files'],
  tellsOfHooks: true,
  encode: (event) => ({
    contentType: 'application/json',
    body: JSON.stringify({ type: eventTypes[event.event], timestamp: new Date(event.at).toISOString(), data: dataOf(event) }),
  }),
}

function dataOf(event: OutgoingEvent): Record<string, unknown> {
  const { workspace, channel, person, message, reaction, position, triggerWord } = event
  return {
    position,
    workspace,
    channel,
    person,
    ...(message === null ? {} : { message: event.event === 'deleted' ? { id: message.id, threadRootId: message.threadRootId } : describe(message) }),
    ...(reaction === null ? {} : { reaction }),
    ...(triggerWord === '' ? {} : { triggerWord }),
  }
}

function describe({ files, ...message }: NonNullable<OutgoingEvent['message']>): Record<string, unknown> {
  return { ...message, createdAt: new Date(message.createdAt).toISOString(), files: files.map(({ id, name, sizeBytes, kind, url }) => ({ id, name, sizeBytes, kind, ...(url === '' ? {} : { url }) })) }
}
