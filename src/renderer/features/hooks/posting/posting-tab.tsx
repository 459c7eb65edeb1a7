/** Who may post to a webhook: from where, what, how large, what it may choose, and how it must be signed. */
import './posting.css'
import { useState } from 'react'
import type { ContentKind } from '#shared/contract/hook-rules.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { FormProblem } from '../form-problem.tsx'
import { useUpdateHook } from '../mutations.ts'
import { readValues, valuesOf, type RulesErrors, type RulesValues } from './rules-form.ts'
import { SecretCard } from './secret-card.tsx'
import { kinds, SignatureFields } from './signature-fields.tsx'

export function PostingTab({ hook }: { hook: Hook }) {
  // Only what was touched: the rest follows what the server says.
  const [typed, setTyped] = useState<Partial<RulesValues>>({})
  const [errors, setErrors] = useState<RulesErrors>({})
  const update = useUpdateHook()
  const values = { ...valuesOf(hook), ...typed }
  const isDirty = JSON.stringify(values) !== JSON.stringify(valuesOf(hook))
  const change = (changed: Partial<RulesValues>): void => setTyped((before) => ({ ...before, ...changed }))
  const toggleKind = (kind: ContentKind, on: boolean): void => change({ contentKinds: kinds.filter((one) => (one === kind ? on : values.contentKinds.includes(one))) })

  const handleSubmit = (): void => {
    const read = readValues(values)
    setErrors('errors' in read ? read.errors : {})
    if ('errors' in read) return
    update.mutate({ id: hook.id, ...read }, { onSuccess: () => (setTyped({}), toast({ tone: 'ok', text: t('hooks:settingsSaved') })) })
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
          <TextArea label={t('posting:sources')} optional hint={t('posting:sourcesHint')} error={errors.sources} value={values.sources} onChange={({ target }) => change({ sources: target.value })} spellCheck={false} />
          <fieldset className="posting__kinds">
            <legend className="label">{t('posting:kinds')}</legend>
            {kinds.map((kind) => (
              <Checkbox key={kind} label={t(`posting:kind.${kind}`)} checked={values.contentKinds.includes(kind)} onChange={({ target }) => toggleKind(kind, target.checked)} />
            ))}
            <p className="hint">{t(values.contentKinds.length === 0 ? 'posting:kindsAny' : 'posting:kindsSome')}</p>
          </fieldset>
          <TextField label={t('posting:maxBytes')} optional hint={t('posting:maxBytesHint')} error={errors.maxBytes} inputMode="numeric" value={values.maxBytes} onChange={({ target }) => change({ maxBytes: target.value })} />
          <Checkbox label={t('hooks:lock')} hint={t('hooks:lockHint')} checked={values.locked} onChange={({ target }) => change({ locked: target.checked })} />
          <Checkbox label={t('posting:allowName')} hint={t('posting:allowNameHint')} checked={values.allowName} onChange={({ target }) => change({ allowName: target.checked })} />
          <Checkbox label={t('posting:allowIcon')} hint={t('posting:allowIconHint')} checked={values.allowIcon} onChange={({ target }) => change({ allowIcon: target.checked })} />
          <SignatureFields value={values.signature} errors={errors} onChange={(changed) => change({ signature: { ...values.signature, ...changed } })} />
          <FormProblem message={update.error === null ? undefined : toErrorBody(update.error).message} />
          <div className="hookform__row">
            <Button type="submit" kind="primary" disabled={!isDirty} busy={update.isPending}>
              {t('common:save')}
            </Button>
            {isDirty && (
              <Button kind="quiet" onClick={() => (setTyped({}), setErrors({}))}>
                {t('common:discard')}
              </Button>
            )}
            <span className="faint" aria-live="polite">
              {isDirty ? t('hooks:notSavedYet') : ''}
            </span>
          </div>
        </form>
        {hook.rules.signature.scheme !== 'none' && <SecretCard hook={hook} />}
      </div>
    </div>
  )
}
