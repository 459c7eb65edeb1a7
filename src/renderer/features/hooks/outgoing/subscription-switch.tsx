/** Switches an outgoing webhook on and off; asks first when something waits, which off would drop. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Trans } from 'react-i18next'
import type { Subscription } from '#shared/contract/subscription.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useSwitchSubscription } from './mutations.ts'

export function SubscriptionSwitch({ subscription }: { subscription: Subscription }) {
  const { id, name } = subscription
  const cache = useQueryClient()
  const { mutate } = useSwitchSubscription()
  const [isOpen, setOpen] = useState(false)
  const [waiting, setWaiting] = useState(0)

  const switchTo = (enabled: boolean): void => {
    setOpen(false)
    mutate({ subscription, enabled })
  }
  const handleChange = async (enabled: boolean): Promise<void> => {
    if (enabled) return switchTo(true)
    const health = await cache.fetchQuery({ queryKey: keys.subscriptionHealth(id), queryFn: () => rpc.subscriptions.health({ id }), staleTime: 0 }).catch(() => undefined)
    // Where that cannot be known, the server says what it makes of it.
    if (health === undefined || health.waiting === 0) return switchTo(false)
    setWaiting(health.waiting)
    setOpen(true)
  }
  return (
    <>
      <Switch label={t('hooks:isOn', { name })} checked={subscription.enabled} onChange={(enabled) => void handleChange(enabled)} />
      <AlertDialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={<Trans ns="delivery" i18nKey="off.title" values={{ name }} />}
        effect={t('delivery:off.effect', { count: waiting })}
        confirmLabel={t('delivery:off.confirm')}
        onConfirm={() => switchTo(false)}
      />
    </>
  )
}
