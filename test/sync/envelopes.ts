/** Envelopes with random bytes: relays do not look inside. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Envelope, RelayRecord, Subject } from '#shared/contract/envelope.ts'

export const channel = (): Subject => `channel/${randomUUID()}`
export const group = (): Subject => `group/${randomUUID()}`

/** One for all envelopes that do not say another: that of the connection they are sent on. */
export const testDevice = 'd0000000-0000-4000-8000-000000000000'

export function envelope(subject: Subject, changes: Partial<Envelope> = {}): Envelope {
  return { id: randomUUID(), subject, kind: 'sealed', device: testDevice, body: bytes(300), signature: bytes(64), ...changes }
}

export function bytes(count: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(count))
}

/** What the record was before it had a place. */
export function contentOf({ position: _position, at: _at, redacted: _redacted, ...content }: RelayRecord): Envelope {
  return { ...content, body: new Uint8Array(content.body), signature: new Uint8Array(content.signature) }
}
