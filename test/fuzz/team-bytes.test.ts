/** Bytes from the network, before anything of them is believed: every reader gives what it read or nothing, never an exception of its own. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { AppError } from '#shared/contract/errors.ts'
import { envelopeSchema, type Envelope } from '#shared/contract/envelope.ts'
import { decodeFrame, encodeFrame, answerSchema, requestSchema } from '#server/sync/transports/frames.ts'
import { unpackChange } from '#server/sync/engine/change-bytes.ts'
import { readGroupInfo } from '#server/sync/groups/group-info.ts'
import { readHandshake, packHandshake } from '#server/sync/groups/handshake.ts'
import { packLink, readLink } from '#server/sync/groups/link.ts'
import { packFields } from '#server/sync/groups/fields.ts'
import { readMember } from '#server/sync/groups/member.ts'
import { decodeBytes } from '#server/sync/ledger/decode-bytes.ts'
import { parseFact } from '#server/sync/ledger/parse-fact.ts'
import { buildInviteLink, parseInviteLink } from '#server/sync/sealing/invite-link.ts'
import { parseHostAddress } from '#server/sync/sealing/host-address.ts'
import { pad, unpad } from '#server/sync/sealing/padding.ts'
import { openEnvelope, sealEnvelope, type Keyring } from '#server/sync/sealing/sealed-envelope.ts'
import { createSigningKey, parsePublicKey } from '#server/sync/sealing/signing-keys.ts'
import { fuzz } from './fuzz.ts'
import { text, trees } from './values.ts'

const [group, channel, device] = [randomUUID(), randomUUID(), randomUUID()]
const key = createSigningKey()
const epochKey = new Uint8Array(32).fill(7)
const keyring: Keyring = {
  groupsOf: (subject) => (subject === `channel/${channel}` ? [group] : []),
  epochKey: (_group, epoch) => (epoch === 7n ? epochKey : epoch < 7n ? 'before_joining' : 'waiting'),
  publicKeyOf: (name) => (name === device ? key.publicKey : undefined),
}
const small = new TextEncoder().encode('{"kind":"gap"}')
const invite = buildInviteLink({ workspaceName: 'Tide', hosts: [{ host: '127.0.0.1', port: 4666 }], pin: new Uint8Array(32), rootKey: key.publicKey.bytes, seed: new Uint8Array(32), expiresAt: undefined })

/** Good ones, so that a changed byte comes far. */
const good: readonly Uint8Array[] = [
  sealEnvelope({ id: randomUUID(), subject: `channel/${channel}`, device, group, epoch: 7n, epochKey, signingKey: key, content: small }).body,
  encodeFrame({ t: 'append', n: 1, id: randomUUID(), subject: 'workspace', kind: 'fact', device, signature: new Uint8Array(64) }, small),
  encodeFrame({ t: 'follow', n: 1, from: { workspace: 0 } }),
  encodeFrame({ t: 'refused', n: 1, reason: 'gone', message: 'x' }),
  packHandshake({ commit: small, groupInfo: small, link: small }),
  packLink({ newer: 2n, older: 1n, sealed: small }),
  packFields(small, new Uint8Array(8), new Uint8Array(0)),
  pad(small),
  small,
]
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 5 }), fc.nat(40)).map(([whole, wounds, cut]) => {
    const copy = new Uint8Array(cut < 20 ? whole : whole.slice(0, Math.max(0, whole.length - cut)))
    for (const [at, byte] of wounds) if (copy.length > 0) copy[at % copy.length] = byte
    return copy
  }),
  trees(['kind', 'id', 'scope', 'body', 'authorDevice', 'at', 't', 'n', 'from', '__proto__']).map((tree) => new TextEncoder().encode(JSON.stringify(tree))),
)

fuzz<Uint8Array>('team-bytes', {
  values: bytes,
  check: (raw) => {
    for (const schema of [requestSchema, answerSchema]) decodeFrame(Buffer.from(raw), schema as typeof requestSchema)
    const head = { id: randomUUID(), device, subject: `channel/${channel}` as const }
    unpackChange(head, raw)
    parseFact({ ...head, kind: 'fact', body: raw })
    readHandshake({ kind: 'handshake', body: raw })
    readLink(raw)
    readGroupInfo(group, raw)
    readMember(raw, key.publicKey.bytes)
    parsePublicKey(raw)
    const envelope: Envelope = { ...head, kind: 'sealed', body: raw, signature: new Uint8Array(64) }
    if (openEnvelope(envelope, keyring).state === 'opened') throw new Error('opens what nobody signed')
    const content = unpad(raw)
    if (content !== undefined && Buffer.compare(pad(content), raw) !== 0) throw new Error('is padded in a second way')
  },
})

fuzz<string>('team-texts', {
  values: fc.oneof(
    text,
    fc.tuple(fc.nat(invite.length), text).map(([at, wound]) => invite.slice(0, at) + wound + invite.slice(at + wound.length)),
    bytes.map((raw) => `hookline://join#${Buffer.from(raw).toString('base64url')}`),
    fc.tuple(fc.constantFrom('localhost', '127.0.0.1', '[::1]', '1.2.3', '010.0.0.1', 'xn--', 'e.example'), text).map(([host, rest]) => `${host}:${rest}`),
  ),
  check: (raw) => {
    decodeBytes(raw)
    parseHostAddress(raw)
    envelopeSchema.safeParse({ id: raw, subject: raw, kind: raw, device: raw })
    try {
      const read = parseInviteLink(raw)
      if (parseInviteLink(buildInviteLink(read)).workspaceName !== read.workspaceName) throw new Error('is another invite when it is written again')
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    }
  },
})
