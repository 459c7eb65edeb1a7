/** Gives an address a new secret: asks when the old one ends, then shows the new one once. */
import { useState } from 'react'
import type { Address, Hook } from '#shared/contract/hook.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { useRotateAddress } from '../mutations.ts'
import { overlapOptions, overlaps, type Overlap } from '../overlaps.ts'
import { MintedAddressView } from './minted-address.tsx'

const overlapHints = { now: 'hooks:atOnceHint', hour: 'hooks:afterHourHint', day: 'hooks:afterDayHint' } as const

export function RotateAddressDialog({ hook, address, onClose }: { hook: Hook; address: Address; onClose: () => void }) {
  const [overlap, setOverlap] = useState<Overlap>('now')
  const { mutate, data: minted, isPending, error } = useRotateAddress(hook.id)
  const dialect = dialectLabel(address.dialect)

  if (minted !== undefined)
    return (
      <Dialog open once onClose={onClose} title={t('hooks:minted', { dialect })} text={mintedText(address, minted.oldValidUntil)}>
        <MintedAddressView address={minted} hookName={hook.name} />
      </Dialog>
    )
  return (
    <Dialog open onClose={onClose} title={t('hooks:rotateTitle', { dialect, lastFour: address.lastFour })} text={t('hooks:rotateText')}>
      <DialogForm
        onSubmit={() => mutate({ id: address.id, overlapMs: overlaps[overlap] })}
        onCancel={onClose}
        deed={t('hooks:rotate')}
        busy={isPending}
        problem={messageOf(error)}
      >
        <div>
          <p className="label">{t('hooks:oldEnds')}</p>
          <Segment label={t('hooks:oldEnds')} value={overlap} onChange={setOverlap} options={overlapOptions()} />
          <p className="hint">{t(overlapHints[overlap])}</p>
        </div>
      </DialogForm>
    </Dialog>
  )
}

function mintedText({ lastFour }: Address, until: number): string {
  const now = Date.now()
  return until <= now ? t('hooks:rotatedEnded', { lastFour }) : t('hooks:rotatedUntil', { lastFour, when: formatMoment(until, now) })
}
