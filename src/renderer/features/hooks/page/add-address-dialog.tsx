/** Adds an address in the shape of a tool, then shows it once. */
import { useState, type FormEvent } from 'react'
import type { DialectId, Hook } from '#shared/contract/hook.ts'
import { dialects, getDialect } from '#shared/dialects/index.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { DialectPicker } from '../create/dialect-picker.tsx'
import { FormProblem } from '../form-problem.tsx'
import { asSentence } from '../hook-form.ts'
import { useAddAddress } from '../mutations.ts'
import { MintedAddressView } from './minted-address.tsx'

export function AddAddressDialog({ hook, onClose }: { hook: Hook; onClose: () => void }) {
  const [dialect, setDialect] = useState<DialectId>(dialects[0]?.id ?? 'any')
  const [label, setLabel] = useState('')
  const { mutate, data: minted, isPending, error } = useAddAddress()
  const refusal = error === null ? undefined : toErrorBody(error)

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    mutate({ hookId: hook.id, dialect, label })
  }

  if (minted !== undefined)
    return (
      <Dialog open onClose={onClose} keepOpen title={`New ${getDialect(minted.dialect).label} address`} text="Copy it now: it is shown this once and stored only as a hash.">
        <MintedAddressView address={minted} hookName={hook.name} />
        <DialogButtons>
          <Button onClick={onClose}>Done</Button>
        </DialogButtons>
      </Dialog>
    )
  return (
    <Dialog open onClose={onClose} title="Add address" text="One more way to post to this webhook. The others stay as they are.">
      <form onSubmit={handleSubmit}>
        <div className="dialog__body">
          <fieldset>
            <legend className="label">Shape that the tool expects</legend>
            <DialectPicker value={dialect} onChange={setDialect} />
          </fieldset>
          <TextField
            label="Label"
            optional
            hint="To tell it from the others, for instance the tool that gets it."
            maxLength={64}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
            error={refusal?.field === 'label' ? asSentence(refusal.message) : undefined}
          />
          <FormProblem message={refusal !== undefined && refusal.field !== 'label' ? asSentence(refusal.message) : undefined} />
        </div>
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={isPending}>
            Add address
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
