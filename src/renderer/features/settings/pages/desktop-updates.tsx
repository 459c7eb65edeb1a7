/** Whether newer versions are looked for, and what came of it. Without a feed nothing is asked of anybody, and the page says so. */
import type { UpdateState } from '#shared/contract/shell.ts'
import { changeShell, checkForUpdates } from '#renderer/lib/desktop/shell.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { save } from '#renderer/widgets/setting/save-state.ts'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

export function UpdateRows({ updates, wanted }: { updates: UpdateState; wanted: boolean }) {
  if (updates.kind === 'noFeed')
    return (
      <SettingRow name="desktop.updates" label={t('settings:desktop.newVersions')} hint={t('settings:desktop.noFeed')}>
        {null}
      </SettingRow>
    )
  return (
    <>
      <SettingRow name="desktop.checkForUpdates" label={t('settings:desktop.checkForUpdates')} hint={t('settings:desktop.checkForUpdatesHint')}>
        <Switch label={t('settings:desktop.checkForUpdates')} checked={wanted} onChange={(on) => void save('desktop.checkForUpdates', () => changeShell({ checkForUpdates: on }))} />
      </SettingRow>
      <SettingRow name="desktop.updates" label={t('settings:desktop.newVersions')} hint={describe(updates)} problem={updates.kind === 'failed' ? describe(updates) : undefined}>
        <Button size="small" busy={updates.kind === 'checking'} onClick={() => void save('desktop.updates', checkForUpdates)}>
          {t('settings:desktop.checkNow')}
        </Button>
      </SettingRow>
    </>
  )
}

function describe(updates: Exclude<UpdateState, { kind: 'noFeed' }>): string {
  if (updates.kind === 'available') return t('settings:desktop.available', { version: updates.version })
  if (updates.kind === 'failed') return t('settings:desktop.failed', { problem: updates.problem })
  return t(`settings:desktop.updates_${updates.kind}`)
}
