/** One line of text. */
import type { ComponentProps } from 'react'
import { FormField, type FormFieldProps } from './form-field.tsx'

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'size'>, FormFieldProps {
  size?: 'default' | 'large'
}

export function TextField({ label, optional, hint, error, size = 'default', ...input }: TextFieldProps) {
  return (
    <FormField label={label} optional={optional} hint={hint} error={error}>
      {(wiring) => <input type="text" autoComplete="off" {...input} {...wiring} className={size === 'large' ? 'field field--large' : 'field'} />}
    </FormField>
  )
}
