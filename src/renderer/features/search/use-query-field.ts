/** The keys and the list of the search field: a combobox whose list completes the part under the cursor. */
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { suggest, type Known, type Suggestion } from './suggest.ts'

export interface QueryFieldOptions {
  text: string
  known: Known
  onChange: (text: string) => void
  /** Enter, when it chooses nothing. */
  onSubmit: () => void
  /** ↓ when there is no list. */
  onDown: () => void
  /** Esc when there is no list. */
  onLeave: () => void
}

export function useQueryField({ text, known, onChange, onSubmit, onDown, onLeave }: QueryFieldOptions) {
  const field = useRef<HTMLInputElement>(null)
  const [cursor, setCursor] = useState(text.length)
  const [isOpen, setOpen] = useState(false)
  /** Null: as the list says. */
  const [chosen, setChosen] = useState<number | null>(null)
  const wanted = useRef<number | null>(null)
  const { list, isFilling } = suggest(text, cursor, known)
  const isShown = isOpen && list.length > 0
  const active = chosen ?? (isFilling ? 0 : -1)

  useCursor(field, wanted, text)
  const write = (next: string, at: number): void => {
    setCursor(at)
    setChosen(null)
    setOpen(next !== '')
    onChange(next)
  }
  const put = (next: string, at = next.length): void => {
    wanted.current = at
    write(next, at)
    field.current?.focus()
  }
  const pick = ({ text: next, cursor: at, about }: Suggestion): void => {
    put(next, at)
    // After a filter's name comes its value; everything else is whole.
    if (about.kind !== 'filter') setOpen(false)
  }
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (handle(event.key)) event.preventDefault()
  }
  const handle = (key: string): boolean => {
    if (key === 'ArrowDown' || key === 'ArrowUp') return move(key === 'ArrowDown' ? 1 : -1)
    if (key === 'Escape') return done(isShown ? () => setOpen(false) : onLeave)
    const suggestion = list[active]
    if (key === 'Enter') return done(isShown && suggestion ? () => pick(suggestion) : onSubmit)
    if (key === 'Tab' && isShown && suggestion) return done(() => pick(suggestion))
    return false
  }
  const move = (by: 1 | -1): boolean => {
    // In an empty field ↓ asks what there is; the list would otherwise lie over the filters.
    if (!isShown && by === 1 && text === '') return done(() => setOpen(true))
    if (!isShown) return by === 1 && done(onDown)
    // Beyond either end lies the field itself.
    return done(() => setChosen(((active + 1 + by + list.length + 1) % (list.length + 1)) - 1))
  }
  return {
    field,
    list: isShown ? list : [],
    active,
    put,
    pick,
    props: {
      value: text,
      onChange: ({ target }: { target: HTMLInputElement }) => write(target.value, target.selectionStart ?? target.value.length),
      onSelect: ({ currentTarget }: { currentTarget: HTMLInputElement }) => setCursor(currentTarget.selectionStart ?? 0),
      onKeyDown: handleKeyDown,
      onClick: () => setOpen(text !== ''),
      onBlur: () => setOpen(false),
    },
  }
}

/** Begins at the end. A chosen suggestion puts the cursor behind itself, once the field holds its text. */
function useCursor(field: RefObject<HTMLInputElement | null>, wanted: RefObject<number | null>, text: string): void {
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [field])
  useLayoutEffect(() => {
    if (wanted.current === null) return
    field.current?.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  }, [field, wanted, text])
}

function done(act: () => void): true {
  act()
  return true
}
