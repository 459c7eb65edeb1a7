/** The menu on the workspace's name: how this window looks. */
import '#renderer/ui/menu.css'
import { Menu } from '@base-ui/react/menu'
import { Check, ChevronDown, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { setPreference } from '#renderer/lib/set-preference.ts'
import { useTheme, type Theme } from '#renderer/lib/theme.ts'
import { toast } from '#renderer/ui/toast.tsx'

const themes: readonly { value: Theme; label: string; icon: LucideIcon }[] = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'As the system', icon: Monitor },
]

export function WorkspaceMenu({ name }: { name: string }) {
  const theme = useTheme()
  return (
    <div className="workspace__grow">
      <Menu.Root modal={false}>
        <Menu.Trigger className="workspace__button" aria-label={`${name}, workspace menu`}>
          <bdi className="clip">{name}</bdi>
          <ChevronDown className="icon icon--14" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="menu-place" align="start" sideOffset={6}>
            <Menu.Popup className="menu">
              <Menu.RadioGroup value={theme} onValueChange={(next: Theme) => void setPreference('look.theme', next).catch((error: unknown) => toast({ tone: 'bad', text: toErrorBody(error).message }))}>
                <Menu.GroupLabel className="menu__head">Appearance</Menu.GroupLabel>
                {themes.map(({ value, label, icon: Icon }) => (
                  <Menu.RadioItem key={value} value={value} className="menu__row" closeOnClick>
                    <Icon className="icon" />
                    <span className="grow">{label}</span>
                    <Menu.RadioItemIndicator className="menu__mark">
                      <Check className="icon icon--14" />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  )
}
