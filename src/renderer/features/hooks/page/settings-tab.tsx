/** The fields of a webhook, edited in place; what somebody else changes meanwhile arrives in the fields that I left alone. */
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Hook } from '#shared/contract/hook.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { CameBack } from '../came-back.tsx'
import { useFormDraft } from '../form-draft.ts'
import { FormFoot } from '../form-foot.tsx'
import { FormPreview } from '../form-preview.tsx'
import { FormProblem } from '../form-problem.tsx'
import { HookFormFields } from '../hook-form-fields.tsx'
import { everything, fieldOfRefusal, fieldsOf, resolveHookForm, valuesOf, type HookFormValues } from '../hook-form.ts'
import { useUpdateHook } from '../mutations.ts'
import { showSaved } from '../use-kept-form.ts'
import { OwnerField } from './owner-field.tsx'
import { TransferDialog } from './transfer-dialog.tsx'

export interface SettingsTabProps {
  hook: Hook
  /** Told when there is something to save, and when there no longer is. */
  onDirty: (dirty: boolean) => void
}

export function SettingsTab({ hook, onDirty }: SettingsTabProps) {
  const form = useForm<HookFormValues>({ values: valuesOf(hook), resetOptions: { keepDirtyValues: true }, resolver: resolveHookForm })
  const draft = useFormDraft(hook.id, form)
  const update = useUpdateHook()
  const [giving, setGiving] = useState(false)
  const { errors, isDirty } = form.formState
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  // The name that most of its tools would show.
  const nameWithout = hook.dialects.every((id) => getDialect(id).nameWithout === 'hook') ? 'hook' : 'webhook'

  const handleSubmit = form.handleSubmit(async (values) => {
    const sent = structuredClone(form.getValues())
    try {
      const saved = await update.mutateAsync({ id: hook.id, ...fieldsOf(values) })
      draft.forget()
      showSaved(form, sent, valuesOf(saved))
      toast({ tone: 'ok', text: t('hooks:settingsSaved') })
    } catch (error) {
      const refusal = toErrorBody(error)
      form.setError(fieldOfRefusal(refusal) ?? 'root', { message: refusal.message }, { shouldFocus: true })
    }
  })

  const handleDiscard = (): void => {
    form.reset(valuesOf(hook), everything)
    draft.forget()
  }

  return (
    <div className="page">
      <div className="page__in formpage">
        <form className="hookform" onSubmit={(event) => void handleSubmit(event)} noValidate>
          {draft.cameBack && isDirty && <CameBack onDiscard={handleDiscard} />}
          <HookFormFields form={form} hook={hook} />
          <OwnerField hook={hook} onGive={() => setGiving(true)} />
          <FormProblem message={errors.root?.message} />
          <FormFoot isDirty={isDirty} busy={update.isPending} onDiscard={handleDiscard} />
        </form>
        {/* Beside the form and not in it: what is submitted there is not submitted here. */}
        {giving && <TransferDialog hook={hook} onClose={() => setGiving(false)} />}
        <FormPreview control={form.control} nameWithout={nameWithout} />
      </div>
    </div>
  )
}
