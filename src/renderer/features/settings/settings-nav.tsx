/** The sidebar of the settings: the way back, then one row for each page that I may see. */
import { Bell, AppWindow, Building2, Database, Info, Palette, UserRound, UsersRound, type LucideIcon } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { settingsPath } from '#renderer/lib/format/channel-path.ts'
import { t } from '#renderer/text/i18n.ts'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { NavRow } from '#renderer/ui/nav-row.tsx'
import { SideNav } from '#renderer/ui/side-nav.tsx'
import { shownPages, type SettingsPageName } from './page-names.ts'

const icons: Record<SettingsPageName, LucideIcon> = { profile: UserRound, look: Palette, notifications: Bell, workspace: Building2, team: UsersRound, integrations: HookIcon, desktop: AppWindow, data: Database, about: Info }

export function SettingsNav({ session, backHref }: { session: Session; backHref: string }) {
  const [path] = useLocation()
  return (
    <SideNav title={t('settings:title')} backHref={backHref} backLabel={t('settings:back')}>
      {shownPages(session).map((name) => {
        const Icon = icons[name]
        return <NavRow key={name} href={settingsPath(name)} icon={<Icon className="icon" />} label={t(`settings:pages.${name}.title`)} current={path === settingsPath(name)} />
      })}
    </SideNav>
  )
}
