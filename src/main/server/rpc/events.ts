/** The live events that a person may see. */
import type { AppEvent } from '#shared/contract/events.ts'
import type { HookId, SubscriptionId } from '#shared/contract/ids.ts'
import { can } from '#shared/core/permissions.ts'
import { streamEvents } from '../event-bus.ts'
import { mayRead, requireBelongs } from '../actions/require.ts'
import { findChannel } from '../store/channels.ts'
import { findHookOwner } from '../store/hooks.ts'
import { findPerson } from '../store/people.ts'
import { readSettings } from '../store/settings.ts'
import { findSubscriptionOwner } from '../store/subscriptions.ts'
import type { Announced } from '../store/write.ts'
import type { Call, Handlers } from './handlers.ts'

export const events: Handlers<'events'> = {
  subscribe: (call) => streamEvents(call.ctx.events, { maySee: (announced) => maySee(call, announced), personId: call.actor.personId, signal: call.signal }),
}

/** Asked at each event, because roles and memberships change while a stream is open. @throws AppError `forbidden` for who was removed, which ends the stream. */
function maySee({ ctx, actor }: Call, { event, audience }: Announced): boolean {
  requireBelongs(ctx.reader, actor)
  if (audience === 'everyone') return true
  if (typeof audience === 'object') return audience.person === actor.personId
  const person = findPerson(ctx.reader, actor.personId)
  if (!person) return false
  if (audience !== 'managers') {
    const channel = findChannel(ctx.reader, audience)
    return channel !== undefined && mayRead(ctx.reader, actor, channel)
  }
  const hookId = hookOf(event)
  const subscriptionId = subscriptionOf(event)
  const isOwn = (hookId !== null && findHookOwner(ctx.reader, hookId) === person.id) || (subscriptionId !== null && findSubscriptionOwner(ctx.reader, subscriptionId) === person.id)
  return can('hook.manage', person, { managedBy: readSettings(ctx.reader)['integrations.managedBy'], isOwn })
}

function hookOf(event: AppEvent): HookId | null {
  if (event.name === 'hook.changed') return event.data.id
  if (event.name === 'hook.deleted' || event.name === 'addresses.changed' || event.name === 'secrets.changed' || event.name === 'verdict.recorded') return event.data.hookId
  return null
}

function subscriptionOf(event: AppEvent): SubscriptionId | null {
  if (event.name === 'subscription.changed') return event.data.id
  return event.name === 'subscription.deleted' || event.name === 'deliveries.changed' ? event.data.subscriptionId : null
}
