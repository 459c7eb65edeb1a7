/** Asks before an invite is revoked. */
import type { Invite } from '#shared/contract/team.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
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
  return (
    <AlertDialog
      open={invite !== null}
      {...asDeed(revoke, onClose)}
      title={shown.label === '' ? t('team:invites.revokeTitle') : t('team:invites.revokeTitleOf', { label: shown.label })}
      effect={shown.used === 0 ? t('team:invites.revokeEffect') : t('team:invites.revokeEffectUsed', { count: shown.used })}
      confirmLabel={t('team:invites.revoke')}
      onConfirm={() => revoke.mutate({ id: shown.id }, { onSuccess: onClose })}
    />
  )
}
