/** What happens in a channel that is told, limited to what the format can tell, and whose messages count. */
import { useId } from 'react'
import { useWatch, type UseFormReturn } from 'react-hook-form'
import { disclosureSchema, type Disclosure } from '#shared/contract/subscription.ts'
import { getFormat } from '#shared/formats/index.ts'
import { useSettings } from '#renderer/lib/data/queries.ts'
import { FieldNote } from '#renderer/ui/form-field.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { t } from '#renderer/text/i18n.ts'
import type { SubscriptionFormValues } from './subscription-form.ts'

const all = disclosureSchema.options

export function EventFields({ form }: { form: UseFormReturn<SubscriptionFormValues> }) {
  const { errors } = form.formState
  const noteId = useId()
  const [events, formatId] = useWatch({ control: form.control, name: ['events', 'format'] })
  const format = getFormat(formatId)
  const toggle = (event: Disclosure): void => form.setValue('events', all.filter((one) => (one === event ? !events.includes(one) : events.includes(one))), { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
  const told = format.events.filter((event) => event !== 'files')
  const hint = told.length === 1 ? t('outgoing:form.eventsLimited', { format: format.label }) : undefined
  const isReachable = (useSettings().data?.find(({ key }) => key === 'hooks.publicUrl')?.value ?? null) !== null
  return (
    <>
      <fieldset className="outform__events" aria-describedby={noteId}>
        <legend className="label">{t('outgoing:form.events')}</legend>
        <div className="outform__ticks">
          {all.map((event) => (
            <label key={event} className="outform__tick">
              <input type="checkbox" checked={events.includes(event)} disabled={!format.events.includes(event)} onChange={() => toggle(event)} />
              {t(`outgoing:event.${event}`)}
            </label>
          ))}
        </div>
        {(hint !== undefined || errors.events !== undefined) && <FieldNote id={noteId} hint={hint} error={errors.events?.message} />}
        {events.includes('files') && <p className="hint">{isReachable ? t('outgoing:form.filesHint') : t('outgoing:form.filesUnreachable')}</p>}
      </fieldset>
      <Select label={t('outgoing:form.from')} hint={format.tellsOfHooks ? t('outgoing:form.fromHint') : t('outgoing:form.fromLimited', { format: format.label })} error={errors.from?.message} {...form.register('from')}>
        <option value="people">{t('outgoing:form.fromPeople')}</option>
        <option value="everybody" disabled={!format.tellsOfHooks}>
          {t('outgoing:form.fromEverybody')}
        </option>
      </Select>
    </>
  )
}
