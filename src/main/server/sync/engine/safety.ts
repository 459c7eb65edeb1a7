/** The numbers that two people compare, and what the one here has said of it. */
import { AppError } from '#shared/contract/errors.ts'
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

export interface Compared {
  /** ms since epoch. */
  readonly at: number
  readonly digits: string
}

/** @param root the workspace's root key */
export function readSafety(ledger: Pick<Ledger, 'devices'>, store: Pick<SyncStore, 'text'>, root: Uint8Array, { person, other }: { readonly person: string; readonly other: string }): SafetyHere {
  const keysOf = (id: string) => ({ person: id, keys: ledger.devices().filter((one) => one.person === id && one.issuer !== 'device' && one.removed === undefined).map(({ key }) => key) })
  const digits = groupDigits(buildSafetyNumber(root, keysOf(person), keysOf(other))).join(' ')
  const kept = store.text(`verified/${other}`)
  const verified = kept === undefined || kept === '' ? null : (JSON.parse(kept) as Compared)
  return { digits, qr: buildQrMatrix(digits), verifiedAt: verified?.at ?? null, isChanged: verified !== null && verified.digits !== digits }
}

/**
 * @param digits as they are now: people take minutes to read them to each other, and a device may come meanwhile that neither has seen.
 * @param compared null: not after all. @throws AppError `conflict` when they are others
 */
export function keepVerified(store: Pick<SyncStore, 'keepText'>, other: string, digits: string, compared: Compared | null): void {
  if (compared !== null && compared.digits !== digits) throw new AppError('conflict', 'The number changed while you compared it, because a device was added or removed. Compare again.')
  store.keepText(`verified/${other}`, compared === null ? '' : JSON.stringify(compared))
}
