/** The categories of integrations, one card each, and what of them needs a look: only what exists and what I may do. */
import '#renderer/ui/page.css'
import './integrations-page.css'
import { ArrowDownLeft, ArrowUpRight, ChevronRight, KeyRound, SlidersHorizontal } from 'lucide-react'
import type { ComponentType } from 'react'
import { Link } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { settingsPath } from '#renderer/lib/format/channel-path.ts'
import { formatCount } from '#renderer/lib/format/format-time.ts'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { t } from '#renderer/text/i18n.ts'
import { AddLink } from '../list-page.tsx'
import { useSubscriptions } from '../outgoing/queries.ts'
import { LiveCounts } from '../live-counts.tsx'
import { hooksPath, newHookPath, outgoingPath, tokensPath } from '../paths.ts'
import { useHooks, useTokens } from '../queries.ts'
import { Attention } from './attention.tsx'

export function IntegrationsPage({ session }: { session: Session }) {
  const hooks = useHooks().data
  const subscriptions = useSubscriptions().data
  const tokens = useTokens().data
  return (
    <div className="page">
      <LiveCounts />
      <PageHead title={t('hooks:integrations')} lead={t('integrations:overview.lead')}>
        <AddLink href={newHookPath()} label={t('hooks:add')} />
      </PageHead>
      <ul className="page__in kinds">
        <Tile href={hooksPath} icon={ArrowDownLeft} title={t('hooks:title')} text={hooks?.length === 0 ? t('integrations:overview.incomingNone') : t('integrations:overview.incoming')} count={hooks?.length} />
        <Tile href={outgoingPath} icon={ArrowUpRight} title={t('outgoing:title')} text={subscriptions?.length === 0 ? t('outgoing:tileNone') : t('outgoing:lead')} count={subscriptions?.length} />
        <Tile href={tokensPath} icon={KeyRound} title={t('integrations:tokens.title')} text={t('integrations:overview.tokens')} count={tokens?.length} />
        {session.may.changeSettings && <Tile href={settingsPath('integrations')} icon={SlidersHorizontal} title={t('integrations:overview.limitsTitle')} text={t('integrations:overview.limits')} />}
      </ul>
      <Attention withStrays={session.me.role !== 'member'} />
    </div>
  )
}

interface TileProps {
  href: string
  icon: ComponentType<{ className?: string }>
  title: string
  text: string
  count?: number | undefined
}

function Tile({ href, icon: Icon, title, text, count }: TileProps) {
  return (
    <li>
      <Link href={href} className="kind">
        <Icon className="icon icon--20" />
        <div className="grow">
          <h2 className="kind__title">
            {title}
            {count !== undefined && count > 0 && <span className="count">{formatCount(count)}</span>}
          </h2>
          <p className="kind__text">{text}</p>
        </div>
        <ChevronRight className="icon icon--14 kind__more" />
      </Link>
    </li>
  )
}
