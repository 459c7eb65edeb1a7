/** Asks before a device is removed, and says what that does. */
import type { Person } from '#shared/contract/person.ts'
import type { Device } from '#shared/contract/team.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { useLasting } from '#renderer/ui/use-lasting.ts'
import { useRemoveDevice } from '../mutations.ts'
import { StoppingWebhooks } from './stopping-webhooks.tsx'

export interface RemoveDeviceDialogProps {
  /** Null: closed. */
  device: Device | null
  me: Person
  onClose: () => void
}

export function RemoveDeviceDialog({ device, me, onClose }: RemoveDeviceDialogProps) {
  const shown = useLasting(device)
  const remove = useRemoveDevice()
  if (shown === null) return null
  return (
    <AlertDialog
      open={device !== null}
      {...asDeed(remove, onClose)}
      title={t('team:devices.removeTitle', { name: shown.name })}
      effect={
        <>
          {effectOf(shown, me)}
          <StoppingWebhooks deviceIds={[shown.id]} />
        </>
      }
      confirmLabel={t('team:devices.remove')}
      onConfirm={() => remove.mutate({ id: shown.id }, { onSuccess: onClose })}
    />
  )
}

function effectOf(device: Device, me: Person): string {
  if (device.isThis) return t('team:devices.removeEffectThis')
  return device.personId === me.id ? t('team:devices.removeEffectMine') : t('team:devices.removeEffect', { name: device.username })
}
