/** How many rows lie outside of what is in sight, and which is the nearest. */

export interface Span {
  readonly top: number
  readonly bottom: number
}

export interface Hidden {
  readonly above: number
  readonly below: number
}

/** A row counts as hidden when less than half of it is in sight. */
export function countHidden(rows: readonly Span[], view: Span): Hidden {
  return { above: rows.filter((row) => isAbove(row, view)).length, below: rows.filter((row) => isBelow(row, view)).length }
}

/** The index of the hidden row nearest to the view on that side; -1 without one. */
export function nearestHidden(rows: readonly Span[], view: Span, side: keyof Hidden): number {
  return side === 'above' ? rows.findLastIndex((row) => isAbove(row, view)) : rows.findIndex((row) => isBelow(row, view))
}

const middle = ({ top, bottom }: Span): number => (top + bottom) / 2
const isAbove = (row: Span, view: Span): boolean => middle(row) < view.top
const isBelow = (row: Span, view: Span): boolean => middle(row) > view.bottom
