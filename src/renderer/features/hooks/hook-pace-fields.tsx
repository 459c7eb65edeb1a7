/** How fast a webhook may post, what happens beyond that, and whether the same again is counted. */
import type { UseFormReturn } from 'react-hook-form'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import type { HookFormValues } from './hook-form.ts'

export function HookPaceFields({ form: { register, formState } }: { form: UseFormReturn<HookFormValues> }) {
  const { errors } = formState
  return (
    <>
      <Checkbox label={t('hooks:pace.countRepeats')} hint={t('hooks:pace.countRepeatsHint')} {...register('countRepeats')} />
      <TextField label={t('hooks:pace.perMinute')} hint={t('hooks:pace.perMinuteHint')} inputMode="numeric" error={errors.perMinute?.message} {...register('perMinute')} />
      <Select label={t('hooks:pace.whenFull')} hint={t('hooks:pace.whenFullHint')} {...register('whenFull')}>
        <option value="queue">{t('hooks:pace.queue')}</option>
        <option value="refuse">{t('hooks:pace.refuse')}</option>
      </Select>
    </>
  )
}
