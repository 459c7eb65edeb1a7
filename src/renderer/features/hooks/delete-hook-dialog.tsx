/** Asks before a webhook is deleted. */
import { Trans } from 'react-i18next'
import type { Hook } from '#shared/contract/hook.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useDeleteHook } from './mutations.ts'

export interface DeleteHookDialogProps {
  /** Null: closed. */
  hook: Hook | null
  onClose: () => void
  onDeleted?: () => void
}

export function DeleteHookDialog({ hook, onClose, onDeleted }: DeleteHookDialogProps) {
  const { mutate, isPending, error, reset } = useDeleteHook()
  const handleClose = () => {
    reset()
    onClose()
  }
  const handleConfirm = () => {
    if (hook === null) return
    mutate(hook, {
      onSuccess: () => {
        handleClose()
        onDeleted?.()
      },
    })
  }
  return (
    <AlertDialog
      open={hook !== null}
      onClose={handleClose}
      title={hook && <Trans ns="hooks" i18nKey="deleteTitle" values={{ name: hook.name }} />}
      effect={hook === null ? '' : effectOf(hook)}
      confirmLabel={t('hooks:deleteConfirm')}
      onConfirm={handleConfirm}
      busy={isPending}
      problem={error === null ? undefined : toErrorBody(error).message}
    />
  )
}

function effectOf({ dialects, requests }: Hook): string {
  return t('hooks:deleteEffect', { addresses: t('hooks:addressesStop', { count: dialects.length }), requests: t('hooks:requestsEnd', { count: requests }) })
}
