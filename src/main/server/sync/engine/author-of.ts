/** Whose record it is that somebody wants to redact, by the record itself. */
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { Author } from '../ledger/why-not.ts'
import { unpackChange } from './change-bytes.ts'

export function authorOf(record: RelayRecord): Author {
  const { device, kind, body } = record
  const change = kind === 'plain' ? unpackChange(record, body) : undefined
  const isPost = typeof change === 'object' && change.kind === 'message.posted'
  // What a webhook wrote belongs to its owner, wherever it lives: everybody who reads it goes by that name.
  return isPost ? { device, person: change.body.authorId } : { device }
}
