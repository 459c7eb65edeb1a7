/** Two kinds of positions: those that the team has given, and those of changes that wait for theirs. */

/**
 * 2⁴⁸: positions from here on are this device's own, so that what waits stands last, in the order in which it was said. Times sixteen, as
 * cursors of files are made, it is still a safe integer.
 */
export const PENDING_FIRST = 281474976710656

export const isPending = (position: number): boolean => position >= PENDING_FIRST

/** Where a change stands, when the relay took it (by its clock; its own time when it never was there), and whether it is sealed there. */
export interface Place {
  readonly position: number
  readonly at: number
  readonly sealed: boolean
}
