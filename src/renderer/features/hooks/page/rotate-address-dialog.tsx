/** Gives an address a new secret: asks when the old one ends, then shows the new one once. */
import { useState } from 'react'
import type { Address, Hook } from '#shared/contract/hook.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { formatMoment } from '#renderer/lib/format-time.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { FormProblem } from '../form-problem.tsx'
import { asSentence } from '../hook-form.ts'
import { useRotateAddress } from '../mutations.ts'
import { MintedAddressView } from './minted-address.tsx'

const HOUR_MS = 3600_000
const overlaps = { now: 0, hour: HOUR_MS, day: 24 * HOUR_MS } as const
type Overlap = keyof typeof overlaps

const overlapOptions = [
  { value: 'now', label: 'At once' },
  { value: 'hour', label: 'After 1 hour' },
  { value: 'day', label: 'After 24 hours' },
] as const

const overlapHints: Record<Overlap, string> = {
  now: 'Tools that still have the old address are refused from now on.',
  hour: 'Both addresses work for an hour: time to paste the new one.',
  day: 'Both addresses work for a day: time to paste the new one everywhere.',
}

export function RotateAddressDialog({ hook, address, onClose }: { hook: Hook; address: Address; onClose: () => void }) {
  const [overlap, setOverlap] = useState<Overlap>('now')
  const { mutate, data: minted, isPending, error } = useRotateAddress(hook.id)
  const label = getDialect(address.dialect).label

  if (minted !== undefined)
    return (
      <Dialog open onClose={onClose} keepOpen title={`New ${label} address`} text={`Copy it now: it is shown this once. ${endOf(address, minted.oldValidUntil)}`}>
        <MintedAddressView address={minted} hookName={hook.name} />
        <DialogButtons>
          <Button onClick={onClose}>Done</Button>
        </DialogButtons>
      </Dialog>
    )
  return (
    <Dialog open onClose={onClose} title={`Rotate the ${label} address •••• ${address.lastFour}?`} text="It gets a new secret in the same shape, shown once.">
      <div className="dialog__body">
        <div>
          <p className="label">The old address ends</p>
          <Segment label="The old address ends" value={overlap} onChange={setOverlap} options={overlapOptions} />
          <p className="hint">{overlapHints[overlap]}</p>
        </div>
        <FormProblem message={error === null ? undefined : asSentence(toErrorBody(error).message)} />
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" busy={isPending} onClick={() => mutate({ id: address.id, overlapMs: overlaps[overlap] })}>
          Rotate
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

function endOf({ lastFour }: Address, until: number): string {
  const now = Date.now()
  return until <= now ? `The old one (•••• ${lastFour}) has ended.` : `The old one (•••• ${lastFour}) works until ${formatMoment(until, now)}.`
}
