/** At each start: records that wait for a key, and are not where they are kept, are asked for again. sync.db may have been repaired, or have lost what the power took. */
import type { Relay } from '../relay.ts'
import type { Home } from './home.ts'
import { subjectOf } from './place-of.ts'
import type { SyncStore } from './sync-store.ts'

export interface AskingAgain {
  readonly relay: Pick<Relay, 'read'>
  readonly store: Pick<SyncStore, 'waiting' | 'keepWaiting'>
  readonly home: Pick<Home, 'listWaiting'>
}

/** @throws RelayRefused */
export async function askAgain({ relay, store, home }: AskingAgain): Promise<void> {
  for (const { log, position } of await home.listWaiting()) {
    const subject = subjectOf(log)
    const [kept] = store.waiting({ subject, position: position - 1 }, 1)
    if (kept?.subject === subject && kept.position === position) continue
    const { records } = await relay.read(subject, position - 1, 1)
    for (const record of records) store.keepWaiting(record)
  }
}
