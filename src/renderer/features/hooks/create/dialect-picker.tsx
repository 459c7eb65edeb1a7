/** The shapes an address can have, one card each; arrows move, Enter or Space chooses. */
import './dialect-picker.css'
import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { LoaderCircle } from 'lucide-react'
import type { DialectId } from '#shared/contract/hook.ts'
import { dialects } from '#shared/dialects/index.ts'
import { t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'

export interface DialectPickerProps {
  value: DialectId | null
  onChange: (dialect: DialectId) => void
  /** The one whose address is being made. */
  busy?: DialectId | undefined
}

export function DialectPicker({ value, onChange, busy }: DialectPickerProps) {
  const handleChange = ([next]: readonly DialectId[]) => {
    if (next !== undefined && busy === undefined) onChange(next)
  }
  return (
    <ToggleGroup className="dialects" aria-label={t('hooks:shape')} value={value === null ? [] : [value]} onValueChange={handleChange}>
      {dialects.map((dialect) => (
        <Toggle key={dialect.id} value={dialect.id} className="dialect" aria-busy={busy === dialect.id || undefined}>
          <b>
            {dialectLabel(dialect.id)}
            {busy === dialect.id && <LoaderCircle className="icon icon--14 dialect__busy" />}
          </b>
          <small className="clip">{dialect.hint}</small>
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
