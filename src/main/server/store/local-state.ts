/** The few facts that belong to this device alone: who I am here, the device's id, whether the first-run page was seen. */
import type { DeviceId, PersonId } from '#shared/contract/ids.ts'
import type { Reader, Tx } from './connection.ts'

export interface LocalState {
  deviceId: DeviceId
  meId: PersonId
  greeted: '1'
  /** Signs links to files; 32 bytes in base64url, made when they are first wanted. */
  fileLinkKey: string
  /** Absent while this device is alone: then it orders by itself. Set, every change waits for its place. */
  teamMode: 'host' | 'member'
  /** The highest seq of a change that was taken back. */
  lastSeq: string
}

export function findLocal<K extends keyof LocalState>(reader: Reader, key: K): LocalState[K] | undefined {
  return reader.get<{ value: LocalState[K] }>('SELECT value FROM local_state WHERE key = ?', key)?.value
}

export function setLocal<K extends keyof LocalState>(tx: Tx, key: K, value: LocalState[K]): void {
  tx.run('INSERT INTO local_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', key, value)
}
