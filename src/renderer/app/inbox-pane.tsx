/** The pages that collect what waits for me, each under the banners of the window. */
import type { ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { MentionsPage, SavedPage, ThreadsPage, UnreadPage } from '#renderer/features/inbox/index.ts'
import { mentionsPath, savedPath, threadsPath, unreadPath } from '#renderer/lib/format/channel-path.ts'
import { t } from '#renderer/text/i18n.ts'
import { ConnectionBanner, ListenerBanner } from './banners.tsx'

/** Where these pages stand. */
export const inboxPaths = [unreadPath, threadsPath, mentionsPath, savedPath] as const

export function InboxPages({ session: { me } }: { session: Session }) {
  return (
    <Switch>
      <Route path={unreadPath}>
        <Pane label={t('inbox:unreadTitle')}>
          <UnreadPage me={me} />
        </Pane>
      </Route>
      <Route path={threadsPath}>
        <Pane label={t('inbox:threads')}>
          <ThreadsPage me={me} />
        </Pane>
      </Route>
      <Route path={mentionsPath}>
        <Pane label={t('inbox:mentions')}>
          <MentionsPage me={me} />
        </Pane>
      </Route>
      <Route path={savedPath}>
        <Pane label={t('inbox:saved')}>
          <SavedPage me={me} />
        </Pane>
      </Route>
    </Switch>
  )
}

function Pane({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="pane" aria-label={label}>
      <ConnectionBanner />
      <ListenerBanner />
      {children}
    </section>
  )
}
