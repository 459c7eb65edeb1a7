/** The settings as they stand in the main panel. */
import { Suspense } from 'react'
import { SettingsPage, type SettingsParts } from '#renderer/features/settings/index.ts'
import { FormerPeople, PersonDevices, RemoveBeside, TeamPage } from '#renderer/features/team/index.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { t } from '#renderer/text/i18n.ts'
import { ConnectionBanner } from './banners.tsx'

export function SettingsPane({ page, session, backHref }: { page: string; session: Session; backHref: string }) {
  return (
    <section className="pane" aria-label={t('settings:title')}>
      <ConnectionBanner />
      <Suspense>
        <SettingsPage page={page} session={session} backHref={backHref} parts={listParts(session)} />
      </Suspense>
    </section>
  )
}

/** What stands among people waits for itself, so that the page stands meanwhile. */
function listParts(session: Session): SettingsParts {
  const { me } = session
  return {
    team: <TeamPage session={session} />,
    besideRole: (person) => (
      <Suspense>
        <RemoveBeside person={person} me={me} />
      </Suspense>
    ),
    belowPerson: (person) => (
      <Suspense>
        <PersonDevices person={person} me={me} />
      </Suspense>
    ),
    belowPeople: (
      <Suspense>
        <FormerPeople me={me} />
      </Suspense>
    ),
  }
}
