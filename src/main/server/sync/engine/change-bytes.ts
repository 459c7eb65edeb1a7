/** A change as bytes and back: what stands in an envelope's body. */
import { changeSchema, type Change } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Id and device stand in the envelope; what a private channel is called stands in no fact. */
export function packChange({ scope, kind, at, body }: Change, isPrivate: boolean): Uint8Array {
  const told = kind === 'channel.created' && isPrivate ? { ...body, name: scope, displayName: '', purpose: '' } : body
  return encoder.encode(JSON.stringify({ scope, kind, at, body: told }))
}

/** Fills a place in which a published log had nothing for others. */
export const gapBytes: Uint8Array = encoder.encode('{"kind":"gap"}')

/** @returns 'gap', or undefined for what is no change of a kind that is known here, or not one of this record's place */
export function unpackChange({ id, device, subject }: Pick<RelayRecord, 'id' | 'device' | 'subject'>, bytes: Uint8Array): Change | 'gap' | undefined {
  try {
    const read = JSON.parse(decoder.decode(bytes)) as Record<string, unknown>
    if (read['kind'] === 'gap') return 'gap'
    const parsed = changeSchema.safeParse({ ...read, id, authorDevice: device })
    if (!parsed.success) return undefined
    const isHere = subject === 'workspace' || subject === `channel/${parsed.data.scope}`
    return isHere ? parsed.data : undefined
  } catch {
    return undefined
  }
}
