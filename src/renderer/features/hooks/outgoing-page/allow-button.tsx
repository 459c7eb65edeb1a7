/** Lets this webhook, and no other, reach a program on this computer or its network. */
import type { Subscription } from '#shared/contract/subscription.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useUpdateSubscription } from '../outgoing/mutations.ts'

export interface AllowButtonProps {
  subscription: Subscription
  /** `host:port` */
  host: string
  /** Once it is allowed. */
  onAllowed: () => void
}

export function AllowButton({ subscription, host, onAllowed }: AllowButtonProps) {
  const update = useUpdateSubscription()
  const handleAllow = () => update.mutate({ id: subscription.id, allow: [...new Set([...subscription.allow, host])] }, { onSuccess: onAllowed })
  return (
    <>
      <Button size="small" busy={update.isPending} onClick={handleAllow}>
        {t('outgoing:test.allow', { host })}
      </Button>
      {update.error !== null && <span role="alert">{toErrorBody(update.error).message}</span>}
    </>
  )
}
