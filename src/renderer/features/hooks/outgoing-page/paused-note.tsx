/** Says why nothing is sent although the webhook is on, with the button that ends it. */
import { CirclePause } from 'lucide-react'
import type { Subscription } from '#shared/contract/subscription.ts'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useUpdateSubscription } from '../outgoing/mutations.ts'
import { PageNote } from '../page-note.tsx'

export function PausedNote({ subscription }: { subscription: Subscription }) {
  const update = useUpdateSubscription()
  if (subscription.paused === null || !subscription.enabled) return null
  return (
    <PageNote icon={CirclePause} overTabs title={t('outgoing:pausedTitle')} text={`${t(`delivery:paused.${subscription.paused}`)} ${t('outgoing:pausedText')}`} error={update.error}>
      <Button size="small" busy={update.isPending} onClick={() => update.mutate({ id: subscription.id, enabled: true })}>
        {t('outgoing:sendAgain')}
      </Button>
    </PageNote>
  )
}
