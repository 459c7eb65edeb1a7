/** A relay in memory for tests of what stands above it: honest unless told otherwise. */
import type { Envelope, RelayRecord, Subject } from '#shared/contract/envelope.ts'
import { RelayRefused, type Relay } from '../../src/main/server/sync/relay.ts'

export interface MemoryRelay extends Relay {
  /** The log itself, to be looked at and to be tampered with. */
  readonly logs: Map<Subject, RelayRecord[]>
  /** The relay's clock, ms. */
  now: number
  /** How many appends were refused because another was first. */
  conflicts: number
  /** Called before each append; what it throws, the caller gets. */
  beforeAppend: ((envelope: Envelope) => void | Promise<void>) | undefined
  /** Called after each append, when the record is stored; what it throws, the caller gets instead of the answer. */
  afterAppend: ((envelope: Envelope) => void | Promise<void>) | undefined
  /** Puts any record at the end of its log without asking anybody. */
  plant(envelope: Envelope): RelayRecord
}

export function memoryRelay(): MemoryRelay {
  const logs = new Map<Subject, RelayRecord[]>()
  const logOf = (subject: Subject) => {
    const log = logs.get(subject) ?? []
    logs.set(subject, log)
    return log
  }
  const relay: MemoryRelay = {
    logs,
    now: 1_800_000_000_000,
    conflicts: 0,
    beforeAppend: undefined,
    afterAppend: undefined,
    plant(envelope) {
      const log = logOf(envelope.subject)
      const record = { ...structuredClone(envelope), position: log.length + 1, at: relay.now, redacted: false }
      log.push(record)
      return record
    },
    async append(envelope, options) {
      await relay.beforeAppend?.(envelope)
      const log = logOf(envelope.subject)
      const stored = log.find(({ id }) => id === envelope.id)
      if (stored && Buffer.compare(stored.body, envelope.body) !== 0) throw new RelayRefused('changed', 'This id is taken.')
      if (stored) return { position: stored.position, at: stored.at, duplicate: true }
      if (options?.expectLast !== undefined && options.expectLast !== log.length) {
        relay.conflicts += 1
        throw new RelayRefused('conflict', 'Another record came first.', log.length)
      }
      const { position, at } = relay.plant(envelope)
      await relay.afterAppend?.(envelope)
      return { position, at, duplicate: false }
    },
    read: async (subject, after, limit) => ({ records: structuredClone(logOf(subject).slice(after, after + limit)), last: logOf(subject).length }),
    subscribe: () => () => undefined,
    close: async () => undefined,
  }
  return relay
}
