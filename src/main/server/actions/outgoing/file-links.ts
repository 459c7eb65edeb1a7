/** Links under which receivers of outgoing webhooks fetch the files of messages for a day: signed, so that nobody makes one up. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { PostedFile } from '#shared/contract/change.ts'
import type { ChannelId, SubscriptionId } from '#shared/contract/ids.ts'
import { hostOf } from '#shared/core/consent.ts'
import { parseId } from '#shared/core/ids.ts'
import type { Context } from '../../context.ts'
import { findChannel, isMember } from '../../store/channels.ts'
import type { Reader, Tx } from '../../store/connection.ts'
import { findLocal, setLocal } from '../../store/local-state.ts'
import { findMessageFile } from '../../store/message-files.ts'
import { isRemoved } from '../../store/people.ts'
import { readSettings } from '../../store/settings.ts'
import { findSubscription } from '../../store/subscriptions.ts'
import { isConsented } from './is-consented.ts'

const FILE_LINK_MS = 24 * 3600_000
const KEY_BYTES = 32

/** To be called when links are first wanted: deliveries only read. */
export function ensureFileLinkKey(ctx: Pick<Context, 'random'>, tx: Tx): void {
  if (findLocal(tx, 'fileLinkKey') === undefined) setLocal(tx, 'fileLinkKey', Buffer.from(ctx.random(KEY_BYTES)).toString('base64url'))
}

export type FileLinker = (file: { readonly id: string; readonly name: string }) => string

/** Makes links for a subscription that are valid for a day from `now` (ms since epoch); undefined without a public address. */
export function createFileLinker(reader: Reader, subscriptionId: SubscriptionId, now: number): FileLinker | undefined {
  const base = readSettings(reader)['hooks.publicUrl']?.replace(/\/+$/, '')
  const key = findLocal(reader, 'fileLinkKey')
  if (base === undefined || key === undefined) return undefined
  const expires = Math.ceil((now + FILE_LINK_MS) / 1000)
  return ({ id, name }) => `${base}/files/${subscriptionId}/${id}/${expires}/${sign(key, { subscriptionId, fileId: id, expires })}/${encodeURIComponent(name.toWellFormed())}`
}

interface Signed {
  readonly subscriptionId: string
  readonly fileId: string
  /** Seconds since epoch. */
  readonly expires: number
}

function sign(key: string, { subscriptionId, fileId, expires }: Signed): string {
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(`${subscriptionId}/${fileId}/${expires}`).digest('base64url')
}

/** Also below folders, which proxies leave in front. */
const linkPath = /^(?:\/[^/]*){0,8}?\/files\/([0-9a-f-]{36})\/([0-9a-f-]{36})\/(\d{1,12})\/([\w-]{43})\/[^/]*$/

export const isFileLink = (path: string): boolean => linkPath.test(path)

/**
 * The file that a link stands for. Undefined when it was not made here, is older than a day, or what it rests on is gone: the message, the
 * webhook, its owner, the consent to send links, or the settings that allow all of it.
 */
export function findLinkedFile(reader: Reader, path: string, now: number): { readonly file: PostedFile; readonly expiresAt: number } | undefined {
  const [, rawSubscription = '', rawFile = '', rawExpires = '', signature = ''] = linkPath.exec(path) ?? []
  const key = findLocal(reader, 'fileLinkKey')
  const subscriptionId = parseId<SubscriptionId>(rawSubscription)
  const expires = Number(rawExpires)
  if (key === undefined || subscriptionId === undefined || now >= expires * 1000) return undefined
  const expected = sign(key, { subscriptionId: rawSubscription, fileId: rawFile, expires })
  if (signature.length !== expected.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return undefined
  const posted = findMessageFile(reader, rawFile)
  return posted && isStillShared(reader, subscriptionId, posted.channelId) ? { file: posted.file, expiresAt: expires * 1000 } : undefined
}

function isStillShared(reader: Reader, id: SubscriptionId, channelId: ChannelId): boolean {
  const { 'hooks.publicUrl': publicUrl, 'integrations.outgoingEnabled': isOn } = readSettings(reader)
  if (publicUrl === null || !isOn) return false
  const subscription = findSubscription(reader, id)
  const channel = findChannel(reader, channelId)
  if (!channel || subscription?.enabled !== true || !subscription.events.includes('files')) return false
  // Who was removed stays a member of conversations: they are their people.
  if (isRemoved(reader, subscription.ownerId) || !isMember(reader, channelId, subscription.ownerId)) return false
  return subscription.urls.some((url) => isConsented(reader, channel, id, { host: hostOf(url), event: 'files' }))
}
