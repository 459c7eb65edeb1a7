/** The settings as they stand in the main panel. */
import { Suspense } from 'react'
import { SettingsPage } from '#renderer/features/settings/index.ts'
import { FormerPeople, PersonDevices, TeamPage } from '#renderer/features/team/index.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { t } from '#renderer/text/i18n.ts'
import { ConnectionBanner } from './banners.tsx'

export function SettingsPane({ page, session, backHref }: { page: string; session: Session; backHref: string }) {
  return (
    <section className="pane" aria-label={t('settings:title')}>
      <ConnectionBanner />
      <Suspense>
        <SettingsPage page={page} session={session} backHref={backHref} parts={{ team: <TeamPage session={session} />, belowPerson: (person) => <BelowPerson person={person} me={session.me} />, belowPeople: <FormerPeople me={session.me} /> }} />
      </Suspense>
    </section>
  )
}

/** Waits for itself, so that the page stands meanwhile. */
function BelowPerson(props: { person: Person; me: Person }) {
  return (
    <Suspense>
      <PersonDevices {...props} />
    </Suspense>
  )
}
