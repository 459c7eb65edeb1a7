/** Notices that another device uses this one's keys, as after a restored backup: something is said in its name, while it runs, that it did not say. */
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { OwnDevice } from '../groups/mls-group.ts'
import type { Relay } from '../relay.ts'
import { verifyEnvelope } from '../sealing/sign-envelope.ts'
import type { SyncStore } from './sync-store.ts'

export interface TwinWatch {
  /** For everything that this device says: from the first time on it knows when, by the relay's clock, it was here. */
  readonly relay: Relay
  /** To be asked of each new record before its envelope is forgotten. */
  look(record: RelayRecord): void
  isTwin(): boolean
}

/**
 * What was said before this device said anything may be its own: a backup knows less than it once did. That one has a twin is not kept: who
 * ends the other one starts this one again.
 * @param onTwin called once
 */
export function watchTwin(relay: Relay, store: Pick<SyncStore, 'outgoing'>, { certificate: { device }, signingKey }: OwnDevice, onTwin: () => void): TwinWatch {
  /** Said in this run: a host may show it again. */
  const said = new Set<string>()
  let since = Number.POSITIVE_INFINITY
  let isTwin = false
  return {
    relay: {
      async append(envelope, options) {
        said.add(envelope.id)
        const appended = await relay.append(envelope, options)
        if (!appended.duplicate) since = Math.min(since, appended.at)
        return appended
      },
      read: (subject, after, limit) => relay.read(subject, after, limit),
      subscribe: (from, onRecord, onEnd) => relay.subscribe(from, onRecord, onEnd),
      link: () => relay.link?.() ?? 0,
      close: () => relay.close(),
    },
    look(record) {
      if (isTwin || record.device !== device || record.at <= since || said.has(record.id) || store.outgoing(record.id)) return
      // A host can write any name; only who has the key can sign.
      if (record.redacted || !verifyEnvelope(record, signingKey.publicKey)) return
      isTwin = true
      onTwin()
    },
    isTwin: () => isTwin,
  }
}
