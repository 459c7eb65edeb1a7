/** Another name for a device of mine. */
import { useState } from 'react'
import type { Device } from '#shared/contract/team.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useRenameDevice } from '../mutations.ts'

export function RenameDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const [name, setName] = useState(device.name)
  const rename = useRenameDevice()
  return (
    <Dialog open onClose={onClose} title={t('team:devices.renameTitle')} text={t('team:devices.renameText')}>
      <DialogForm
        deed={t('common:save')}
        busy={rename.isPending}
        problem={undefined}
        onCancel={onClose}
        onSubmit={() => rename.mutate({ id: device.id, name: name.trim() }, { onSuccess: onClose })}
      >
        <TextField label={t('team:devices.name')} dir="auto" maxLength={64} value={name} onChange={(event) => setName(event.target.value)} error={messageOf(rename.error)} />
      </DialogForm>
    </Dialog>
  )
}
