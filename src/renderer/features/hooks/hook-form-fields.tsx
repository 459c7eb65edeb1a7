/** The fields of a webhook, for the form that adds one and the tab that edits one. */
import './hook-form.css'
import type { UseFormReturn } from 'react-hook-form'
import type { Hook } from '#shared/contract/hook.ts'
import { useEverybody, useSession } from '#renderer/lib/data/queries.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { HookAppearanceFields } from './hook-appearance-fields.tsx'
import { HookChannelSelect } from './hook-channel-select.tsx'
import { HookKeyFields } from './hook-key-fields.tsx'
import { HookPaceFields } from './hook-pace-fields.tsx'
import type { HookFormValues } from './hook-form.ts'

export interface HookFormFieldsProps {
  form: UseFormReturn<HookFormValues>
  /** The webhook that is edited: its channel stays on offer even when it is not one of its owner's. */
  hook?: Hook
}

export function HookFormFields({ form, hook }: HookFormFieldsProps) {
  const { register, formState } = form
  const { errors } = formState
  const me = useSession().data?.me
  const owner = useEverybody().find(({ username }) => username === (hook?.owner ?? me?.username)) ?? me
  return (
    <>
      <TextField label={t('hooks:name')} hint={t('hooks:nameHint')} error={errors.name?.message} {...register('name')} />
      <TextArea label={t('hooks:description')} optional hint={t('hooks:descriptionHint')} error={errors.description?.message} {...register('description')} />
      <HookChannelSelect form={form} hook={hook} owner={owner} isMine={owner?.username === me?.username} />
      <Checkbox label={t('hooks:lock')} hint={t('hooks:lockHint')} {...register('locked')} />
      <HookKeyFields form={form} />
      <HookAppearanceFields form={form} />
      <HookPaceFields form={form} />
    </>
  )
}
