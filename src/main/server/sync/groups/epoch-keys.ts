/** What the rest of the program knows of a group: keys by epoch, and who was in it. Behind it stands MLS; content never sees that. */
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { SkipReason } from './judge.ts'
import type { Device } from './rosters.ts'

/**
 * `outside`: not joined yet; `in`; `lost`: its secrets do not lead on, the next `sync` joins again; `removed`: by the facts, and for good
 * unless they change; `twin`: another device uses the same keys (a restored backup, a copied folder): this one stopped, or both would throw
 * each other out forever.
 */
export type Standing = 'outside' | 'in' | 'lost' | 'removed' | 'twin'

/**
 * Why there is no key: `ahead`: the epoch is newer than what was read, so read on; `waiting`: somebody who has it comes online;
 * `before_joining`: the group's history is closed to newcomers; `outside`: this device is not in the group.
 */
export type MissingKey = 'ahead' | 'waiting' | 'before_joining' | 'outside'

export interface EpochKeys {
  standing(): Standing
  /** The newest; undefined while this device is not in it. */
  epoch(): bigint | undefined
  /** 32 bytes, or why there are none. */
  key(epoch: bigint): Uint8Array | MissingKey
  /** Who could write in this epoch, with the keys that their signatures must be checked with; undefined when that is not known. */
  roster(epoch: bigint): readonly Device[] | undefined
  /** Equal on two devices exactly when they are in the same group with the same past: compared by people, it shows a split. */
  code(): Uint8Array | undefined
  /** Whether another member has answered since this device joined. Until then nobody vouches that it is the group of the others. */
  confirmed(): boolean
  /** Begins the group with this device alone. @throws GroupRefused `exists`, `not_allowed` */
  create(): Promise<void>
  /** @throws GroupRefused `no_group`, `not_allowed`, `twin`, `contested` */
  join(): Promise<void>
  /** Gives this device new keys, so that who copied the old ones is locked out (RFC 9420 §12.1.2). */
  update(): Promise<void>
  /** Who is in the group against the facts. While there is anybody, nothing may be sealed: they could read it. */
  unwanted(): Promise<readonly Device[]>
  /** Carries out what the facts say: removes everybody who does not belong any more. @returns whom */
  removeUnwanted(): Promise<readonly Device[]>
  /** Reads what is new, answers newcomers, and joins again if this device got out of step. */
  sync(): Promise<void>
  /**
   * Gets the keys of what was written before this device came (again), from the links. Worth calling once it is `confirmed`: then the
   * others have answered. @returns the epochs whose keys are still missing, newest first
   */
  recover(): Promise<readonly bigint[]>
  /** Everything but the log, sealed by who keeps it. */
  save(): Uint8Array
}

/** A record that was passed over, for those who look into it. */
export interface Skipped {
  readonly record: Pick<RelayRecord, 'id' | 'position' | 'at' | 'device'>
  readonly reason: SkipReason
}

export type GroupRefusal = 'exists' | 'no_group' | 'not_allowed' | 'removed' | 'twin' | 'contested' | 'gap'

/**
 * `gap`: the relay left out records or went back, which no honest one does; `contested`: others were always faster; try again later.
 */
export class GroupRefused extends Error {
  readonly reason: GroupRefusal

  constructor(reason: GroupRefusal, message: string) {
    super(message)
    this.name = 'GroupRefused'
    this.reason = reason
  }
}
