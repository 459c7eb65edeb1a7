/** A row with a text or a number that is saved when one leaves it or presses Enter; Esc takes the change back. */
import '#renderer/ui/field.css'
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useOnLeave } from '#renderer/lib/look/use-on-leave.ts'
import { forgetProblem, save } from './save-state.ts'
import { SettingRow } from './setting-row.tsx'

export interface TextRowProps {
  name: string
  label: string
  hint?: ReactNode
  /** As stored now. */
  value: string
  /** Why it cannot be saved, in words; undefined when it can. */
  check?: (text: string) => string | undefined
  onSave: (text: string) => Promise<unknown>
  kind?: 'text' | 'number'
  maxLength?: number
  placeholder?: string
  /** After the field, for instance "MiB". */
  unit?: string
}

export function TextRow({ name, label, hint, value, check, onSave, kind = 'text', maxLength, placeholder, unit }: TextRowProps) {
  const id = useId()
  // Null while nobody types: what others change is then shown at once.
  const [draft, setDraft] = useState<string | null>(null)
  // Enter saves, and so does leaving the field right after it.
  const underWay = useRef<string | null>(null)
  const problem = draft === null ? undefined : check?.(draft.trim())
  const handleDone = async (): Promise<void> => {
    const text = draft?.trim()
    if (text === undefined || problem !== undefined || text === underWay.current) return
    underWay.current = text
    // What is typed meanwhile stays.
    if (text === value || (await save(name, () => onSave(text)))) setDraft((now) => (now?.trim() === text ? null : now))
    underWay.current = null
  }
  useOnLeave(() => void handleDone())
  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') void handleDone()
    if (event.key !== 'Escape' || draft === null) return
    event.stopPropagation()
    setDraft(null)
    forgetProblem(name)
  }
  return (
    <SettingRow name={name} label={label} hint={hint} controlId={id} problem={problem}>
      <input
        id={id}
        className={`field field--${kind}`}
        inputMode={kind === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        dir={kind === 'text' ? 'auto' : undefined}
        maxLength={maxLength}
        placeholder={placeholder}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={hint !== undefined || problem !== undefined ? `${name}-hint` : undefined}
        value={draft ?? value}
        onChange={(event) => {
          setDraft(event.target.value)
          forgetProblem(name)
        }}
        onBlur={() => void handleDone()}
        onKeyDown={handleKey}
      />
      {unit !== undefined && <span className="setting__unit">{unit}</span>}
    </SettingRow>
  )
}
