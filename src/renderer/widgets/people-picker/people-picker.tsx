/** Chooses people by typing: arrows move, Enter takes, Backspace takes back. The list stands below the field. */
import './people-picker.css'
import { Check, X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { t } from '#renderer/text/i18n.ts'
import { FormField, type FormFieldProps } from '#renderer/ui/form-field.tsx'
import { PersonAvatar } from '../avatar/avatar.tsx'
import { matchPeople } from './match-people.ts'

export interface PeoplePickerProps extends FormFieldProps {
  /** Who can be chosen. */
  people: readonly Person[]
  /** Usernames, in the order in which they were chosen. */
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
  max?: number
  autoFocus?: boolean
  /** The list is there before anything is typed. */
  open?: boolean
}

export function PeoplePicker({ autoFocus, open = false, max = Infinity, ...rest }: PeoplePickerProps) {
  const { people, chosen, onChange, ...field } = rest
  const listId = useId()
  const { input, query, search, matches, current, full, toggle, handleKeyDown } = useChoice({ ...rest, max, open })
  const isOpen = matches.length > 0
  return (
    <div className="picker">
      <FormField {...field}>
        {(wiring) => (
          <div className="field picker__field" onClick={() => input.current?.focus()}>
            <Chips people={people} chosen={chosen} onChange={onChange} />
            <input
              {...wiring}
              ref={input}
              autoFocus={autoFocus}
              role="combobox"
              aria-expanded={isOpen}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={current === undefined ? undefined : `${listId}-${current.username}`}
              autoComplete="off"
              spellCheck={false}
              placeholder={chosen.length === 0 ? t('channels:typeName') : ''}
              value={query}
              onChange={(event) => search(event.target.value)}
              onKeyDown={handleKeyDown}
            />
          </div>
        )}
      </FormField>
      {isOpen && <Options {...{ listId, matches, chosen, current, full }} label={field.label} onToggle={toggle} />}
      {!isOpen && query.trim() !== '' && (
        <p className="hint" role="status">
          {t('channels:nobodyMatches', { query: query.trim() })}
        </p>
      )}
    </div>
  )
}

function useChoice({ people, chosen, onChange, max, open }: Pick<PeoplePickerProps, 'people' | 'chosen' | 'onChange'> & { max: number; open: boolean }) {
  const [query, setQuery] = useState('')
  // Nobody is meant before something was typed or an arrow pressed; Enter is then the dialog's own button.
  const [active, setActive] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const matches = open || query.trim() !== '' ? matchPeople(people, query) : []
  const current = matches[Math.min(active, matches.length - 1)]
  const full = chosen.length >= max

  const search = (next: string): void => {
    setQuery(next)
    setActive(next.trim() === '' ? -1 : 0)
  }
  const toggle = ({ username }: Person): void => {
    if (chosen.includes(username)) onChange(chosen.filter((name) => name !== username))
    else if (!full) onChange([...chosen, username])
    search('')
    input.current?.focus()
  }
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const at = Math.min(active, matches.length - 1)
    if (event.key === 'Backspace' && query === '' && chosen.length > 0) onChange(chosen.slice(0, -1))
    else if (event.key === 'Enter' && current !== undefined) toggle(current)
    else if (event.key === 'ArrowDown' && matches.length > 0) setActive((at + 1) % matches.length)
    else if (event.key === 'ArrowUp' && matches.length > 0) setActive(at <= 0 ? matches.length - 1 : at - 1)
    else if (event.key === 'Escape' && query !== '') search('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { input, query, search, matches, current, full, toggle, handleKeyDown }
}

function Chips({ people, chosen, onChange }: Pick<PeoplePickerProps, 'people' | 'chosen' | 'onChange'>) {
  const nameOf = (username: string): string => people.find((person) => person.username === username)?.displayName ?? username
  return chosen.map((username) => <Chip key={username} username={username} name={nameOf(username)} onRemove={() => onChange(chosen.filter((name) => name !== username))} />)
}

function Chip({ username, name, onRemove }: { username: string; name: string; onRemove: () => void }) {
  return (
    <span className="picker__chip">
      <PersonAvatar username={username} name={name} size={18} />
      <bdi className="clip">{name}</bdi>
      <button type="button" className="picker__remove" aria-label={t('channels:takeOut', { name })} onClick={onRemove}>
        <X className="icon icon--12" />
      </button>
    </span>
  )
}

interface OptionsProps {
  listId: string
  label: string
  matches: readonly Person[]
  chosen: readonly string[]
  current: Person | undefined
  full: boolean
  onToggle: (person: Person) => void
}

function Options({ listId, label, matches, chosen, current, full, onToggle }: OptionsProps) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => void list.current?.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' }), [current])
  return (
    <ul ref={list} id={listId} className="picker__list" role="listbox" aria-label={label} aria-multiselectable="true">
      {matches.map((person) => (
        <li
          key={person.username}
          id={`${listId}-${person.username}`}
          role="option"
          aria-selected={chosen.includes(person.username)}
          aria-disabled={(full && !chosen.includes(person.username)) || undefined}
          className={person === current ? 'picker__option is-active' : 'picker__option'}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onToggle(person)}
        >
          <PersonAvatar username={person.username} name={person.displayName} size={24} />
          <bdi className="clip">{person.displayName}</bdi>
          <bdi className="faint clip grow">@{person.username}</bdi>
          {chosen.includes(person.username) && <Check className="icon icon--14" />}
        </li>
      ))}
    </ul>
  )
}
