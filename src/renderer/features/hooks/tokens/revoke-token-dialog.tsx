/** Asks before a token is revoked. */
import type { Token } from '#shared/contract/token.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useRevokeToken } from '../mutations.ts'

export interface RevokeTokenDialogProps {
  /** Null: closed. */
  token: Token | null
  onClose: () => void
}

export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const revoking = useRevokeToken()
  const handleConfirm = (): void => {
    if (token === null) return
    revoking.mutate(
      { id: token.id },
      {
        onSuccess: () => {
          onClose()
          toast({ tone: 'ok', text: t('integrations:tokens.revoked', { lastFour: token.lastFour }) })
        },
      },
    )
  }
  return (
    <AlertDialog
      open={token !== null}
      {...asDeed(revoking, onClose)}
      title={token === null ? '' : t('integrations:tokens.revokeTitle', { lastFour: token.lastFour })}
      effect={t('integrations:tokens.revokeEffect')}
      confirmLabel={t('integrations:tokens.revoke')}
      onConfirm={handleConfirm}
    />
  )
}
