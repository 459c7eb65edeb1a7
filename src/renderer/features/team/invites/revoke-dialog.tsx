/** Asks before an invite is revoked. */
import type { Invite } from '#shared/contract/team.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { useLasting } from '#renderer/ui/use-lasting.ts'
import { useRevokeInvite } from '../mutations.ts'

export interface RevokeDialogProps {
  /** Null: closed. */
  invite: Invite | null
  onClose: () => void
}

export function RevokeDialog({ invite, onClose }: RevokeDialogProps) {
  const shown = useLasting(invite)
  const revoke = useRevokeInvite()
  if (shown === null) return null
  const handleClose = (): void => {
    revoke.reset()
    onClose()
  }
  return (
    <AlertDialog
      open={invite !== null}
      onClose={handleClose}
      title={shown.label === '' ? t('team:invites.revokeTitle') : t('team:invites.revokeTitleOf', { label: shown.label })}
      effect={shown.used === 0 ? t('team:invites.revokeEffect') : t('team:invites.revokeEffectUsed', { count: shown.used })}
      confirmLabel={t('team:invites.revoke')}
      busy={revoke.isPending}
      problem={revoke.error === null ? undefined : toErrorBody(revoke.error).message}
      onConfirm={() => revoke.mutate({ id: shown.id }, { onSuccess: handleClose })}
    />
  )
}
