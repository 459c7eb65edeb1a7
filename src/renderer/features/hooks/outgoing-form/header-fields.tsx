/** Headers of one's own: rows of name and value. */
import './header-fields.css'
import { Plus, X } from 'lucide-react'
import { useFieldArray, type UseFormReturn } from 'react-hook-form'
import { Button } from '#renderer/ui/button.tsx'
import { FieldNote } from '#renderer/ui/form-field.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { t } from '#renderer/text/i18n.ts'
import type { SubscriptionFormValues } from './subscription-form.ts'

const MOST = 20

export function HeaderFields({ form }: { form: UseFormReturn<SubscriptionFormValues> }) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'headers' })
  const error = form.formState.errors.headers
  return (
    <fieldset className="headers">
      <legend className="label">
        {t('outgoing:form.headers')}
        <span className="label__optional"> · {t('common:optional')}</span>
      </legend>
      {fields.map((field, index) => (
        <div key={field.id} className="headers__row">
          <input className="field" aria-label={t('outgoing:form.headerName', { number: index + 1 })} placeholder={t('outgoing:form.headerExample')} autoComplete="off" spellCheck={false} {...form.register(`headers.${index}.name`)} />
          <input className="field" aria-label={t('outgoing:form.headerValue', { number: index + 1 })} autoComplete="off" spellCheck={false} {...form.register(`headers.${index}.value`)} />
          <IconButton label={t('outgoing:form.headerRemove', { number: index + 1 })} onClick={() => remove(index)}>
            <X className="icon icon--14" />
          </IconButton>
        </div>
      ))}
      {fields.length < MOST && (
        <Button size="small" onClick={() => append({ name: '', value: '' })}>
          <Plus className="icon icon--14" />
          {t('outgoing:form.headerAdd')}
        </Button>
      )}
      <FieldNote id="headers-note" hint={t('outgoing:form.headersHint')} error={error?.message ?? error?.root?.message} />
    </fieldset>
  )
}
