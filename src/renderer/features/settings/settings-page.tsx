/** One page of the settings under its title; Esc leaves for where one came from. */
import './parts/settings.css'
import '#renderer/ui/page.css'
import '#renderer/ui/card.css'
import { Settings2 } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { settingsPath } from '#renderer/lib/format/channel-path.ts'
import { t } from '#renderer/text/i18n.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { shownPages, type SettingsPageName } from './page-names.ts'
import { AboutPage } from './pages/about-page.tsx'
import { DesktopPage } from './pages/desktop-page.tsx'
import { DataPage } from './pages/data-page.tsx'
import { IntegrationsPage } from './pages/integrations-page.tsx'
import { LookPage } from './pages/look-page.tsx'
import { NotificationsPage } from './pages/notifications-page.tsx'
import { ProfilePage } from './pages/profile-page.tsx'
import { WorkspacePage } from './pages/workspace-page.tsx'

/** What other parts of the window know and show among the settings. */
export interface SettingsParts {
  readonly team: ReactNode
  /** Beside the role of each person; nothing where there is nothing to do. */
  besideRole(person: Person): ReactNode
  /** Below each person; nothing where there is nothing to say. */
  belowPerson(person: Person): ReactNode
  /** Below all of them. */
  readonly belowPeople: ReactNode
}

interface PageProps {
  session: Session
  parts: SettingsParts
}

const pages: Record<SettingsPageName, (props: PageProps) => ReactNode> = {
  profile: ProfilePage,
  look: LookPage,
  notifications: NotificationsPage,
  workspace: ({ session, parts }) => <WorkspacePage session={session} parts={parts} />,
  team: ({ parts }) => parts.team,
  integrations: IntegrationsPage,
  desktop: DesktopPage,
  data: DataPage,
  about: AboutPage,
}

export interface SettingsPageProps {
  /** As it stands in the address. */
  page: string
  session: Session
  /** Where Esc leads. */
  backHref: string
  parts: SettingsParts
}

export function SettingsPage({ page, session, backHref, parts }: SettingsPageProps) {
  const name = shownPages(session).find((one) => one === page)
  useLeaveOnEscape(backHref)
  const title = name === undefined ? t('settings:title') : t(`settings:pages.${name}.title`)
  useEffect(() => void (document.title = `${title} · Hookline`), [title])
  if (name === undefined)
    return (
      <div className="centre">
        <Empty icon={Settings2} title={t('settings:noPage')} text={t('settings:noPageText')}>
          <ButtonLink href={settingsPath()}>{t('settings:pages.profile.title')}</ButtonLink>
        </Empty>
      </div>
    )
  const Page = pages[name]
  return (
    <div className="page" key={name}>
      <PageHead title={title} lead={t(`settings:pages.${name}.lead`)} />
      <div className="page__in settings">
        <Page session={session} parts={parts} />
      </div>
    </div>
  )
}

/** Whatever is open above the page, and a field that takes its change back, has Esc first. */
function useLeaveOnEscape(backHref: string): void {
  const [, navigate] = useLocation()
  const leave = useRef(() => navigate(backHref))
  useEffect(() => void (leave.current = () => navigate(backHref)))
  useEffect(() => {
    const handleKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      if (document.querySelector('.scrim, .menu, .person-card, [role="dialog"]') !== null) return
      leave.current()
    }
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [])
}
