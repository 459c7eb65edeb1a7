/** Asks before a webhook is deleted. */
import { Trans } from 'react-i18next'
import type { Hook } from '#shared/contract/hook.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useDeleteHook } from './mutations.ts'
import { useAddresses } from './queries.ts'
import { useElsewhere } from './use-elsewhere.ts'

export interface DeleteHookDialogProps {
  /** Null: closed. */
  hook: Hook | null
  onClose: () => void
  onDeleted?: () => void
}

export function DeleteHookDialog({ hook, onClose, onDeleted }: DeleteHookDialogProps) {
  const deleting = useDeleteHook()
  const handleConfirm = () => {
    if (hook === null) return
    deleting.mutate(hook, {
      onSuccess: () => {
        onClose()
        onDeleted?.()
      },
    })
  }
  return (
    <AlertDialog
      open={hook !== null}
      {...asDeed(deleting, onClose)}
      title={hook && <Trans ns="hooks" i18nKey="deleteTitle" values={{ name: hook.name }} />}
      effect={hook && <WhatEnds hook={hook} />}
      confirmLabel={t('hooks:deleteConfirm')}
      onConfirm={handleConfirm}
    />
  )
}

/** Addresses are counted, not shapes; those of another device are known there alone. */
export function WhatEnds({ hook }: { hook: Hook }) {
  const elsewhere = useElsewhere()(hook)
  const addresses = useAddresses(hook.id)
  const now = useNow()
  if (elsewhere !== null) return t(elsewhere.removedAt === null ? 'hooks:deleteElsewhere' : 'hooks:deleteElsewhereGone', { device: elsewhere.name })
  if (addresses.isPending) return null
  const working = addresses.data?.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
  return t('hooks:deleteEffect', { addresses: t('hooks:addressesStop', { count: working?.length ?? hook.dialects.length }), requests: t('hooks:requestsEnd', { count: hook.requests }) })
}
