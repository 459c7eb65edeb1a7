/** The form inside a dialog: its fields, what is wrong with the whole of it, Cancel and the deed. */
import type { FormEvent, ReactNode } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { Button } from './button.tsx'
import { DialogButtons } from './dialog.tsx'

export interface DialogFormProps {
  onSubmit: () => void
  onCancel: () => void
  /** What the button that does it says. */
  deed: string
  busy: boolean
  /** Nothing could be done yet. */
  disabled?: boolean
  /** What belongs to no single field. */
  problem?: string | undefined
  children: ReactNode
}

export function DialogForm({ onSubmit, onCancel, deed, busy, disabled = false, problem, children }: DialogFormProps) {
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form onSubmit={handleSubmit} noValidate>
      <div className="dialog__body">
        {children}
        {problem !== undefined && (
          <p className="dialog__problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      <DialogButtons busy={busy}>
        <Button disabled={busy} onClick={onCancel}>{t('common:cancel')}</Button>
        <Button kind="primary" type="submit" busy={busy} disabled={disabled}>
          {deed}
        </Button>
      </DialogButtons>
    </form>
  )
}
