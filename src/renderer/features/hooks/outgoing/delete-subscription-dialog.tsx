/** Asks before an outgoing webhook is deleted. */
import { Trans } from 'react-i18next'
import type { Subscription } from '#shared/contract/subscription.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useDeleteSubscription } from './mutations.ts'

export interface DeleteSubscriptionDialogProps {
  /** Null: closed. */
  subscription: Subscription | null
  onClose: () => void
  onDeleted?: () => void
}

export function DeleteSubscriptionDialog({ subscription, onClose, onDeleted }: DeleteSubscriptionDialogProps) {
  const deleting = useDeleteSubscription()
  const handleConfirm = () => {
    if (subscription === null) return
    deleting.mutate(subscription, {
      onSuccess: () => {
        onClose()
        onDeleted?.()
      },
    })
  }
  return (
    <AlertDialog
      open={subscription !== null}
      {...asDeed(deleting, onClose)}
      title={subscription && <Trans ns="hooks" i18nKey="deleteTitle" values={{ name: subscription.name }} />}
      effect={subscription === null ? '' : t('outgoing:deleteEffect', { hosts: subscription.hosts.join(', ') })}
      confirmLabel={t('hooks:deleteConfirm')}
      onConfirm={handleConfirm}
    />
  )
}
