/** Reads subscriptions with what their home device alone knows of them, and the consents to them. */
import { AppError } from '#shared/contract/errors.ts'
import type { ChannelId, PersonId, SubscriptionId } from '#shared/contract/ids.ts'
import type { Consent, Disclosure, Subscription, Trigger } from '#shared/contract/subscription.ts'
import type { NumberedAddress } from '#shared/core/follow-addresses.ts'
import { findChannel } from './channels.ts'
import type { Reader, Tx } from './connection.ts'
import { forgetHot, remember } from './hot-cache.ts'

interface Row {
  id: SubscriptionId
  name: string
  description: string
  ownerId: PersonId
  owner: string
  channelIds: string
  trigger: string
  events: string
  from: Subscription['from']
  hosts: string
  format: Subscription['format']
  signature: Subscription['signature']
  enabled: number
  homeDevice: Subscription['homeDevice']
  createdAt: number
  urls: string | null
  headers: string | null
  allow: string | null
  policy: Subscription['policy'] | null
  strictOrder: number | null
  receiver: string | null
  username: string | null
  iconUrl: string | null
  paused: Subscription['paused']
}

const select = `SELECT s.id, s.name, s.description, s.owner_id AS ownerId, p.username AS owner, s.channel_ids AS channelIds, s.trigger, s.events, s.from_whom AS "from",
  s.hosts, s.format, s.signature, s.enabled, s.home_device AS homeDevice, s.created_at AS createdAt, t.urls, t.headers, t.allow, t.policy, t.strict_order AS strictOrder,
  t.receiver, t.username, t.icon_url AS iconUrl, t.paused
  FROM subscription s JOIN person p ON p.id = s.owner_id LEFT JOIN subscription_target t ON t.subscription_id = s.id WHERE s.deleted_at IS NULL`

/** By name; only those of one owner when `ownerId` is given. */
export function listSubscriptions(reader: Reader, ownerId: PersonId | undefined): Subscription[] {
  const rows = ownerId ? reader.all<Row>(`${select} AND s.owner_id = ? ORDER BY s.name, s.id`, ownerId) : reader.all<Row>(`${select} ORDER BY s.name, s.id`)
  return rows.map((row) => toSubscription(reader, row))
}

/** @throws AppError `not_found`, also for one that was deleted. */
export function getSubscription(reader: Reader, id: SubscriptionId): Subscription & { readonly ownerId: PersonId } {
  const row = reader.get<Row>(`${select} AND s.id = ?`, id)
  if (!row) throw new AppError('not_found', 'This outgoing webhook does not exist any more.')
  return { ...toSubscription(reader, row), ownerId: row.ownerId }
}

/** Remembered: every delivery asks twice. */
export function findSubscription(reader: Reader, id: SubscriptionId): (Subscription & { readonly ownerId: PersonId }) | undefined {
  return remember(reader, `subscription:${id}`, () => {
    const row = reader.get<Row>(`${select} AND s.id = ?`, id)
    return row && { ...toSubscription(reader, row), ownerId: row.ownerId }
  })
}

/** Those that were deleted, too: their deliveries are on record for a while. */
export function listAllSubscriptionIds(reader: Reader): SubscriptionId[] {
  return reader.all<{ id: SubscriptionId }>('SELECT id FROM subscription ORDER BY id').map(({ id }) => id)
}

/** How many definitions count towards the limit. */
export function countSubscriptions(reader: Reader): number {
  return reader.get<{ n: number }>('SELECT count(*) AS n FROM subscription WHERE deleted_at IS NULL')?.n ?? 0
}

/** What enqueuing needs to know of each enabled subscription of this device, and nothing else. */
export interface Listener {
  readonly id: SubscriptionId
  readonly ownerId: PersonId
  /** Empty: every public channel. */
  readonly channelIds: readonly ChannelId[]
  readonly trigger: Trigger
  readonly events: readonly Disclosure[]
  readonly from: Subscription['from']
  readonly addresses: readonly NumberedAddress[]
}

/** Remembered: every post asks. On behalf of who was removed nothing is sent. */
export function listListeners(reader: Reader, deviceId: string): readonly Listener[] {
  return remember(reader, 'listeners', () =>
    reader
      .all<Row>(`${select} AND s.enabled = 1 AND s.home_device = ? AND t.urls IS NOT NULL AND p.removed_at IS NULL ORDER BY s.created_at, s.id`, deviceId)
      .map((row) => ({
        id: row.id,
        ownerId: row.ownerId,
        channelIds: parse<ChannelId[]>(row.channelIds),
        trigger: parse<Trigger>(row.trigger),
        events: parse<Disclosure[]>(row.events),
        from: row.from,
        addresses: findAddresses(reader, row.id),
      })),
  )
}

interface ConsentRow {
  channelId: ChannelId
  subscriptionId: SubscriptionId
  personId: PersonId
  person: string
  hosts: string
  events: string
  givenAt: number
}

const consents = `SELECT n.channel_id AS channelId, n.subscription_id AS subscriptionId, n.person_id AS personId, p.username AS person, n.hosts, n.events, n.given_at AS givenAt
  FROM consent n JOIN person p ON p.id = n.person_id`

/** Of one channel, remembered; oldest first. */
export function listChannelConsents(reader: Reader, channelId: ChannelId): readonly (Consent & { readonly subscriptionId: SubscriptionId })[] {
  const find = () => reader.all<ConsentRow>(`${consents} WHERE n.channel_id = ? ORDER BY n.given_at, n.person_id`, channelId).map(toConsent)
  return remember(reader, `consents:${channelId}`, find)
}

/** Of one subscription, oldest first. */
export function listConsents(reader: Reader, subscriptionId: SubscriptionId): Consent[] {
  return reader.all<ConsentRow>(`${consents} WHERE n.subscription_id = ? ORDER BY n.given_at, n.person_id`, subscriptionId).map(toConsent)
}

function toConsent(row: ConsentRow): Consent & { readonly subscriptionId: SubscriptionId } {
  return { ...row, hosts: parse<string[]>(row.hosts), events: parse<Disclosure[]>(row.events) }
}

function toSubscription(reader: Reader, { ownerId: _, ...row }: Row): Subscription {
  return {
    ...row,
    channels: parse<ChannelId[]>(row.channelIds).map((id) => ({ id, name: findChannel(reader, id)?.name ?? '' })),
    trigger: parse<Trigger>(row.trigger),
    events: parse<Disclosure[]>(row.events),
    hosts: parse<string[]>(row.hosts),
    enabled: row.enabled === 1,
    urls: parse<string[]>(row.urls ?? '[]'),
    headers: parse<Record<string, string>>(row.headers ?? '{}'),
    allow: parse<string[]>(row.allow ?? '[]'),
    policy: row.policy ?? 'retry',
    strictOrder: row.strictOrder === 1,
  }
}

function parse<T>(json: string): T {
  return JSON.parse(json) as T
}

/** In their order; none on other devices than its own. */
export function findAddresses(reader: Reader, id: SubscriptionId): readonly NumberedAddress[] {
  const row = reader.get<{ urls: string; numbers: string }>('SELECT urls, address_numbers AS numbers FROM subscription_target WHERE subscription_id = ?', id)
  const numbers = parse<number[]>(row?.numbers ?? '[]')
  return parse<string[]>(row?.urls ?? '[]').map((url, index) => ({ url, number: numbers[index]! }))
}

/** All that its home device keeps to itself. */
export interface Target {
  readonly addresses: readonly NumberedAddress[]
  readonly headers: Readonly<Record<string, string>>
  readonly allow: readonly string[]
  readonly policy: Subscription['policy']
  readonly strictOrder: boolean
  readonly receiver: string | null
  readonly username: string | null
  readonly iconUrl: string | null
}

export interface Secrets {
  readonly token: string
  readonly secret: string
  readonly oldSecret: string | null
  readonly oldSecretUntil: number | null
}

/** Since when every attempt failed, and on how many days since one did: `dayAt` is when the last of them began. */
export interface Failing {
  readonly since: number
  readonly days: number
  readonly dayAt: number
}

/** Remembered: every delivery asks twice. */
export function findSecrets(reader: Reader, id: SubscriptionId): (Secrets & { readonly failing: Failing | null }) | undefined {
  const sql = 'SELECT token, secret, old_secret AS oldSecret, old_secret_until AS oldSecretUntil, failing_since AS since, failing_days AS days, failing_day_at AS dayAt FROM subscription_target WHERE subscription_id = ?'
  return remember(reader, `secrets:${id}`, () => {
    const row = reader.get<Secrets & { readonly since: number | null; readonly days: number; readonly dayAt: number }>(sql, id)
    if (row === undefined) return undefined
    const { since, days, dayAt, ...secrets } = row
    return { ...secrets, failing: since === null ? null : { since, days, dayAt } }
  })
}

export function findSubscriptionOwner(reader: Reader, id: SubscriptionId): PersonId | undefined {
  return reader.get<{ ownerId: PersonId }>('SELECT owner_id AS ownerId FROM subscription WHERE id = ?', id)?.ownerId
}

/** The device that it sends from, also of one that was deleted. */
export function findSubscriptionHome(reader: Reader, id: SubscriptionId): string | undefined {
  return reader.get<{ home: string }>('SELECT home_device AS home FROM subscription WHERE id = ?', id)?.home
}

export function upsertTarget(tx: Tx, id: SubscriptionId, target: Target, { token, secret }: Pick<Secrets, 'token' | 'secret'>): void {
  forgetHot(tx)
  tx.run(
    `INSERT INTO subscription_target (subscription_id, urls, address_numbers, headers, allow, policy, strict_order, receiver, username, icon_url, token, secret)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (subscription_id) DO UPDATE SET urls = excluded.urls, address_numbers = excluded.address_numbers, headers = excluded.headers, allow = excluded.allow, policy = excluded.policy,
       strict_order = excluded.strict_order, receiver = excluded.receiver, username = excluded.username, icon_url = excluded.icon_url`,
    id,
    JSON.stringify(target.addresses.map(({ url }) => url)),
    JSON.stringify(target.addresses.map(({ number }) => number)),
    JSON.stringify(target.headers),
    JSON.stringify(target.allow),
    target.policy,
    Number(target.strictOrder),
    target.receiver,
    target.username,
    target.iconUrl,
    token,
    secret,
  )
}

export function replaceSecrets(tx: Tx, id: SubscriptionId, { token, secret }: Pick<Secrets, 'token' | 'secret'>, oldUntil: number | null): void {
  forgetHot(tx)
  tx.run(
    'UPDATE subscription_target SET old_secret = CASE WHEN ? IS NULL THEN NULL ELSE secret END, old_secret_until = ?, token = ?, secret = ? WHERE subscription_id = ?',
    oldUntil,
    oldUntil,
    token,
    secret,
    id,
  )
}

/** Null: it sends again. */
export function setPaused(tx: Tx, id: SubscriptionId, paused: Subscription['paused']): void {
  forgetHot(tx)
  tx.run('UPDATE subscription_target SET paused = ? WHERE subscription_id = ?', paused, id)
}

/** Null: the last attempt succeeded. */
export function setFailing(tx: Tx, id: SubscriptionId, failing: Failing | null): void {
  forgetHot(tx)
  tx.run('UPDATE subscription_target SET failing_since = ?, failing_days = ?, failing_day_at = ? WHERE subscription_id = ?', failing?.since ?? null, failing?.days ?? 0, failing?.dayAt ?? null, id)
}

export function deleteTarget(tx: Tx, id: SubscriptionId): void {
  forgetHot(tx)
  tx.run('DELETE FROM subscription_target WHERE subscription_id = ?', id)
}
