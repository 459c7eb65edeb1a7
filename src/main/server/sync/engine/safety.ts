/** The numbers that two people compare, and what the one here has said of it. */
import type { Ledger } from '../ledger/ledger.ts'
import { buildQrMatrix } from '../sealing/qr-matrix.ts'
import { buildSafetyNumber, groupDigits } from '../sealing/safety-number.ts'
import type { SyncStore } from './sync-store.ts'

export interface SafetyHere {
  /** In groups of five. */
  readonly digits: string
  /** The same, so that any camera that reads it shows what is to be compared. */
  readonly qr: boolean[][]
  /** ms since epoch; null for not yet. */
  readonly verifiedAt: number | null
  /** Whether the keys are others than those that were verified. */
  readonly isChanged: boolean
}

interface Verified {
  readonly at: number
  readonly digits: string
}

/** @param root the workspace's root key */
export function readSafety(ledger: Pick<Ledger, 'devices'>, store: Pick<SyncStore, 'text'>, root: Uint8Array, { person, other }: { readonly person: string; readonly other: string }): SafetyHere {
  const keysOf = (id: string) => ({ person: id, keys: ledger.devices().filter((one) => one.person === id && one.issuer !== 'device' && one.removed === undefined).map(({ key }) => key) })
  const digits = groupDigits(buildSafetyNumber(root, keysOf(person), keysOf(other))).join(' ')
  const kept = store.text(`verified/${other}`)
  const verified = kept === undefined || kept === '' ? null : (JSON.parse(kept) as Verified)
  return { digits, qr: buildQrMatrix(digits), verifiedAt: verified?.at ?? null, isChanged: verified !== null && verified.digits !== digits }
}

/** @param at ms since epoch; null: not after all */
export function keepVerified(store: Pick<SyncStore, 'keepText'>, other: string, digits: string, at: number | null): void {
  store.keepText(`verified/${other}`, at === null ? '' : JSON.stringify({ at, digits } satisfies Verified))
}
