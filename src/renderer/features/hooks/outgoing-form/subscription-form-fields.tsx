/** The fields of an outgoing webhook in four groups: what it is, what it listens to, where it sends, how it delivers. */
import './subscription-form.css'
import { useEffect, type ReactNode } from 'react'
import { Controller, useWatch, type UseFormReturn } from 'react-hook-form'
import type { Person } from '#shared/contract/person.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { ChannelPicker } from './channel-picker.tsx'
import { ConsentNote } from './consent-note.tsx'
import { EventFields } from './event-fields.tsx'
import { fitFormat, type SubscriptionFormValues } from './subscription-form.ts'
import { TargetFields } from './target-fields.tsx'

export interface SubscriptionFormFieldsProps {
  form: UseFormReturn<SubscriptionFormValues>
  /** Username. */
  owner: string
  me: Person
}

export function SubscriptionFormFields({ form, owner, me }: SubscriptionFormFieldsProps) {
  const { register, formState, control } = form
  const { errors } = formState
  const format = useWatch({ control, name: 'format' })
  const chosen = useWatch({ control, name: 'channels' })
  useEffect(() => {
    const values = form.getValues()
    const fit = fitFormat(values, format)
    if (fit.events.length !== values.events.length) form.setValue('events', fit.events, { shouldDirty: true })
    if (fit.from !== values.from) form.setValue('from', fit.from, { shouldDirty: true })
  }, [form, format])
  return (
    <>
      <Group>
        <TextField label={t('hooks:name')} hint={t('outgoing:form.nameHint')} error={errors.name?.message} {...register('name')} />
        <TextArea label={t('hooks:description')} optional hint={t('hooks:descriptionHint')} error={errors.description?.message} {...register('description')} />
      </Group>
      <Group title={t('outgoing:form.listens')}>
        <Controller control={control} name="channels" render={({ field }) => <ChannelPicker owner={owner} me={me.username} chosen={field.value} onChange={field.onChange} error={errors.channels?.message} />} />
        <ConsentNote chosen={chosen} me={me} />
        <TriggerFields form={form} />
        <EventFields form={form} />
      </Group>
      <Group title={t('outgoing:form.sends')}>
        <TargetFields form={form} />
      </Group>
      <Group title={t('outgoing:form.delivers')}>
        <Select label={t('outgoing:form.policy')} hint={t('outgoing:form.policyHint')} error={errors.policy?.message} {...register('policy')}>
          <option value="retry">{t('outgoing:form.policyRetry')}</option>
          <option value="once">{t('outgoing:form.policyOnce')}</option>
        </Select>
        <Checkbox label={t('outgoing:form.strict')} hint={t('outgoing:form.strictHint')} {...register('strictOrder')} />
      </Group>
      <Group title={t('outgoing:form.answers')} note={t('outgoing:form.answersNote')}>
        <TextField label={t('hooks:username')} optional hint={t('outgoing:form.usernameHint')} error={errors.username?.message} {...register('username')} />
        <TextField label={t('hooks:picture')} optional placeholder={t('outgoing:form.pictureExample')} hint={t('outgoing:form.pictureHint')} error={errors.iconUrl?.message} {...register('iconUrl')} />
      </Group>
    </>
  )
}

function TriggerFields({ form }: { form: UseFormReturn<SubscriptionFormValues> }) {
  const when = useWatch({ control: form.control, name: 'when' })
  return (
    <>
      <Select label={t('outgoing:form.trigger')} {...form.register('when')}>
        {(['every', 'first-word', 'starts-with', 'anywhere', 'regex'] as const).map((value) => (
          <option key={value} value={value}>
            {t(`outgoing:trigger.${value}`)}
          </option>
        ))}
      </Select>
      {when !== 'every' && (
        <TextArea
          label={when === 'regex' ? t('outgoing:form.patterns') : t('outgoing:form.words')}
          hint={when === 'regex' ? t('outgoing:form.patternsHint') : t('outgoing:form.wordsHint')}
          spellCheck={false}
          error={form.formState.errors.words?.message}
          {...form.register('words')}
        />
      )}
    </>
  )
}

function Group({ title, note, children }: { title?: string; note?: string; children: ReactNode }) {
  return (
    <section className="outform__group">
      {title !== undefined && (
        <h2 className="outform__title">
          {title}
          {note !== undefined && <small>{note}</small>}
        </h2>
      )}
      {children}
    </section>
  )
}
