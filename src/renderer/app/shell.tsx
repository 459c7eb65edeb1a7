/** The frame of the window: title bar, sidebar, main panel, and which page stands in it. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { BrowsePage } from '#renderer/features/browse/index.ts'
import { ChannelDialogs } from '#renderer/features/channel-details/index.ts'
import { IntegrationsNav } from '#renderer/features/hooks/index.ts'
import { PaletteHost } from '#renderer/features/palette/index.ts'
import { ShortcutsDialog } from '#renderer/features/shortcuts/index.ts'
import { SettingsNav } from '#renderer/features/settings/index.ts'
import { ChannelKeys, ListenerStatus, NewDialogs, Sidebar } from '#renderer/features/sidebar/index.ts'
import { browsePath, channelPath } from '#renderer/lib/format/channel-path.ts'
import { startDrafts } from '#renderer/lib/writing/draft-sync.ts'
import { startKeepingEdits } from '#renderer/lib/writing/keep-edits.ts'
import { startOutbox } from '#renderer/lib/writing/outbox.ts'
import { isConversation, isIn } from '#renderer/lib/data/may-in-channel.ts'
import { useChannels } from '#renderer/lib/data/queries.ts'
import { startShortcuts } from '#renderer/lib/screen/shortcuts.ts'
import { loadEmojiNames } from '#renderer/widgets/message-body/emoji-names.ts'
import { MessageDialogs } from '#renderer/widgets/message-actions/message-dialogs.tsx'
import { VersionsDialog } from '#renderer/widgets/versions/versions-dialog.tsx'
import { t } from '#renderer/text/i18n.ts'
import { AppKeys } from './app-keys.tsx'
import { ConnectionBanner } from './banners.tsx'
import { ChannelPage } from './channel-page.tsx'
import { useFocusRegions } from './focus-regions.ts'
import { InboxPages, inboxPaths } from './inbox-pane.tsx'
import { IntegrationPages, integrationsAddress } from './integration-pages.tsx'
import { BrokenPage, NoticePage } from './notice-pages.tsx'
import { OverAll } from './over-all.tsx'
import { usePaletteItems } from './palette-items.tsx'
import { WithRightPanel } from './right-panel.tsx'
import { sayRescued } from './say-rescued.ts'
import { SearchPane, searchAddress } from './search-pane.tsx'
import { SettingsPane } from './settings-pane.tsx'
import { Side, useSide } from './side.tsx'
import { TitleBar } from './title-bar.tsx'

export function Shell({ session }: { session: Session }) {
  const [path] = useLocation()
  const side = useSide(path)
  const lastChannel = useLastChannel(path)
  const cache = useQueryClient()
  useEffect(() => loadAhead(), [])
  useEffect(() => startShortcuts(), [])
  // What an earlier start could not send; only the first call counts.
  useEffect(() => startOutbox(cache, session), [cache, session])
  useEffect(() => startDrafts(cache, session), [cache, session])
  useEffect(() => startKeepingEdits(session, sayRescued), [session])
  useFocusRegions()
  return (
    <div className="window">
      <TitleBar me={session.me} workspace={session.workspace.name} sidebarShown={side.shown} onToggleSidebar={side.toggle} />
      <div className={side.shown && !side.over ? 'app' : 'app app--wide'}>
        {side.shown && (
          <Side side={side}>
            <Nav session={session} path={path} backHref={lastChannel} />
            <ListenerStatus me={session.me} />
          </Side>
        )}
        <main className="main" inert={side.over}>
          <WithRightPanel session={session}>
            <ErrorBoundary FallbackComponent={BrokenPage} resetKeys={[path]}>
              <Pages session={session} backHref={lastChannel} />
            </ErrorBoundary>
          </WithRightPanel>
        </main>
      </div>
      <OverAll session={session} />
      <AppKeys session={session} />
      <PaletteHost session={session} useItems={usePaletteItems} />
      <ShortcutsDialog />
      <ChannelKeys session={session} />
      <NewDialogs session={session} />
      <ChannelDialogs session={session} />
      <MessageDialogs />
      <VersionsDialog />
    </div>
  )
}

/** Integrations and settings have a sidebar of their own. */
function Nav({ session, path, backHref }: { session: Session; path: string; backHref: string }) {
  if (path.startsWith('/integrations') && session.may.manageHooks) return <IntegrationsNav session={session} backHref={backHref} />
  if (path.startsWith('/settings')) return <SettingsNav session={session} backHref={backHref} />
  return <Sidebar session={session} />
}

/** One route for both, so that following a link to a message leaves the channel's page standing. */
const channelAddress = /^\/channels\/(?<name>[^/]+)(?:\/messages\/(?<messageId>[^/]+))?\/?$/

function Pages({ session, backHref }: { session: Session; backHref: string }) {
  return (
    <Switch>
      <Route path={channelAddress}>{({ name = '', messageId }) => <ChannelPage name={name} messageId={messageId} session={session} />}</Route>
      {inboxPaths.map((inbox) => (
        <Route key={inbox} path={inbox}>
          <InboxPages session={session} />
        </Route>
      ))}
      <Route path={browsePath}>
        <section className="pane" aria-label={t('channels:browseTitle')}>
          <ConnectionBanner />
          <BrowsePage session={session} />
        </section>
      </Route>
      <Route path={integrationsAddress}>
        <IntegrationPages session={session} />
      </Route>
      <Route path={searchAddress}>
        <SearchPane session={session} backHref={backHref} />
      </Route>
      <Route path="/settings/:page?">{({ page = 'profile' }) => <SettingsPane page={page} session={session} backHref={backHref} />}</Route>
      <Route>
        <FirstChannel session={session} />
      </Route>
    </Switch>
  )
}

function FirstChannel({ session: { me } }: { session: Session }) {
  const { data: channels } = useChannels()
  const alive = channels?.filter((channel) => channel.archivedAt === null) ?? []
  const first = alive.find((channel) => isIn(channel, me) && !isConversation(channel)) ?? alive.find((channel) => isIn(channel, me)) ?? alive[0]
  if (channels === undefined) return <section className="pane" aria-busy="true" />
  return first === undefined ? <NoticePage title={t('app:noChannel')} text={t('app:noChannelText')} /> : <Redirect to={channelPath(first)} replace />
}

/** What the first message with an emoji would wait for. */
function loadAhead(): () => void {
  const handle = requestIdleCallback(() => void loadEmojiNames())
  return () => cancelIdleCallback(handle)
}

function useLastChannel(path: string): string {
  const [last, setLast] = useState('/')
  if (path.startsWith('/channels/') && path !== last) setLast(path)
  return last
}
