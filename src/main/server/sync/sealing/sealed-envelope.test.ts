/** What a member seals the others open; whatever is changed, moved, replayed elsewhere or signed by somebody else is refused, and says why. */
import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { envelopeSchema } from '#shared/contract/envelope.ts'
import { usePrimitives } from './choose-primitives.ts'
import { nativePrimitives } from './native-primitives.ts'
import { purePrimitives } from './pure-primitives.ts'
import { CONTENT_LIMIT_BYTES, openEnvelope, sealEnvelope } from './sealed-envelope.ts'
import { hashBody, signEnvelope, verifyEnvelope, verifyRedacted } from './sign-envelope.ts'
import { createSigningKey } from './signing-keys.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import type { Keyring, Opened, Sealing } from './sealed-envelope.ts'

const text = new TextEncoder()
const both = [
  ['native', nativePrimitives],
  ['pure', purePrimitives],
] as const

afterEach(() => usePrimitives(undefined))

/** A channel with its group, two members and the keys of one epoch. */
function prepare() {
  const [group, channel, anna, ben] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const [annasKey, bensKey, epochKey] = [createSigningKey(), createSigningKey(), randomBytes(32)]
  const keyring: Keyring = {
    groupsOf: (subject) => (subject === `channel/${channel}` ? [group] : []),
    epochKey: (_group, epoch) => (epoch === 7n ? epochKey : epoch < 7n ? 'before_joining' : 'waiting'),
    publicKeyOf: (device) => new Map([[anna, annasKey.publicKey], [ben, bensKey.publicKey]]).get(device as never),
  }
  const sealing: Sealing = { id: randomUUID(), subject: `channel/${channel}`, device: anna, group, epoch: 7n, epochKey, signingKey: annasKey, content: text.encode('Hello') }
  return { group, channel, anna, ben, annasKey, bensKey, epochKey, keyring, sealing }
}

const why = (opened: Opened): string => (opened.state === 'refused' ? opened.why : opened.state)

describe.each(both)('%s', (name, all) => {
  test('content of any length comes back, and the contract takes what is sent', () => {
    usePrimitives(all)
    const { keyring, sealing, group } = prepare()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 900 }), fc.option(fc.uuid({ version: 7 }), { nil: undefined }), (content, redacts) => {
        const envelope = sealEnvelope({ ...sealing, content, redacts })
        expect(openEnvelope(envelopeSchema.parse(envelope), keyring)).toEqual({ state: 'opened', content, group, epoch: 7n })
        expect('redacts' in envelope).toBe(redacts !== undefined)
      }),
      { numRuns: 20 },
    )
  })

  test('every bit of body and signature counts', () => {
    usePrimitives(all)
    const { keyring, sealing } = prepare()
    const envelope = sealEnvelope(sealing)
    // The pure ones are ten times slower: every 29th bit touches each byte of the head and both ends.
    const step = name === 'pure' ? 29 : 1
    const changed = [...flipped(envelope.body, step).map((body) => ({ ...envelope, body })), ...flipped(envelope.signature, step).map((signature) => ({ ...envelope, signature }))]
    const opened = changed.map((each) => openEnvelope(each, keyring).state).filter((state) => state === 'opened')
    expect([changed.length > 80, opened]).toEqual([true, []])
  })

  test('bits of the ciphertext count also when the sender signs them', () => {
    usePrimitives(all)
    const { keyring, sealing, annasKey } = prepare()
    const { signature: _signature, ...envelope } = sealEnvelope(sealing)
    const reasons = flipped(envelope.body, name === 'pure' ? 29 : 7).map((body) => why(openEnvelope(signEnvelope({ ...envelope, body }, annasKey), keyring)))
    expect(reasons.filter((reason) => reason === 'opened' || reason === 'signature')).toEqual([])
    expect(reasons.filter((reason) => reason === 'content').length).toBeGreaterThan(reasons.length * 0.8)
  })
})

test('one implementation opens what the other sealed', () => {
  const { keyring, sealing } = prepare()
  const states = both.map(([, all], index) => {
    usePrimitives(all)
    const envelope = sealEnvelope(sealing)
    usePrimitives(both[1 - index]?.[1])
    return openEnvelope(envelope, keyring).state
  })
  expect(states).toEqual(['opened', 'opened'])
})

describe('a modified client or host', () => {
  const { keyring, sealing, annasKey, bensKey, anna, ben, epochKey, group } = prepare()
  const envelope = sealEnvelope(sealing)
  const { signature: _signature, ...unsigned } = envelope
  const other = randomUUID()
  const wide: Keyring = { ...keyring, groupsOf: () => [group] }

  test.each<[string, Envelope, string]>([
    ['puts it under another id', { ...envelope, id: other }, 'signature'],
    ['puts it into another channel', { ...envelope, subject: `channel/${other}` }, 'signature'],
    ['lets it redact something', { ...envelope, redacts: other }, 'signature'],
    ['says that another member sent it', { ...envelope, device: ben }, 'signature'],
    ['says that nobody whom we know sent it', { ...envelope, device: other }, 'sender'],
    ['says that it is another kind', { ...envelope, kind: 'plain' }, 'format'],
    ['cuts the body', { ...envelope, body: envelope.body.subarray(0, -256) }, 'format'],
    ['adds a byte', { ...envelope, body: Uint8Array.of(...envelope.body, 0) }, 'format'],
    ['empties the body', { ...envelope, body: new Uint8Array() }, 'format'],
    ['sends a newer format', { ...envelope, body: envelope.body.with(0, 3) }, 'format'],
    ['signs another member’s message as its own', signEnvelope({ ...unsigned, device: ben }, bensKey), 'content'],
    ['sends its own ciphertext again under a new id', signEnvelope({ ...unsigned, id: other }, annasKey), 'content'],
    ['moves its own ciphertext into another channel', signEnvelope({ ...unsigned, subject: `channel/${other}` }, annasKey), 'content'],
    ['adds a redaction to its own ciphertext', signEnvelope({ ...unsigned, redacts: other }, annasKey), 'content'],
    ['seals under a wrong key', sealEnvelope({ ...sealing, epochKey: randomBytes(32) }), 'content'],
    ['signs for another with its own key', sealEnvelope({ ...sealing, device: anna, signingKey: bensKey }), 'signature'],
    ['names an epoch to come', sealEnvelope({ ...sealing, epoch: 8n }), 'waiting'],
    ['names an epoch before ours', sealEnvelope({ ...sealing, epoch: 6n }), 'before_joining'],
  ])('%s', (_what, changed, expected) => {
    expect(why(openEnvelope(changed, wide))).toBe(expected)
  })

  test('writes into a channel with the key of another group', () => {
    const foreign = sealEnvelope({ ...sealing, group: randomUUID(), epochKey })
    expect(why(openEnvelope(foreign, keyring))).toBe('group')
    expect(why(openEnvelope(sealEnvelope({ ...sealing, subject: `channel/${other}` }), keyring))).toBe('group')
  })

  test('sends garbage of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000 }), (body) => {
        expect(openEnvelope({ ...envelope, body }, keyring).state).toBe('refused')
      }),
    )
  })
})

test('a body that was dropped can still be told to be by its sender', () => {
  const { sealing, annasKey, bensKey } = prepare()
  const { body, signature, ...head } = sealEnvelope(sealing)
  const check = (changed: object, key = annasKey) => verifyRedacted({ ...head, ...changed }, hashBody(body), signature, key.publicKey)
  expect([check({}), check({ id: randomUUID() }), check({}, bensKey), verifyRedacted(head, hashBody(new Uint8Array()), signature, annasKey.publicKey)]).toEqual([true, false, false, false])
})

test('the other kinds are signed the same way', () => {
  const { annasKey, bensKey, anna } = prepare()
  const fact = signEnvelope({ id: randomUUID(), subject: 'workspace', kind: 'fact', device: anna, body: text.encode('{}') }, annasKey)
  const changed: Envelope[] = [{ ...fact, kind: 'plain' }, { ...fact, subject: `channel/${randomUUID()}` }, { ...fact, body: text.encode('{ }') }]
  expect([verifyEnvelope(fact, annasKey.publicKey), verifyEnvelope(fact, bensKey.publicKey), ...changed.map((each) => verifyEnvelope(each, annasKey.publicKey))]).toEqual([true, false, false, false, false])
})

test('the longest content fits, one byte more says what to do', () => {
  const { keyring, sealing } = prepare()
  const envelope = sealEnvelope({ ...sealing, content: new Uint8Array(CONTENT_LIMIT_BYTES) })
  expect([envelopeSchema.safeParse(envelope).success, openEnvelope(envelope, keyring).state]).toEqual([true, 'opened'])
  expect(() => sealEnvelope({ ...sealing, content: new Uint8Array(CONTENT_LIMIT_BYTES + 1) })).toThrow('too long to be sent at once')
})

test('lengths show in steps only, and the same words never look the same', () => {
  const { sealing } = prepare()
  const seal = (length: number) => sealEnvelope({ ...sealing, content: new Uint8Array(length) }).body
  expect([seal(0).length, seal(255).length, seal(256).length]).toEqual([313, 313, 569])
  expect(seal(5)).not.toEqual(seal(5))
  expect(Buffer.from(sealEnvelope({ ...sealing, content: text.encode('canary canary') }).body).includes('canary')).toBe(false)
})

function flipped(bytes: Uint8Array, step: number): Uint8Array[] {
  const count = Math.ceil((bytes.length * 8) / step)
  return Array.from({ length: count }, (_, index) => {
    const bit = index * step
    return Uint8Array.from(bytes).with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
  })
}
