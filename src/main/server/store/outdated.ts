/** Which rows of a table that grows with time are too old, a few at a time: to look through or to drop all of them at once could keep posts waiting for seconds. */

/** Looked at in one write. */
export const STEP_ROWS = 500

interface Row {
  readonly id: number
  /** ms since epoch. */
  readonly at: number
}

/**
 * Rows stand in the order in which they came, and all up to the first one that is young enough can be too old. One from after `ahead` came while the clock was ahead, or the clock is behind
 * now: it is too old when a later one is.
 * @returns the last one that is too old, and behind which row to look on; both can be undefined
 */
export function findOutdated(rows: readonly Row[], { before, ahead }: { readonly before: number; readonly ahead: number }): { readonly last: number | undefined; readonly next: number | undefined } {
  const young = rows.findIndex(({ at }) => at >= before && at <= ahead)
  const upToYoung = young === -1 ? rows : rows.slice(0, young)
  return { last: upToYoung.findLast(({ at }) => at < before)?.id, next: young === -1 ? rows.at(-1)?.id : undefined }
}
