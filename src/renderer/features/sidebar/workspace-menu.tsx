/** The menu on the workspace's name: how this window looks, and the ways to integrations, settings and shortcuts. */
import '#renderer/ui/menu.css'
import { Menu } from '@base-ui/react/menu'
import { Check, ChevronDown, Keyboard, Monitor, Moon, Settings, Sun, type LucideIcon } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { integrationsPath, settingsPath } from '#renderer/lib/format/channel-path.ts'
import { setPreference } from '#renderer/lib/data/set-preference.ts'
import { runShortcut, shortcutLabel } from '#renderer/lib/screen/shortcuts.ts'
import { useTheme, type Theme } from '#renderer/lib/look/theme.ts'
import { t } from '#renderer/text/i18n.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { MenuItem } from '#renderer/ui/menu.tsx'
import { MenuGap } from '#renderer/ui/menu-parts.tsx'
import { sayProblem } from '#renderer/widgets/channel-actions/channel-calls.ts'

const themes: readonly { value: Theme; icon: LucideIcon }[] = [
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
  { value: 'system', icon: Monitor },
]

export function WorkspaceMenu({ session: { workspace, may } }: { session: Session }) {
  const theme = useTheme()
  const [, navigate] = useLocation()
  return (
    <div className="workspace__grow">
      <Menu.Root modal={false}>
        <Menu.Trigger className="workspace__button" aria-label={t('sidebar:workspaceMenu', { name: workspace.name })}>
          <bdi className="clip">{workspace.name}</bdi>
          <ChevronDown className="icon icon--14" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="menu-place" align="start" sideOffset={6}>
            <Menu.Popup className="menu">
              <Menu.RadioGroup value={theme} onValueChange={(next: Theme) => void setPreference('look.theme', next).catch(sayProblem)}>
                <Menu.GroupLabel className="menu__head">{t('sidebar:appearance')}</Menu.GroupLabel>
                {themes.map(({ value, icon: Icon }) => (
                  <Menu.RadioItem key={value} value={value} className="menu__row" closeOnClick>
                    <Icon className="icon" />
                    <span className="grow">{t(`sidebar:theme.${value}`)}</span>
                    <Menu.RadioItemIndicator className="menu__mark">
                      <Check className="icon icon--14" />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
              <MenuGap />
              {may.manageHooks && (
                <MenuItem icon={HookIcon} hint={shortcutLabel('integrations')} onSelect={() => navigate(integrationsPath)}>
                  {t('sidebar:integrations')}
                </MenuItem>
              )}
              <MenuItem icon={Settings} hint={shortcutLabel('settings')} onSelect={() => navigate(settingsPath())}>
                {t('sidebar:settings')}
              </MenuItem>
              <MenuItem icon={Keyboard} hint={shortcutLabel('shortcuts')} onSelect={() => runShortcut('shortcuts')}>
                {t('sidebar:shortcuts')}
              </MenuItem>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  )
}
