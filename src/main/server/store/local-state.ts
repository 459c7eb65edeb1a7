/** The few facts that belong to this device alone: who I am here, the device's id, whether the first-run page was seen. */
import type { DeviceId, PersonId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'
import { forgetHot, remember } from './hot-cache.ts'

export interface LocalState {
  deviceId: DeviceId
  meId: PersonId
  greeted: '1'
  /** Signs links to files; 32 bytes in base64url, made when they are first wanted. */
  fileLinkKey: string
  /** Our own certificate for the network with its key, sealed under the device's key; base64. */
  lanCertificate: string
  /** Absent while this device is alone: then it orders by itself. Set, every change waits for its place. */
  teamMode: 'host' | 'member'
  /** The number of the last request on record, where all of them grew too old. */
  lastVerdict: string
  /** The highest seq of a change that was taken back. */
  lastSeq: string
  /** Contents of files that were placed before, ms since epoch, may be of another data file: one that was gone when this one began, or in whose place this one was put. */
  filesFrom: string
  /** From when on that is so, ms since epoch; absent for all that came before. */
  filesSince: string
  /** When the computer's clock was believed last, and since when it is not, ms since epoch: see `trust-clock.ts`. */
  clockTrustedAt: string
  clockDoubtedAt: string
  /** When a repair of the data file lost something, ms since epoch. */
  lossyRepairAt: string
  /** Where the damaged file of then lies, as in its report; until the files that it alone knows were brought there. */
  lossyRepairKept: string
}

/** Remembered, because every change asks whether this device is in a team. */
export function findLocal<K extends keyof LocalState>(reader: Reader, key: K): LocalState[K] | undefined {
  return listLocal(reader).get(key) as LocalState[K] | undefined
}

function listLocal(reader: Reader): ReadonlyMap<string, string> {
  return remember(reader, 'local', () => new Map(reader.all<{ key: string; value: string }>('SELECT key, value FROM local_state').map(({ key, value }) => [key, value])))
}

export function setLocal<K extends keyof LocalState>(tx: Tx, key: K, value: LocalState[K]): void {
  forgetHot(tx)
  tx.run('INSERT INTO local_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', key, value)
}

export function deleteLocal(tx: Tx, key: keyof LocalState): void {
  forgetHot(tx)
  tx.run('DELETE FROM local_state WHERE key = ?', key)
}
