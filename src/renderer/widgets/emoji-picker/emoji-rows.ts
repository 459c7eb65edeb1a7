/** The grid of the picker as rows of cells: what stands where, and where an arrow key leads. */
import { emojiGroups, type Emoji } from './emoji-list.ts'

export const COLUMNS = 9

export type SectionId = 'recent' | 'found' | (typeof emojiGroups)[number]

export type GridRow =
  | { readonly kind: 'title'; readonly section: SectionId }
  /** `first` is the number of the row's first cell in the whole grid. */
  | { readonly kind: 'cells'; readonly section: SectionId; readonly first: number; readonly cells: readonly Emoji[] }

export interface Section {
  readonly id: SectionId
  readonly emoji: readonly Emoji[]
}

/** `recent` are characters as they were chosen, with their skin tone; what is unknown here is left out. */
export function buildSections(list: readonly Emoji[], recent: readonly string[]): readonly Section[] {
  const byChar = new Map<string, Emoji>()
  for (const emoji of list) for (const char of [emoji.char, ...(emoji.tones ?? [])]) byChar.set(char, emoji)
  const used = new Set(recent.flatMap((char) => byChar.get(char) ?? []))
  return [{ id: 'recent' as const, emoji: [...used].slice(0, 2 * COLUMNS) }, ...emojiGroups.map((id) => ({ id, emoji: list.filter((emoji) => emoji.group === id) }))].filter(
    ({ emoji }) => emoji.length > 0,
  )
}

export function buildGrid(sections: readonly Section[]): readonly GridRow[] {
  let first = 0
  return sections.flatMap(({ id, emoji }) => {
    const rows: GridRow[] = [{ kind: 'title', section: id }]
    for (let from = 0; from < emoji.length; from += COLUMNS) {
      const cells = emoji.slice(from, from + COLUMNS)
      rows.push({ kind: 'cells', section: id, first, cells })
      first += cells.length
    }
    return rows
  })
}

/** The row of a cell; -1 for none. */
export const rowOf = (rows: readonly GridRow[], cell: number): number => rows.findIndex((row) => row.kind === 'cells' && cell >= row.first && cell < row.first + row.cells.length)

export function cellAt(rows: readonly GridRow[], cell: number): Emoji | undefined {
  const row = rows[rowOf(rows, cell)]
  return row?.kind === 'cells' ? row.cells[cell - row.first] : undefined
}

export const countCells = (rows: readonly GridRow[]): number => rows.reduce((sum, row) => sum + (row.kind === 'cells' ? row.cells.length : 0), 0)

export type Move = 'left' | 'right' | 'up' | 'down' | 'rowStart' | 'rowEnd' | 'first' | 'last' | 'pageUp' | 'pageDown'

const PAGE_ROWS = 6

/** The cell that the key leads to; null above the first row, where the search field is. Left and right go on in the next row. */
export function moveInGrid(rows: readonly GridRow[], cell: number, move: Move): number | null {
  const lines = rows.filter((row) => row.kind === 'cells')
  const at = lines.findIndex((row) => cell < row.first + row.cells.length)
  const line = lines[at]
  const end = lines.at(-1)
  if (line === undefined || end === undefined) return null
  const last = end.first + end.cells.length - 1
  const down = (by: number): number | null => {
    const target = lines[Math.min(lines.length - 1, at + by)]
    return target === undefined ? null : target.first + Math.min(cell - line.first, target.cells.length - 1)
  }
  switch (move) {
    case 'left':
      return Math.max(0, cell - 1)
    case 'right':
      return Math.min(last, cell + 1)
    case 'up':
      return at === 0 ? null : down(-1)
    case 'down':
      return down(1)
    case 'rowStart':
      return line.first
    case 'rowEnd':
      return line.first + line.cells.length - 1
    case 'first':
      return 0
    case 'last':
      return last
    case 'pageUp':
      return down(-Math.min(PAGE_ROWS, at))
    case 'pageDown':
      return down(PAGE_ROWS)
  }
}
