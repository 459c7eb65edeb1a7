/** One of a list: the platform's own select, which knows every keyboard and reader. */
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { FormField, type FormFieldProps } from './form-field.tsx'

export function Select({ label, optional, hint, error, children, ...select }: ComponentProps<'select'> & FormFieldProps) {
  return (
    <FormField label={label} optional={optional} hint={hint} error={error}>
      {(wiring) => (
        <span className="select">
          <select {...select} {...wiring} className="field">
            {children}
          </select>
          <ChevronDown className="icon icon--14" />
        </span>
      )}
    </FormField>
  )
}
