/** Asks before somebody else becomes the owner, and says what that means: only they can undo it. */
import type { Person } from '#shared/contract/person.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { useLasting } from '#renderer/ui/use-lasting.ts'
import { useHandOver } from '../mutations.ts'

/** @param person null: closed. */
export function HandOverDialog({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const shown = useLasting(person)
  const handOver = useHandOver()
  if (shown === null) return null
  return (
    <AlertDialog
      open={person !== null}
      {...asDeed(handOver, onClose)}
      title={t('team:person.handOverTitle', { name: shown.displayName })}
      effect={t('team:person.handOverEffect', { name: shown.displayName })}
      confirmLabel={t('team:person.handOver')}
      onConfirm={() => handOver.mutate({ username: shown.username }, { onSuccess: onClose })}
    />
  )
}
