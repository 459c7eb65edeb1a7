/** What passes through a relay: sealed or plain bytes with just enough around them to be ordered, checked and routed. */
import { z } from 'zod'

/** Larger bodies are refused; files travel apart. */
export const ENVELOPE_LIMIT_BYTES = 1024 * 1024

/** In lower case: there is one way to write each, on the wire 16 bytes. */
const uuidText = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const uuid = z.string().regex(new RegExp(`^${uuidText}$`), 'must be a UUID in lower case')

/** Records that one record can redact: with their commas they fit into the header of a frame. */
export const REDACTS_LIMIT = 1000

/** Over memory of any kind: `z.instanceof` would ask for an ArrayBuffer of its own. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes')

/**
 * What is ordered by itself: facts about the workspace (devices, roles, channels), the content of one channel, the handshakes of one
 * group of keys, and the links from its older keys to its newer ones.
 */
export const subjectSchema = z.union([z.literal('workspace'), z.templateLiteral(['channel/', uuid]), z.templateLiteral(['group/', uuid]), z.templateLiteral(['links/', uuid])])
export type Subject = z.infer<typeof subjectSchema>

/**
 * `fact`: a signed change that every client checks; `handshake`: a commit with the group's public state; `link`: an older key under a newer
 * one; `sealed`: a change that only members can open; `plain`: a change of a hook, which the relay can read.
 */
export const envelopeKindSchema = z.enum(['fact', 'handshake', 'link', 'sealed', 'plain'])
export type EnvelopeKind = z.infer<typeof envelopeKindSchema>

export const envelopeSchema = z.strictObject({
  /** The same for every try: a relay keeps one record of each. */
  id: uuid,
  subject: subjectSchema,
  kind: envelopeKindSchema,
  /** Who says so; the signature must be this device's. */
  device: uuid,
  body: bytes.refine((body) => body.length <= ENVELOPE_LIMIT_BYTES, 'An envelope holds at most 1 MiB.'),
  /** Ed25519 by the device, over all of the above. */
  signature: bytes.refine((signature) => signature.length === 64, 'An Ed25519 signature has 64 bytes.'),
  /**
   * The records of the same subject whose bodies the relay shall drop, `sealed` or `plain`: a message's post, then its edits, joined by
   * commas. Clear, so that it can: it tells the host that something was deleted, not what.
   */
  redacts: z.string().regex(new RegExp(`^${uuidText}(,${uuidText}){0,${REDACTS_LIMIT - 1}}$`), 'must be UUIDs in lower case, joined by commas').optional(),
})
export type Envelope = z.infer<typeof envelopeSchema>

/** The ids in `redacts`, the post's first; none for a record that redacts nothing. */
export const listRedacted = (redacts: string | undefined): string[] => redacts?.split(',') ?? []

/** An envelope in its place. */
export interface RelayRecord extends Envelope {
  /** 1, 2, 3 … within its subject, without gaps. */
  readonly position: number
  /** ms since epoch by the relay's clock: what expires is judged by this and by no other clock. */
  readonly at: number
  /** Whether its body was dropped; it then has no bytes. */
  readonly redacted: boolean
}
