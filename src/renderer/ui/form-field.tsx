/** What every form field has: a label, then a hint or the error, all tied to the control for screen readers. */
import './field.css'
import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { t } from '#renderer/text/i18n.ts'

export interface FormFieldProps {
  label: string
  optional?: boolean
  hint?: ReactNode
  /** Takes the hint's place. */
  error?: string | undefined
}

export interface ControlWiring {
  id: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

export function FormField({ label, optional = false, hint, error, children }: FormFieldProps & { children: (wiring: ControlWiring) => ReactNode }) {
  const id = useId()
  const noteId = `${id}-note`
  const hasNote = error !== undefined || hint !== undefined
  return (
    <div className="formfield">
      <label className="label" htmlFor={id}>
        {label}
        {optional && <span className="label__optional"> · {t('common:optional')}</span>}
      </label>
      {children({ id, 'aria-invalid': error === undefined ? undefined : true, 'aria-describedby': hasNote ? noteId : undefined })}
      {hasNote && <FieldNote id={noteId} hint={hint} error={error} />}
    </div>
  )
}

export function FieldNote({ id, hint, error }: { id: string } & Pick<FormFieldProps, 'hint' | 'error'>) {
  if (error === undefined)
    return (
      <p className="hint" id={id}>
        {hint}
      </p>
    )
  return (
    <p className="hint hint--bad" id={id}>
      <CircleAlert className="icon icon--14" />
      {error}
    </p>
  )
}
