/** The sidebar of the integrations pages: the way back, then one row for each kind that exists. */
import { ArrowDownLeft, ArrowUpRight, CircleHelp, KeyRound, LayoutGrid, SlidersHorizontal } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { integrationsPath, settingsPath } from '#renderer/lib/format/channel-path.ts'
import { formatCount } from '#renderer/lib/format/format-time.ts'
import { NavRow } from '#renderer/ui/nav-row.tsx'
import { SideNav } from '#renderer/ui/side-nav.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useSubscriptions } from './outgoing/queries.ts'
import { hooksPath, outgoingPath, straysPath, tokensPath } from './paths.ts'
import { useHooks, useTokens } from './queries.ts'

export function IntegrationsNav({ session, backHref }: { session: Session; backHref: string }) {
  const [path] = useLocation()
  const hooks = useHooks().data
  const subscriptions = useSubscriptions().data
  const tokens = useTokens().data
  return (
    <SideNav title={t('hooks:integrations')} backHref={backHref} backLabel={t('hooks:backToChannel')}>
      <NavRow href={integrationsPath} icon={<LayoutGrid className="icon" />} label={t('integrations:overview.title')} current={path === integrationsPath} />
      <NavRow href={hooksPath} icon={<ArrowDownLeft className="icon" />} label={t('hooks:title')} current={path.startsWith(hooksPath)} aside={<Count of={hooks} />} />
      <NavRow href={outgoingPath} icon={<ArrowUpRight className="icon" />} label={t('outgoing:title')} current={path.startsWith(outgoingPath)} aside={<Count of={subscriptions} />} />
      <NavRow href={tokensPath} icon={<KeyRound className="icon" />} label={t('integrations:tokens.title')} current={path.startsWith(tokensPath)} aside={<Count of={tokens} />} />
      {session.me.role !== 'member' && <NavRow href={straysPath} icon={<CircleHelp className="icon" />} label={t('inspector:strays.title')} current={path === straysPath} />}
      {session.may.changeSettings && <NavRow href={settingsPath('integrations')} icon={<SlidersHorizontal className="icon" />} label={t('integrations:overview.limitsTitle')} current={false} />}
    </SideNav>
  )
}

function Count({ of: list }: { of: readonly unknown[] | undefined }) {
  return list === undefined || list.length === 0 ? null : <span className="count">{formatCount(list.length)}</span>
}
