/** Where an outgoing webhook sends: addresses, format, signature, headers, and which private addresses it may reach. */
import { useWatch, type UseFormReturn } from 'react-hook-form'
import { signatureSchema } from '#shared/contract/subscription.ts'
import { formats } from '#shared/formats/index.ts'
import { Select } from '#renderer/ui/select.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { HeaderFields } from './header-fields.tsx'
import type { SubscriptionFormValues } from './subscription-form.ts'

export function TargetFields({ form }: { form: UseFormReturn<SubscriptionFormValues> }) {
  const { register, formState, control } = form
  const { errors } = formState
  const [format, signature] = useWatch({ control, name: ['format', 'signature'] })
  return (
    <>
      <TextArea label={t('outgoing:form.urls')} hint={t('outgoing:form.urlsHint')} placeholder={t('outgoing:form.urlsExample')} spellCheck={false} error={errors.urls?.message} {...register('urls')} />
      <div className="outform__pair">
        <Select label={t('outgoing:form.format')} hint={t(`outgoing:formatHint.${format}`)} error={errors.format?.message} {...register('format')}>
          {formats.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </Select>
        <Select label={t('outgoing:form.signature')} hint={t(`outgoing:signatureHint.${signature}`)} error={errors.signature?.message} {...register('signature')}>
          {signatureSchema.options.map((kind) => (
            <option key={kind} value={kind}>
              {t(`outgoing:signature.${kind}`)}
            </option>
          ))}
        </Select>
      </div>
      {format.startsWith('kommo') && <TextField label={t('outgoing:form.receiver')} optional hint={t('outgoing:form.receiverHint')} error={errors.receiver?.message} {...register('receiver')} />}
      <HeaderFields form={form} />
      <TextArea label={t('outgoing:form.allow')} optional hint={t('outgoing:form.allowHint')} placeholder="127.0.0.1:8080" spellCheck={false} error={errors.allow?.message} {...register('allow')} />
    </>
  )
}
