/** Who may post to a webhook, and what: from where, how large, how signed, what it may choose, and whom it may tell. */
import './posting.css'
import { useEffect, useState } from 'react'
import type { ContentKind } from '#shared/contract/hook-rules.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { CameBack } from '../came-back.tsx'
import { FormFoot } from '../form-foot.tsx'
import { FormProblem } from '../form-problem.tsx'
import { useUpdateHook } from '../mutations.ts'
import { FormPart } from './form-part.tsx'
import { HookMentionFields } from './hook-mention-fields.tsx'
import { useRulesDraft } from './rules-draft.ts'
import { readValues, valuesOf, type RulesErrors, type RulesValues } from './rules-form.ts'
import { SecretCard } from './secret-card.tsx'
import { kinds, SignatureFields } from './signature-fields.tsx'

export interface PostingTabProps {
  hook: Hook
  /** Told when there is something to save, and when there no longer is. */
  onDirty: (dirty: boolean) => void
}

export function PostingTab({ hook, onDirty }: PostingTabProps) {
  // Only what was touched: the rest follows what the server says.
  const { typed, cameBack, change, saved, forget } = useRulesDraft(hook.id, valuesOf(hook))
  const [errors, setErrors] = useState<RulesErrors>({})
  const update = useUpdateHook()
  const values = { ...valuesOf(hook), ...typed }
  const isDirty = JSON.stringify(values) !== JSON.stringify(valuesOf(hook))
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])

  const handleSubmit = (): void => {
    const read = readValues(values)
    setErrors('errors' in read ? read.errors : {})
    if ('errors' in read) return
    update.mutate({ id: hook.id, ...read }, { onSuccess: () => (saved(typed), toast({ tone: 'ok', text: t('hooks:settingsSaved') })) })
  }
  const handleDiscard = (): void => {
    forget()
    setErrors({})
    update.reset()
  }

  return (
    <div className="page">
      <div className="page__in posting">
        <form
          className="hookform"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            handleSubmit()
          }}
        >
          {cameBack && isDirty && <CameBack onDiscard={handleDiscard} />}
          <FormPart title={t('posting:parts.in')}>
            <SourceFields values={values} errors={errors} onChange={change} />
            <SignatureFields value={values.signature} errors={errors} onChange={(changed) => change({ signature: { ...values.signature, ...changed } })} />
          </FormPart>
          <FormPart title={t('posting:parts.choice')}>
            <ChoiceFields values={values} onChange={change} />
          </FormPart>
          <HookMentionFields values={values} errors={errors} onChange={change} />
          <FormProblem message={messageOf(update.error)} />
          <FormFoot isDirty={isDirty} busy={update.isPending} onDiscard={handleDiscard} />
        </form>
        {hook.rules.signature.scheme !== 'none' && <SecretCard hook={hook} />}
      </div>
    </div>
  )
}

interface PartProps {
  values: RulesValues
  onChange: (changed: Partial<RulesValues>) => void
}

/** From where, and what. */
function SourceFields({ values, errors, onChange }: PartProps & { errors: RulesErrors }) {
  const toggleKind = (kind: ContentKind, on: boolean): void => onChange({ contentKinds: kinds.filter((one) => (one === kind ? on : values.contentKinds.includes(one))) })
  return (
    <>
      <TextArea label={t('posting:sources')} optional hint={t('posting:sourcesHint')} error={errors.sources} value={values.sources} onChange={({ target }) => onChange({ sources: target.value })} spellCheck={false} />
      <fieldset className="posting__kinds">
        <legend className="label">{t('posting:kinds')}</legend>
        {kinds.map((kind) => (
          <Checkbox key={kind} label={t(`posting:kind.${kind}`)} checked={values.contentKinds.includes(kind)} onChange={({ target }) => toggleKind(kind, target.checked)} />
        ))}
        <p className="hint">{t(values.contentKinds.length === 0 ? 'posting:kindsAny' : 'posting:kindsSome')}</p>
      </fieldset>
      <TextField label={t('posting:maxBytes')} optional hint={t('posting:maxBytesHint')} error={errors.maxBytes} inputMode="numeric" value={values.maxBytes} onChange={({ target }) => onChange({ maxBytes: target.value })} />
    </>
  )
}

/** What a post may choose. */
function ChoiceFields({ values, onChange }: PartProps) {
  return (
    <>
      <Checkbox label={t('hooks:lock')} hint={t('hooks:lockHint')} checked={values.locked} onChange={({ target }) => onChange({ locked: target.checked })} />
      <Checkbox label={t('posting:allowName')} hint={t('posting:allowNameHint')} checked={values.allowName} onChange={({ target }) => onChange({ allowName: target.checked })} />
      <Checkbox label={t('posting:allowIcon')} hint={t('posting:allowIconHint')} checked={values.allowIcon} onChange={({ target }) => onChange({ allowIcon: target.checked })} />
    </>
  )
}
