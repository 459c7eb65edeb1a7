/** Chooses one emoji: search, recent ones, groups, skin tone. Stands in a popover, see `emoji-popover.tsx`. */
import './emoji-picker.css'
import '#renderer/ui/field.css'
import { Search, SmilePlus } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { usePreferences } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { EmojiFoot } from './emoji-foot.tsx'
import { EmojiGrid, type EmojiGridHandle } from './emoji-grid.tsx'
import { loadEmojiList, searchEmoji, useEmojiList, withTone, type Emoji } from './emoji-list.ts'
import { buildGrid, buildSections, cellAt, countCells, type GridRow, type SectionId } from './emoji-rows.ts'
import { EmojiTabs } from './emoji-tabs.tsx'
import { rememberEmoji } from './recent-emoji.ts'

export interface EmojiPickerProps {
  onPick: (emoji: string) => void
  onClose: () => void
}

export function EmojiPicker({ onPick, onClose }: EmojiPickerProps) {
  const tone = usePreferences().data?.['emoji.skinTone'] ?? 0
  const [query, setQuery] = useState('')
  const { sections, rows, findAhead, list } = useGrid(query.trim())
  const [active, setActive] = useState(0)
  const [hovered, setHovered] = useState<Emoji | null>(null)
  const [section, setSection] = useState<SectionId | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const grid = useRef<EmojiGridHandle>(null)
  const focusSearch = (): void => search.current?.focus({ preventScroll: true })
  useEffect(focusSearch, [])

  const handlePick = (emoji: Emoji): void => {
    const char = withTone(emoji, tone)
    rememberEmoji(char)
    onPick(char)
  }
  const awaitList = usePickOnceLoaded(list, () => findAhead?.() ?? cellAt(rows, active), handlePick)
  const handleQuery = (value: string): void => {
    awaitList(false)
    setQuery(value)
    setActive(0)
    setHovered(null)
    grid.current?.toTop()
  }
  const handleSearchKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const first = findAhead === null ? cellAt(rows, active) : findAhead()
    if (event.key === 'ArrowDown') grid.current?.focusCell(active)
    else if (event.key === 'Enter' && list === null && query !== '') awaitList(true)
    else if (event.key === 'Enter' && first !== undefined && query !== '') handlePick(first)
    else return
    event.preventDefault()
  }
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    if (query === '') return onClose()
    handleQuery('')
    focusSearch()
  }
  const preview = hovered ?? (query === '' ? undefined : cellAt(rows, active)) ?? null
  return (
    <div className="emojis" onKeyDown={handleKeyDown}>
      <EmojiTabs sections={sections} current={query === '' ? (section ?? sections[0]?.id ?? null) : null} onChoose={(id) => grid.current?.toSection(id)} />
      <SearchBox inputRef={search} value={query} onChange={handleQuery} onKeyDown={handleSearchKey} />
      <Announcement searching={query.trim() !== ''} rows={rows} />
      {rows.length > 0 ? (
        <EmojiGrid ref={grid} rows={rows} tone={tone} active={active} onActive={setActive} onHover={setHovered} onPick={handlePick} onSection={setSection} onLeave={focusSearch} />
      ) : (
        <NoGrid />
      )}
      <EmojiFoot preview={preview} tone={tone} />
    </div>
  )
}

/** Everything in its groups, or what the query finds. */
function useGrid(query: string) {
  const list = useEmojiList((state) => state.list)
  const preferences = usePreferences().data
  useEffect(() => void loadEmojiList(), [])
  // As they were when the picker opened: nothing moves under the pointer.
  const [recent] = useState(preferences?.['emoji.recent'] ?? [])
  const sections = useMemo(() => (list === null ? [] : buildSections(list, recent)), [list, recent])
  const shown = useDeferredValue(query)
  const rows = useMemo(() => {
    if (list === null || shown === '') return buildGrid(sections)
    const found = searchEmoji(list, shown)
    return found.length === 0 ? [] : buildGrid([{ id: 'found', emoji: found }])
  }, [list, sections, shown])
  // The grid lags behind fast fingers; Enter takes what was typed.
  const findAhead = list === null || shown === query ? null : (): Emoji | undefined => searchEmoji(list, query)[0]
  return { sections, rows, findAhead, list }
}

/** Enter that came before the list is done when the list is there. @returns what notes that it came, or that something else was typed since */
function usePickOnceLoaded(list: readonly Emoji[] | null, find: () => Emoji | undefined, pick: (emoji: Emoji) => void): (isAwaited: boolean) => void {
  const awaited = useRef(false)
  const latest = useRef({ find, pick })
  useEffect(() => void (latest.current = { find, pick }))
  useEffect(() => {
    if (list === null || !awaited.current) return
    awaited.current = false
    const found = latest.current.find()
    if (found !== undefined) latest.current.pick(found)
  }, [list])
  return (isAwaited) => void (awaited.current = isAwaited)
}

interface SearchBoxProps {
  inputRef: RefObject<HTMLInputElement | null>
  value: string
  onChange: (value: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

function SearchBox({ inputRef, value, onChange, onKeyDown }: SearchBoxProps) {
  return (
    <div className="field field--soft emojis__search">
      <Search className="icon icon--14" />
      <input
        ref={inputRef}
        type="search"
        placeholder={t('composer:emoji.search')}
        aria-label={t('composer:emoji.search')}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}

function Announcement({ searching, rows }: { searching: boolean; rows: readonly GridRow[] }) {
  return (
    <span className="only-spoken" role="status">
      {searching && t('composer:emoji.found', { count: countCells(rows) })}
    </span>
  )
}

/** Nothing found, nothing loaded yet, or nothing to be loaded. */
function NoGrid() {
  const { list, failed } = useEmojiList()
  return (
    <div className="emojis__empty" aria-busy={list === null && !failed}>
      {list !== null && <Empty icon={SmilePlus} title={t('composer:emoji.none')} text={t('composer:emoji.noneHint')} />}
      {list === null && failed && (
        <Empty icon={SmilePlus} title={t('composer:emoji.failed')} text={t('composer:emoji.failedHint')}>
          <Button onClick={() => void loadEmojiList()}>{t('composer:retry')}</Button>
        </Empty>
      )}
    </div>
  )
}
