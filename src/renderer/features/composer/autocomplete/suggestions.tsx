/** The list above the composer that completes what is being typed; the focus stays in the text. */
import './suggestions.css'
import { useEffect, useId, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref, type RefObject } from 'react'
import { usePreferences } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { loadEmojiList, useEmojiList } from '#renderer/widgets/emoji-picker/emoji-list.ts'
import { keyLabel } from '#renderer/lib/screen/shortcuts.ts'
import { insertAt } from '../apply-edit.ts'
import { findToken, type Token } from './find-token.ts'
import { suggest, type Known, type Suggestion } from './suggest.ts'
import { SuggestionRow } from './suggestion-row.tsx'

export interface SuggestionsHandle {
  /** After each change of the text. */
  update(): void
  /** The caret moved without a change: the list may close, but does not open. */
  moved(): void
  /** @returns whether the key was meant for the list. */
  handleKey(event: KeyboardEvent): boolean
  close(): void
}

export interface SuggestionsProps {
  ref: Ref<SuggestionsHandle>
  area: RefObject<HTMLTextAreaElement | null>
  known: Omit<Known, 'emoji' | 'skinTone'>
}

export function Suggestions({ ref, area, known }: SuggestionsProps) {
  const listId = useId()
  const { token, items, active, setActive, open, dismiss } = useSuggestions(known)
  const choose = (item: Suggestion): void => {
    if (area.current !== null && token !== null) insertAt(area.current, token.from, area.current.selectionEnd, item.insert)
    open(null)
  }
  useImperativeHandle(ref, () => ({
    update: () => open(area.current && tokenOf(area.current)),
    moved: () => token !== null && open(area.current && tokenOf(area.current)),
    close: () => open(null),
    handleKey: (event) => {
      const item = items[active]
      if (item === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
      if (event.key === 'ArrowDown') setActive((active + 1) % items.length)
      else if (event.key === 'ArrowUp') setActive((active + items.length - 1) % items.length)
      else if (event.key === 'Escape') dismiss()
      // A command that is written out is done at once.
      else if (event.key === 'Enter' && isWholeCommand(item, token)) return false
      else if (event.key === 'Enter' || event.key === 'Tab') choose(item)
      else return false
      event.preventDefault()
      return true
    },
  }))
  useWiring(area, listId, items[active])
  if (items.length === 0) return null
  return <List listId={listId} items={items} active={active} known={known} onActive={setActive} onChoose={choose} />
}

function tokenOf(area: HTMLTextAreaElement): Token | null {
  return area.selectionStart === area.selectionEnd ? findToken(area.value, area.selectionStart) : null
}

const isWholeCommand = (item: Suggestion, token: Token | null): boolean => item.kind === 'command' && item.name === token?.query.toLowerCase()

function useSuggestions(known: SuggestionsProps['known']) {
  const [token, setToken] = useState<Token | null>(null)
  const [active, setActive] = useState(0)
  // Esc closes the list for this word, not for the next one.
  const dismissed = useRef<number | null>(null)
  const emoji = useEmojiList((state) => (token?.kind === 'emoji' ? state.list : null))
  const skinTone = usePreferences().data?.['emoji.skinTone'] ?? 0
  const items = token === null ? [] : suggest(token, { ...known, emoji, skinTone })

  const open = (found: Token | null): void => {
    if (found?.from !== dismissed.current) dismissed.current = null
    const next = found === null || dismissed.current !== null ? null : found
    if (next?.kind === 'emoji') void loadEmojiList()
    if (next !== null || token !== null) {
      setToken(next)
      setActive(0)
    }
  }
  const dismiss = (): void => {
    dismissed.current = token?.from ?? null
    setToken(null)
  }
  return { token, items, active: Math.min(active, Math.max(0, items.length - 1)), setActive, open, dismiss }
}

/** Tells the text what is chosen in the list. Set on the element, so that a key does not draw the composer anew. */
function useWiring(area: RefObject<HTMLTextAreaElement | null>, listId: string, item: Suggestion | undefined): void {
  useEffect(() => {
    const element = area.current
    if (element === null) return
    for (const [name, value] of [
      ['aria-controls', item && listId],
      ['aria-activedescendant', item && optionId(listId, item)],
    ] as const) {
      if (value === undefined) element.removeAttribute(name)
      else element.setAttribute(name, value)
    }
  }, [area, listId, item])
}

const optionId = (listId: string, item: Suggestion): string => `${listId}-${item.id}`

interface ListProps {
  listId: string
  items: readonly Suggestion[]
  active: number
  known: SuggestionsProps['known']
  onActive: (index: number) => void
  onChoose: (item: Suggestion) => void
}

function List({ listId, items, active, known, onActive, onChoose }: ListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => void list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }), [active, items])
  const kind = items[0]!.kind === 'audience' ? 'person' : items[0]!.kind
  const others = items.findIndex((item) => item.group === 'others')
  return (
    <div className="suggestions">
      <div ref={list} id={listId} className="suggestions__list" role="listbox" aria-label={t(`composer:lists.${kind}`)}>
        {items.map((item, index) => (
          <div
            key={item.id}
            id={optionId(listId, item)}
            role="option"
            aria-selected={index === active}
            className={index === others ? 'suggestion suggestion--first' : 'suggestion'}
            // The text keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => index !== active && onActive(index)}
            onClick={() => onChoose(item)}
          >
            <SuggestionRow item={item} channel={known.channel} me={known.me} />
          </div>
        ))}
      </div>
      <p className="suggestions__hint" aria-hidden="true">
        <kbd>↑ ↓</kbd> {t('composer:suggest.move')} <kbd>{keyLabel('enter')}</kbd> {t('composer:suggest.take')} <kbd>{keyLabel('escape')}</kbd> {t('composer:suggest.close')}
      </p>
      <span className="only-spoken" role="status">
        {t('composer:suggest.count', { count: items.length })}
      </span>
    </div>
  )
}
