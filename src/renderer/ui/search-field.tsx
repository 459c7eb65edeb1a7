/** A field that filters what stands below it; Esc empties it. */
import './field.css'
import { useRef, type KeyboardEvent } from 'react'
import { Search, X } from 'lucide-react'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from './icon-button.tsx'

export interface SearchFieldProps {
  /** Placeholder and spoken name. */
  label: string
  value: string
  onChange: (value: string) => void
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  // The button goes with what it clears.
  const handleClear = (): void => {
    onChange('')
    input.current?.focus()
  }
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || value === '' || event.nativeEvent.isComposing) return
    // Whatever the field stands in would close.
    event.preventDefault()
    onChange('')
  }
  return (
    <div className="field field--soft">
      <Search className="icon icon--14" />
      <input
        ref={input}
        type="search"
        placeholder={label}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={handleKeyDown}
      />
      {value !== '' && (
        <IconButton label={t('common:clear')} size="small" onClick={handleClear}>
          <X className="icon icon--14" />
        </IconButton>
      )}
    </div>
  )
}
