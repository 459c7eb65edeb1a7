/** The pages of webhooks and tokens, for who may manage some. */
import { Lock } from 'lucide-react'
import { useEffect } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { createAddress, HookCreatePage, HookListPage, HookPage, hooksPath, IntegrationsPage, newOutgoingPath, outgoingPath, StraysPage, straysPath, SubscriptionCreatePage, SubscriptionListPage, SubscriptionPage, tokensPath, TokensPage } from '#renderer/features/hooks/index.ts'
import { integrationsPath } from '#renderer/lib/format/channel-path.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { t } from '#renderer/text/i18n.ts'
import { ConnectionBanner, ListenerBanner } from './banners.tsx'

export const integrationsAddress = /^\/integrations(?:\/.*)?$/

export function IntegrationPages({ session }: { session: Session }) {
  useEffect(() => void (document.title = t('app:windowTitle', { page: t('hooks:integrations') })), [])
  return (
    <section className="pane" aria-label={t('hooks:integrations')}>
      <ConnectionBanner />
      <ListenerBanner />
      {session.may.manageHooks ? <Pages session={session} /> : <AdminsOnly />}
    </section>
  )
}

function Pages({ session }: { session: Session }) {
  return (
    <Switch>
      <Route path={integrationsPath}>
        <IntegrationsPage session={session} />
      </Route>
      <Route path={tokensPath}>
        <TokensPage session={session} />
      </Route>
      {session.me.role !== 'member' && (
        <Route path={straysPath}>
          <StraysPage />
        </Route>
      )}
      <Route path={createAddress}>
        <HookCreatePage session={session} />
      </Route>
      {[hooksPath, `${hooksPath}/in/:channel`].map((list) => (
        <Route key={list} path={list}>
          {({ channel }: { channel?: string }) => <HookListPage channel={channel} session={session} />}
        </Route>
      ))}
      <Route path={outgoingPath}>
        <SubscriptionListPage session={session} />
      </Route>
      <Route path={newOutgoingPath}>
        <SubscriptionCreatePage session={session} />
      </Route>
      <Route path={`${outgoingPath}/:id/:tab?`}>
        <SubscriptionPage session={session} />
      </Route>
      <Route path={`${hooksPath}/:id/:tab?/:request?`}>{({ id }: { id?: string }) => <HookPage key={id} />}</Route>
      <Route>
        <Redirect to={integrationsPath} replace />
      </Route>
    </Switch>
  )
}

/** For who types the address; the menu does not lead here. Opens by itself when an admin changes the setting. */
function AdminsOnly() {
  return (
    <Empty icon={Lock} title={t('app:adminsOnly')} text={t('app:adminsOnlyText')}>
      <ButtonLink href="/">{t('app:backToChannels')}</ButtonLink>
    </Empty>
  )
}
