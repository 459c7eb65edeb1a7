/** Asks before an address is removed. */
import { Trans } from 'react-i18next'
import type { Address, Hook } from '#shared/contract/hook.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { useRemoveAddress } from '../mutations.ts'

export function RemoveAddressDialog({ hook, address, onClose }: { hook: Hook; address: Address; onClose: () => void }) {
  const { mutate, isPending, error } = useRemoveAddress(hook.id)
  const which = { dialect: dialectLabel(address.dialect), lastFour: address.lastFour }
  const handleConfirm = () =>
    mutate(
      { id: address.id },
      {
        onSuccess: () => {
          toast({ tone: 'ok', text: t('hooks:removed', which) })
          onClose()
        },
      },
    )
  return (
    <AlertDialog
      open
      onClose={onClose}
      title={t('hooks:removeTitle', which)}
      effect={<Trans ns="hooks" i18nKey="removeText" values={{ name: hook.name }} />}
      confirmLabel={t('hooks:removeConfirm')}
      onConfirm={handleConfirm}
      busy={isPending}
      problem={messageOf(error)}
    />
  )
}
