/** Token and secret of an outgoing webhook: never shown again, but made anew; and how a receiver checks them. */
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { Subscription } from '#shared/contract/subscription.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'
import { SecretLines } from '../outgoing-create/secret-lines.tsx'
import { VerifyCard } from '../outgoing-create/verify-card.tsx'
import { useRegenerate } from '../outgoing/mutations.ts'
import './secret-tab.css'

export function SecretTab({ subscription }: { subscription: Subscription }) {
  const [open, setOpen] = useState(false)
  const { signature } = subscription
  return (
    <div className="page">
      <div className="page__in secrettab">
        <div className="secrettab__head">
          <p className="soft">{t(`outgoing:secret.about.${signature}`)}</p>
          <Button onClick={() => setOpen(true)}>
            <RefreshCw className="icon icon--14" />
            {t('outgoing:secret.regenerate')}
          </Button>
        </div>
        {signature !== 'none' && (
          <section>
            <h2 className="label">{t('outgoing:ready.verify')}</h2>
            <VerifyCard signature={signature} />
          </section>
        )}
      </div>
      {open && <RegenerateDialog subscription={subscription} onClose={() => setOpen(false)} />}
    </div>
  )
}

const HOUR_MS = 3600_000
const overlaps = { now: 0, hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const
type Overlap = keyof typeof overlaps

function RegenerateDialog({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const { signature } = subscription
  const overlapsHere = signature === 'standard'
  const [overlap, setOverlap] = useState<Overlap>(overlapsHere ? 'day' : 'now')
  const { mutate, data: made, isPending, error } = useRegenerate()
  if (made !== undefined)
    return (
      <Dialog open once onClose={onClose} title={t('outgoing:secret.madeTitle')} text={t('outgoing:secret.madeText')}>
        <div className="dialog__body">
          <SecretLines signature={signature} token={made.token} secret={made.secret} />
        </div>
      </Dialog>
    )
  return (
    <Dialog open onClose={onClose} title={t('outgoing:secret.regenerateTitle')} text={t('outgoing:secret.regenerateText')}>
      <DialogForm
        onSubmit={() => mutate({ id: subscription.id, overlapMs: overlaps[overlap] })}
        onCancel={onClose}
        deed={t('outgoing:secret.regenerateConfirm')}
        busy={isPending}
        problem={messageOf(error)}
      >
        {overlapsHere ? (
          <div>
            <p className="label">{t('outgoing:secret.oldEnds')}</p>
            <Segment
              label={t('outgoing:secret.oldEnds')}
              value={overlap}
              onChange={setOverlap}
              options={(Object.keys(overlaps) as Overlap[]).map((value) => ({ value, label: t(`outgoing:secret.overlap.${value}`) }))}
            />
            <p className="hint">{overlap === 'now' ? t('outgoing:secret.endsNow') : t('outgoing:secret.endsLater')}</p>
          </div>
        ) : (
          <p className="soft">{t('outgoing:secret.noOverlap')}</p>
        )}
      </DialogForm>
    </Dialog>
  )
}
