/** Adds an address in the shape of a tool, then shows it once. */
import { useState } from 'react'
import type { DialectId, Hook } from '#shared/contract/hook.ts'
import { dialects } from '#shared/dialects/index.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { DialectPicker } from '../create/dialect-picker.tsx'
import { dialectLabel } from '../dialect-label.ts'
import { useAddAddress } from '../mutations.ts'
import { EndField, endOf, readEnd, type End } from './end-field.tsx'
import { MintedAddressView } from './minted-address.tsx'

export function AddAddressDialog({ hook, onClose }: { hook: Hook; onClose: () => void }) {
  const [dialect, setDialect] = useState<DialectId>(dialects[0]?.id ?? 'any')
  const [label, setLabel] = useState('')
  const [end, setEnd] = useState<End>(endOf(null))
  const [isMissing, setMissing] = useState(false)
  const { mutate, data: minted, isPending, error } = useAddAddress()
  const refusal = error === null ? undefined : toErrorBody(error)

  const handleSubmit = (): void => {
    const expiresAt = readEnd(end, Date.now())
    setMissing(expiresAt === undefined)
    if (expiresAt !== undefined) mutate({ hookId: hook.id, dialect, label, expiresAt })
  }

  if (minted !== undefined)
    return (
      <Dialog open once onClose={onClose} title={t('hooks:minted', { dialect: dialectLabel(minted.dialect) })} text={t('hooks:mintedText')}>
        <MintedAddressView address={minted} hookName={hook.name} />
      </Dialog>
    )
  return (
    <Dialog open onClose={onClose} title={t('hooks:addAddress')} text={t('hooks:addAddressText')}>
      <DialogForm onSubmit={handleSubmit} onCancel={onClose} deed={t('hooks:addAddress')} busy={isPending} problem={refusal !== undefined && refusal.field !== 'label' ? refusal.message : undefined}>
        <fieldset>
          <legend className="label">{t('hooks:shapeExpected')}</legend>
          <DialectPicker value={dialect} onChange={setDialect} />
        </fieldset>
        <TextField
          label={t('hooks:label')}
          optional
          hint={t('hooks:labelHint')}
          maxLength={64}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          error={refusal?.field === 'label' ? refusal.message : undefined}
        />
        <EndField value={end} onChange={setEnd} problem={isMissing ? t('addresses:end.missing') : undefined} />
      </DialogForm>
    </Dialog>
  )
}
