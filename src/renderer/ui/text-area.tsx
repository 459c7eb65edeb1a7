/** Several lines of text; grows with them. */
import type { ComponentProps } from 'react'
import { FormField, type FormFieldProps } from './form-field.tsx'

export function TextArea({ label, optional, hint, error, ...area }: ComponentProps<'textarea'> & FormFieldProps) {
  return (
    <FormField label={label} optional={optional} hint={hint} error={error}>
      {(wiring) => <textarea rows={2} {...area} {...wiring} className="field field--area" />}
    </FormField>
  )
}
