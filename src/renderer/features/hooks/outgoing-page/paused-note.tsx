/** Says why nothing is sent although the webhook is on, with the button that ends it. */
import '../limit-note.css'
import { CirclePause } from 'lucide-react'
import type { Subscription } from '#shared/contract/subscription.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useUpdateSubscription } from '../outgoing/mutations.ts'

export function PausedNote({ subscription }: { subscription: Subscription }) {
  const update = useUpdateSubscription()
  if (subscription.paused === null || !subscription.enabled) return null
  return (
    <div className="limitnote limitnote--tabs" role="status">
      <CirclePause className="icon" />
      <p className="grow">
        <b>{t('outgoing:pausedTitle')}</b> {t(`delivery:paused.${subscription.paused}`)} {t('outgoing:pausedText')}
        {update.error !== null && <span role="alert"> {toErrorBody(update.error).message}</span>}
      </p>
      <Button size="small" busy={update.isPending} onClick={() => update.mutate({ id: subscription.id, enabled: true })}>
        {t('outgoing:sendAgain')}
      </Button>
    </div>
  )
}
