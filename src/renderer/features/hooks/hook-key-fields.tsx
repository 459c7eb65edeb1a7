/** What posts with the same key of their sender do, behind "More": most tools give none. */
import './hook-form.css'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { keyedSchema } from '#shared/contract/hook-rules.ts'
import { Select } from '#renderer/ui/select.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { emptyHookForm, type HookFormValues } from './hook-form.ts'

export function HookKeyFields({ form }: { form: UseFormReturn<HookFormValues> }) {
  const { errors } = form.formState
  const [opened, setOpened] = useState(() => form.getValues('keyed') !== emptyHookForm.keyed || form.getValues('keyField') !== '')
  // An error must never hide inside.
  const isOpen = opened || errors.keyField !== undefined
  return (
    <details className="more" open={isOpen} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        <ChevronRight className="icon icon--14" />
        {t('hooks:keys')}
      </summary>
      <div className="more__in">
        <Select label={t('hooks:keyed')} hint={t('hooks:keyedHint')} {...form.register('keyed')}>
          {keyedSchema.options.map((how) => (
            <option key={how} value={how}>
              {t(`hooks:keyedAs.${how}`)}
            </option>
          ))}
        </Select>
        <TextField label={t('hooks:keyField')} optional hint={t('hooks:keyFieldHint')} error={errors.keyField?.message} {...form.register('keyField')} />
      </div>
    </details>
  )
}
