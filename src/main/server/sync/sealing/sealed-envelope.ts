/** A change of a member on its way: sealed and signed by the sender, checked and opened by everybody else. */
import { AppError } from '#shared/contract/errors.ts'
import { ENVELOPE_LIMIT_BYTES } from '#shared/contract/envelope.ts'
import { PADDING_STEP_BYTES } from './padding.ts'
import { BODY_OVERHEAD_BYTES, channelKeyOf, openBody, opensByChannel, readBodyHead, sealBody } from './sealed-body.ts'
import { signEnvelope, verifyEnvelope } from './sign-envelope.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import type { BodyHead, BodyPlace } from './sealed-body.ts'
import type { PublicKey, SigningKey } from './signing-keys.ts'

/** The longest content that fits into an envelope. */
export const CONTENT_LIMIT_BYTES = Math.floor((ENVELOPE_LIMIT_BYTES - BODY_OVERHEAD_BYTES) / PADDING_STEP_BYTES) * PADDING_STEP_BYTES - 1

export interface Sealing extends BodyHead, Omit<BodyPlace, 'kind'> {
  readonly epochKey: Uint8Array
  readonly signingKey: SigningKey
  readonly content: Uint8Array
}

/** What the groups know, asked while opening. */
export interface Keyring {
  /** The groups whose keys count in a subject: else somebody could write into a private channel with the key of a public one. */
  groupsOf(subject: Envelope['subject']): readonly string[]
  /** The key of an epoch; `waiting` while it is on its way, `before_joining` when it will not come. */
  epochKey(group: string, epoch: bigint): Uint8Array | 'waiting' | 'before_joining'
  /** Keys of this channel alone that a device was given, where it has not the epoch's: one of them is right, if any. */
  channelKeys?(group: string, epoch: bigint, subject: Envelope['subject']): readonly Uint8Array[]
  /** The key of a device that was a member in that epoch, from the group's own roster. */
  publicKeyOf(device: string, group: string, epoch: bigint): PublicKey | undefined
}

/** Nothing else can become of a sealed envelope; there is no "unable to decrypt". */
export type Opened =
  | ({ readonly state: 'opened'; readonly content: Uint8Array } & BodyHead)
  | ({ readonly state: 'waiting' | 'before_joining' } & BodyHead)
  | { readonly state: 'refused'; readonly why: Refusal }

/**
 * `format`: garbage, or of a newer Hookline; `group`: sealed for another group than its channel's; `sender`: no member at that time; `signature`: not by that
 * device, or changed on the way; `content`: by that device, but it does not open.
 */
export type Refusal = 'format' | 'group' | 'sender' | 'signature' | 'content'

/** @throws AppError `limit_reached` when the content is longer than {@link CONTENT_LIMIT_BYTES}. */
export function sealEnvelope({ group, epoch, epochKey, signingKey, content, ...rest }: Sealing): Envelope {
  if (content.length > CONTENT_LIMIT_BYTES) throw new AppError('limit_reached', 'This is too long to be sent at once. Shorten it, or attach it as a file.')
  const { id, subject, device, redacts } = rest
  const place: BodyPlace = redacts === undefined ? { id, subject, device, kind: 'sealed' } : { id, subject, device, redacts, kind: 'sealed' }
  return signEnvelope({ ...place, body: sealBody({ group, epoch }, place, epochKey, content) }, signingKey)
}

/**
 * One signature serves for envelope and content: it covers everything that the content is bound to, and its ciphertext. Nothing is thrown, whatever comes.
 * An envelope that waits has not been verified yet.
 */
export function openEnvelope(envelope: Envelope, keyring: Keyring): Opened {
  const head = envelope.kind === 'sealed' ? readBodyHead(envelope.body) : undefined
  if (head === undefined) return { state: 'refused', why: 'format' }
  const { group, epoch } = head
  if (!keyring.groupsOf(envelope.subject).includes(group)) return { state: 'refused', why: 'group' }
  const { keys, otherwise } = keysFor(head, envelope, keyring)
  if (keys.length === 0 && otherwise !== undefined) return { state: otherwise, ...head }
  const publicKey = keyring.publicKeyOf(envelope.device, group, epoch)
  if (publicKey === undefined) return { state: 'refused', why: 'sender' }
  if (!verifyEnvelope(envelope, publicKey)) return { state: 'refused', why: 'signature' }
  for (const key of keys) {
    const content = openBody(head, envelope, key, envelope.body)
    if (content !== undefined) return { state: 'opened', content, ...head }
  }
  // Whoever gave this device a wrong key does not decide about what the sender wrote.
  return otherwise === undefined ? { state: 'refused', why: 'content' } : { state: otherwise, ...head }
}

interface Keys {
  readonly keys: readonly Uint8Array[]
  /** What it is when none of them opens it: the device has not the epoch's own key. */
  readonly otherwise: 'waiting' | 'before_joining' | undefined
}

function keysFor(head: BodyHead, { subject, body }: Envelope, { epochKey: find, channelKeys }: Keyring): Keys {
  const { group, epoch } = head
  const epochKey = find(group, epoch)
  if (typeof epochKey === 'string') return { keys: opensByChannel(body) ? (channelKeys?.(group, epoch, subject) ?? []) : [], otherwise: epochKey }
  return { keys: [opensByChannel(body) ? channelKeyOf(head, subject, epochKey) : epochKey], otherwise: undefined }
}
