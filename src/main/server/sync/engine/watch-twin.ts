/** Notices that another device uses this one's keys, as after a restored backup: something is said in its name, while it runs, that it did not say. */
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { Relay } from '../relay.ts'
import type { SyncStore } from './sync-store.ts'

export interface TwinWatch {
  /** For everything that this device says: from the first time on it knows when, by the relay's clock, it was here. */
  readonly relay: Relay
  /** To be asked of each new record before its envelope is forgotten. */
  look(record: Pick<RelayRecord, 'device' | 'id' | 'at'>): void
  isTwin(): boolean
}

/**
 * What was said before this device said anything may be its own: a backup knows less than it once did. That one has a twin is not kept: who
 * ends the other one starts this one again.
 * @param onTwin called once
 */
export function watchTwin(relay: Relay, store: Pick<SyncStore, 'outgoing'>, device: string, onTwin: () => void): TwinWatch {
  let since = Number.POSITIVE_INFINITY
  let isTwin = false
  return {
    relay: {
      async append(envelope, options) {
        const appended = await relay.append(envelope, options)
        if (!appended.duplicate) since = Math.min(since, appended.at)
        return appended
      },
      read: (subject, after, limit) => relay.read(subject, after, limit),
      subscribe: (from, onRecord, onEnd) => relay.subscribe(from, onRecord, onEnd),
      close: () => relay.close(),
    },
    look(record) {
      if (isTwin || record.device !== device || record.at <= since || store.outgoing(record.id)) return
      isTwin = true
      onTwin()
    },
    isTwin: () => isTwin,
  }
}
