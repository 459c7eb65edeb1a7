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
  /**
   * Whether this device, with this very key, may be in the group: a fact has admitted it (whose certificates hold, by somebody who might
   * invite, in time, not too often), no later one has removed it, and its person is in the channel. It comes in exactly when it belongs, and
   * is removed exactly when it does not; a device that facts never admitted does not belong.
   */
  belongs(member: Member, position: number): boolean
}
