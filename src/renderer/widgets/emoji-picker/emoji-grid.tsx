/** The cells of the picker: only the rows in sight are drawn; one cell can be tabbed to, arrows move it. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type KeyboardEvent, type Ref, type RefObject } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { withTone, type Emoji } from './emoji-list.ts'
import { COLUMNS, moveInGrid, rowOf, type GridRow, type Move, type SectionId } from './emoji-rows.ts'
import { sectionName } from './section-name.ts'

export interface EmojiGridHandle {
  focusCell(cell: number): void
  toSection(section: SectionId): void
  toTop(): void
}

export interface EmojiGridProps {
  ref: Ref<EmojiGridHandle>
  rows: readonly GridRow[]
  tone: number
  /** The cell that has the tab stop. */
  active: number
  onActive: (cell: number) => void
  onHover: (emoji: Emoji | null) => void
  onPick: (emoji: Emoji) => void
  /** The section in sight changed. */
  onSection: (section: SectionId) => void
  /** To the search field: ArrowUp in the first row, or a letter. */
  onLeave: () => void
}

const CELL = 36
const TITLE = 28

const moves: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'rowStart',
  End: 'rowEnd',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
}

export function EmojiGrid({ ref, rows, tone, active, onActive, onHover, onPick, onSection, onLeave }: EmojiGridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { virtual, items } = useRows(scroller, rows, active)
  const wantsFocus = useRef(false)
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    scroller.current?.querySelector<HTMLElement>(`[data-cell="${active}"]`)?.focus({ preventScroll: true })
  })
  const focusCell = (cell: number): void => {
    wantsFocus.current = true
    onActive(cell)
    const row = rowOf(rows, cell)
    // The title of the first row comes into sight with it.
    virtual.scrollToIndex(row === 1 ? 0 : row)
    // Nothing is drawn anew when it had the tab stop already.
    if (cell === active) scroller.current?.querySelector<HTMLElement>(`[data-cell="${cell}"]`)?.focus({ preventScroll: true })
  }
  useImperativeHandle(ref, () => ({
    focusCell,
    toSection: (section) => virtual.scrollToIndex(rows.findIndex((row) => row.section === section), { align: 'start' }),
    toTop: () => virtual.scrollToOffset(0),
  }))
  const shown = rows[items.find((item) => item.end > (virtual.scrollOffset ?? 0))?.index ?? 0]?.section
  useEffect(() => {
    if (shown !== undefined && shown !== 'found') onSection(shown)
  }, [shown, onSection])

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const move = moveOf(event, getComputedStyle(event.currentTarget).direction === 'rtl')
    // A letter is typed into the search field.
    if (move === null) return isLetter(event) ? onLeave() : undefined
    event.preventDefault()
    const next = moveInGrid(rows, active, move)
    if (next === null) onLeave()
    else focusCell(next)
  }
  return (
    <div ref={scroller} className="emojis__grid" onMouseLeave={() => onHover(null)}>
      <div role="grid" aria-label={t('composer:emoji.grid')} aria-rowcount={rows.length} aria-colcount={COLUMNS} style={{ height: virtual.getTotalSize() }} className="emojis__inner" onKeyDown={handleKeyDown}>
        {items.map((item) => (
          <div key={item.key} role="row" aria-rowindex={item.index + 1} className="emojis__row" style={{ transform: `translateY(${item.start}px)` }}>
            <Row row={rows[item.index]!} tone={tone} active={active} onActive={onActive} onHover={onHover} onPick={onPick} />
          </div>
        ))}
      </div>
    </div>
  )
}

/** The rows in sight, and always the one with the tab stop. */
function useRows(scroller: RefObject<HTMLElement | null>, rows: readonly GridRow[], active: number) {
  const activeRow = rowOf(rows, active)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'title' ? TITLE : CELL),
    overscan: 3,
    initialRect: { width: 0, height: 8 * CELL },
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range)
      return activeRow === -1 || indexes.includes(activeRow) ? indexes : [...indexes, activeRow].sort((a, b) => a - b)
    },
  })
  useLayoutEffect(() => virtual.measure(), [rows, virtual])
  return { virtual, items: virtual.getVirtualItems() }
}

const isLetter = (event: KeyboardEvent): boolean => event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey

interface RowProps extends Pick<EmojiGridProps, 'tone' | 'active' | 'onActive' | 'onHover' | 'onPick'> {
  row: GridRow
}

function Row({ row, tone, active, onActive, onHover, onPick }: RowProps) {
  if (row.kind === 'title')
    return (
      <span role="rowheader" aria-colspan={COLUMNS} className="emojis__title">
        {sectionName(row.section)}
      </span>
    )
  return row.cells.map((emoji, index) => (
    <button
      key={emoji.code}
      type="button"
      role="gridcell"
      aria-colindex={index + 1}
      aria-label={emoji.name}
      className="emojis__cell"
      data-cell={row.first + index}
      tabIndex={row.first + index === active ? 0 : -1}
      onFocus={() => {
        onActive(row.first + index)
        onHover(emoji)
      }}
      onMouseEnter={() => onHover(emoji)}
      onClick={() => onPick(emoji)}
    >
      {withTone(emoji, tone)}
    </button>
  ))
}

function moveOf(event: KeyboardEvent, rightToLeft: boolean): Move | null {
  if (event.altKey || event.metaKey) return null
  if (event.ctrlKey) return event.key === 'Home' ? 'first' : event.key === 'End' ? 'last' : null
  const move = moves[event.key] ?? null
  if (!rightToLeft) return move
  if (move === 'left') return 'right'
  return move === 'right' ? 'left' : move
}
