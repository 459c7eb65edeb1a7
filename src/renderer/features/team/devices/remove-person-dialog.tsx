/** Asks before a person is taken out of the workspace, and says in numbers what that does and what it cannot do. */
import type { Person } from '#shared/contract/person.ts'
import type { Device } from '#shared/contract/team.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { useLasting } from '#renderer/ui/use-lasting.ts'
import { useRemovePerson } from '../mutations.ts'
import { StoppingWebhooks } from './stopping-webhooks.tsx'

export interface RemovePersonDialogProps {
  /** Null: closed. */
  person: Person | null
  devices: readonly Device[]
  onClose: () => void
}

export function RemovePersonDialog({ person, devices, onClose }: RemovePersonDialogProps) {
  const shown = useLasting(person)
  const remove = useRemovePerson()
  if (shown === null) return null
  const left = devices.filter(({ removedAt }) => removedAt === null)
  return (
    <AlertDialog
      open={person !== null}
      {...asDeed(remove, onClose)}
      title={t('team:person.removeTitle', { name: shown.displayName })}
      effect={
        <>
          {t('team:person.removeEffect', { count: left.length })}
          <StoppingWebhooks deviceIds={left.map(({ id }) => id)} />
        </>
      }
      confirmLabel={t('team:person.remove')}
      onConfirm={() => remove.mutate({ username: shown.username }, { onSuccess: onClose })}
    />
  )
}
