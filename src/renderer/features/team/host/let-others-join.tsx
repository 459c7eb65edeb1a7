/** Alone: what it means to let others join, and the form that begins it. */
import { useState } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { HostForm } from './host-form.tsx'

export function LetOthersJoin({ isAdmin }: { isAdmin: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <SettingGroup title={t('team:host.title')} lead={t('team:host.lead')}>
      {isOpen ? (
        <HostForm onCancel={() => setOpen(false)} />
      ) : (
        <SettingRow name="team.host" label={t('team:host.alone')} hint={isAdmin ? t('team:host.aloneHint') : t('team:host.adminsOnly')}>
          {isAdmin && (
            <Button kind="primary" onClick={() => setOpen(true)}>
              {t('team:host.open')}
            </Button>
          )}
        </SettingRow>
      )}
    </SettingGroup>
  )
}
