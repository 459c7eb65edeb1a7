/** Asks before an address is removed. */
import type { Address, Hook } from '#shared/contract/hook.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { useRemoveAddress } from '../mutations.ts'

export function RemoveAddressDialog({ hook, address, onClose }: { hook: Hook; address: Address; onClose: () => void }) {
  const { mutate, isPending, error } = useRemoveAddress(hook.id)
  const name = `${getDialect(address.dialect).label} address •••• ${address.lastFour}`
  const handleConfirm = () =>
    mutate(
      { id: address.id },
      {
        onSuccess: () => {
          toast({ tone: 'ok', text: `The ${name} is removed` })
          onClose()
        },
      },
    )
  return (
    <AlertDialog
      open
      onClose={onClose}
      title={`Remove the ${name}?`}
      effect={`Tools that post to it are refused at once. Other addresses of “${hook.name}” and all messages stay.`}
      confirmLabel="Remove address"
      onConfirm={handleConfirm}
      busy={isPending}
      problem={error === null ? undefined : toErrorBody(error).message}
    />
  )
}
