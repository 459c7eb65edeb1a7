/** Sends again everything that failed since a time. */
import { useState } from 'react'
import type { Subscription } from '#shared/contract/subscription.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useRedeliverFailed } from '../outgoing/mutations.ts'

const HOUR_MS = 3600_000
const spans = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS, ever: Infinity } as const
type Span = keyof typeof spans

export function RedeliverFailedDialog({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const [span, setSpan] = useState<Span>('day')
  const { mutate, isPending, error } = useRedeliverFailed()
  const options = (Object.keys(spans) as Span[]).map((value) => ({ value, label: t(`outgoing:redeliver.span.${value}`) }))
  const handleConfirm = () =>
    mutate(
      { subscriptionId: subscription.id, since: Math.max(0, Date.now() - spans[span]) },
      {
        onSuccess: ({ count }) => {
          toast({ tone: 'ok', text: t('outgoing:redeliver.done', { count }) })
          onClose()
        },
      },
    )
  return (
    <Dialog open onClose={onClose} title={t('outgoing:redeliver.allTitle')} text={t('outgoing:redeliver.allText')}>
      <DialogForm onSubmit={handleConfirm} onCancel={onClose} deed={t('outgoing:redeliver.allConfirm')} busy={isPending} problem={messageOf(error)}>
        <div>
          <p className="label">{t('outgoing:redeliver.since')}</p>
          <Segment label={t('outgoing:redeliver.since')} value={span} onChange={setSpan} options={options} />
        </div>
      </DialogForm>
    </Dialog>
  )
}
