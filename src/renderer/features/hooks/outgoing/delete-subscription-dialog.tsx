/** Asks before an outgoing webhook is deleted. */
import { Trans } from 'react-i18next'
import type { Subscription } from '#shared/contract/subscription.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
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
  const { mutate, isPending, error, reset } = useDeleteSubscription()
  const handleClose = () => {
    reset()
    onClose()
  }
  const handleConfirm = () => {
    if (subscription === null) return
    mutate(subscription, {
      onSuccess: () => {
        handleClose()
        onDeleted?.()
      },
    })
  }
  return (
    <AlertDialog
      open={subscription !== null}
      onClose={handleClose}
      title={subscription && <Trans ns="hooks" i18nKey="deleteTitle" values={{ name: subscription.name }} />}
      effect={subscription === null ? '' : t('outgoing:deleteEffect', { hosts: subscription.hosts.join(', ') })}
      confirmLabel={t('hooks:deleteConfirm')}
      onConfirm={handleConfirm}
      busy={isPending}
      problem={error === null ? undefined : toErrorBody(error).message}
    />
  )
}
