/** Writes subscriptions and the consents to them as the change log tells them. */
import type { ChangeOf } from '#shared/contract/change.ts'
import type { Tx } from '../connection.ts'
import { forgetHot } from '../hot-cache.ts'

export function upsertSubscription(tx: Tx, { at, body }: ChangeOf<'subscription.defined'>): void {
  forgetHot(tx)
  tx.run(
    `INSERT INTO subscription (id, name, description, owner_id, channel_ids, trigger, events, from_whom, hosts, format, signature, enabled, home_device, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, owner_id = excluded.owner_id, channel_ids = excluded.channel_ids,
       trigger = excluded.trigger, events = excluded.events, from_whom = excluded.from_whom, hosts = excluded.hosts, format = excluded.format,
       signature = excluded.signature, enabled = excluded.enabled, home_device = excluded.home_device`,
    body.subscriptionId,
    body.name,
    body.description,
    body.ownerId,
    JSON.stringify(body.channelIds),
    JSON.stringify(body.trigger),
    JSON.stringify(body.events),
    body.from,
    JSON.stringify(body.hosts),
    body.format,
    body.signature,
    Number(body.enabled),
    body.homeDevice,
    at,
  )
}

export function switchSubscription(tx: Tx, { body }: ChangeOf<'subscription.switched'>): void {
  forgetHot(tx)
  tx.run('UPDATE subscription SET enabled = ? WHERE id = ?', Number(body.enabled), body.subscriptionId)
}

/** The row stays: messages go on to say what answered. */
export function markSubscriptionDeleted(tx: Tx, { at, body }: ChangeOf<'subscription.deleted'>): void {
  forgetHot(tx)
  tx.run('UPDATE subscription SET deleted_at = ? WHERE id = ?', at, body.subscriptionId)
  tx.run('DELETE FROM consent WHERE subscription_id = ?', body.subscriptionId)
}

/** Nobody agrees to what is gone: the two can come in either order, since each has a log of its own. */
export function upsertConsent(tx: Tx, { scope, at, body }: ChangeOf<'consent.given'>): void {
  forgetHot(tx)
  tx.run(
    `INSERT INTO consent (channel_id, subscription_id, person_id, hosts, events, given_at) SELECT ?, id, ?, ?, ?, ? FROM subscription WHERE id = ? AND deleted_at IS NULL
     ON CONFLICT (channel_id, subscription_id, person_id) DO UPDATE SET hosts = excluded.hosts, events = excluded.events, given_at = excluded.given_at`,
    scope,
    body.personId,
    JSON.stringify(body.hosts),
    JSON.stringify(body.events),
    at,
    body.subscriptionId,
  )
}

export function deleteConsent(tx: Tx, { scope, body }: ChangeOf<'consent.withdrawn'>): void {
  forgetHot(tx)
  tx.run('DELETE FROM consent WHERE channel_id = ? AND subscription_id = ? AND person_id = ?', scope, body.subscriptionId, body.personId)
}
