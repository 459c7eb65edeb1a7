/** What a group asks about people and invites: facts that every device checks for itself, as of a place in the workspace's log. */
import type { Member } from './member.ts'

/** A place in the checked facts, and what led there. Two devices that were shown different facts have different digests. */
export interface FactsMark {
  /** Of the subject `workspace`; 0 before its first record. */
  readonly position: number
  /** A hash over all facts up to there, chained; at most 32 bytes. */
  readonly digest: Uint8Array
}

/**
 * Each answer follows from the facts up to `position` alone, so that all devices give the same one whenever they ask. Whether somebody
 * belongs is decided by facts, never by a commit: a commit only carries out what they say.
 */
export interface Rules {
  /** The newest facts that this device has checked. */
  newest(): Promise<FactsMark>
  /** Whether these are the facts at that place; reads on in the workspace's log when this device is not that far. */
  knows(mark: FactsMark): Promise<boolean>
  /** Whether this device may begin the group. */
  mayCreate(member: Member, position: number): boolean
  /** Whether this device may come in: it belongs, and who vouches for it may do so. `at` is the relay's time of its record, for what expires. */
  mayEnter(member: Member, position: number, at: number): boolean
  /** Whether this device may be in the group: not removed, and its person is in the channel. Removing is right exactly when it does not. */
  belongs(member: Member, position: number): boolean
}
