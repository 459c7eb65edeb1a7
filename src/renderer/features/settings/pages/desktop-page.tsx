/** What the app around the window does: at login, when the window is closed, with notifications, spelling, size and updates. */
import type { ShellSettings, ShellState } from '#shared/contract/shell.ts'
import { zoomSteps } from '#shared/contract/shell.ts'
import { changeShell, useShell } from '#renderer/lib/desktop/shell.ts'
import { t } from '#renderer/text/i18n.ts'
import { Switch } from '#renderer/ui/switch.tsx'
import { useId } from 'react'
import { LoadGate } from '#renderer/widgets/setting/load-gate.tsx'
import { save } from '#renderer/widgets/setting/save-state.ts'
import { SelectBox } from '#renderer/widgets/setting/select-box.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { SpellRow } from './desktop-spelling.tsx'
import { UpdateRows } from './desktop-updates.tsx'

export function DesktopPage() {
  return <LoadGate query={useShell()}>{(state) => <Groups state={state} />}</LoadGate>
}

function Groups({ state }: { state: ShellState }) {
  const { settings, profile } = state
  const isMac = window.hooklineDesktop?.platform === 'darwin'
  return (
    <>
      <SettingGroup title={t('settings:desktop.app')}>
        {profile === null && <ShellSwitch name="startAtLogin" label={t('settings:desktop.startAtLogin')} hint={t('settings:desktop.startAtLoginHint')} on={settings.startAtLogin} />}
        {profile !== null && (
          <SettingRow name="desktop.profile" label={t('settings:desktop.profile')} hint={t('settings:desktop.profileHint')}>
            <bdi className="setting__value">{profile}</bdi>
          </SettingRow>
        )}
        {!isMac && <ShellSwitch name="closeToTray" label={t('settings:desktop.closeToTray')} hint={t('settings:desktop.closeToTrayHint')} on={settings.closeToTray} />}
        <ShellSwitch name="showPreviews" label={t('settings:desktop.showPreviews')} hint={t('settings:desktop.showPreviewsHint')} on={settings.showPreviews} />
        <ZoomRow zoom={settings.zoom} />
      </SettingGroup>
      <SettingGroup title={t('settings:desktop.writing')}>
        <SpellRow chosen={settings.spellLanguages} choices={state.spellChoices} />
      </SettingGroup>
      <SettingGroup title={t('settings:desktop.updates')}>
        <UpdateRows updates={state.updates} wanted={settings.checkForUpdates} />
      </SettingGroup>
    </>
  )
}

type SwitchKey = { [K in keyof ShellSettings]: ShellSettings[K] extends boolean ? K : never }[keyof ShellSettings]

function ShellSwitch({ name, label, hint, on }: { name: SwitchKey; label: string; hint: string; on: boolean }) {
  const row = `desktop.${name}`
  return (
    <SettingRow name={row} label={label} hint={hint}>
      <Switch label={label} checked={on} onChange={(next) => void save(row, () => changeShell({ [name]: next }))} />
    </SettingRow>
  )
}

function ZoomRow({ zoom }: { zoom: ShellSettings['zoom'] }) {
  const id = useId()
  const handleChange = (raw: string): void => {
    const next = zoomSteps.find((step) => String(step) === raw)
    if (next !== undefined) void save('desktop.zoom', () => changeShell({ zoom: next }))
  }
  return (
    <SettingRow name="desktop.zoom" label={t('settings:desktop.zoom')} hint={t('settings:desktop.zoomHint')} controlId={id}>
      <SelectBox id={id} value={String(zoom)} onChange={handleChange} options={zoomSteps.map((percent) => ({ value: String(percent), label: t('common:percent', { percent }) }))} describedBy="desktop.zoom-hint" />
    </SettingRow>
  )
}
