/** Below the fields of a webhook that is edited in place: save, discard, and whether there is something to save. */
import './hook-form.css'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'

export interface FormFootProps {
  isDirty: boolean
  /** It is being saved. */
  busy: boolean
  onDiscard: () => void
}

export function FormFoot({ isDirty, busy, onDiscard }: FormFootProps) {
  return (
    <div className="hookform__row">
      <Button type="submit" kind="primary" disabled={!isDirty} busy={busy}>
        {t('common:save')}
      </Button>
      {isDirty && (
        <Button kind="quiet" onClick={onDiscard}>
          {t('common:discard')}
        </Button>
      )}
      <span className="faint" aria-live="polite">
        {isDirty ? t('hooks:notSavedYet') : ''}
      </span>
    </div>
  )
}
