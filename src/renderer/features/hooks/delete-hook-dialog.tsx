/** Asks before a webhook is deleted. */
import type { Hook } from '#shared/contract/hook.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { formatCount } from '#renderer/lib/format-time.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
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
      title={`Delete “${hook?.name ?? ''}”?`}
      effect={hook === null ? '' : effectOf(hook)}
      confirmLabel="Delete webhook"
      onConfirm={handleConfirm}
      busy={isPending}
      problem={error === null ? undefined : toErrorBody(error).message}
    />
  )
}

function effectOf({ dialects, requests }: Hook): string {
  const stops = dialects.length === 1 ? 'Its address stops at once' : 'Its addresses stop at once'
  const record = requests === 1 ? '1 request on record' : `${formatCount(requests)} requests on record`
  return `${stops}: ${record}. Messages stay.`
}
