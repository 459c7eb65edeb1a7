/** A change as bytes and back: what stands in an envelope's body. */
import { changeSchema, type Change } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** What a private channel is called stands in no fact: a sealed change that follows says it to its members. */
export function packChange(change: Change): Uint8Array {
  const isPrivate = change.kind === 'channel.created' && change.body.type === 'private'
  const told = isPrivate ? { ...change, body: { ...change.body, name: change.scope, displayName: '', purpose: '' } } : change
  return encoder.encode(JSON.stringify(told))
}

/** Fills a place in which a published log had nothing for others. */
export const gapBytes: Uint8Array = encoder.encode('{"kind":"gap"}')

/** @returns undefined for what is no change of a kind that is known here, or not one of this record's place. Never throws. */
export function unpackChange({ id, device, subject }: Pick<RelayRecord, 'id' | 'device' | 'subject'>, bytes: Uint8Array): Change | 'gap' | undefined {
  try {
    const read = JSON.parse(decoder.decode(bytes)) as unknown
    if ((read as { kind?: unknown } | null)?.kind === 'gap') return 'gap'
    const { data } = changeSchema.safeParse(read)
    return data?.id === id && data.authorDevice === device && subject === `channel/${data.scope}` ? data : undefined
  } catch {
    return undefined
  }
}
