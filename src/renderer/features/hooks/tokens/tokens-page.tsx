/** Tokens: what programs show to manage webhooks in somebody's name. Listed, made with the secret shown once, revoked. */
import '#renderer/ui/page.css'
import '../page.css'
import './tokens.css'
import { KeyRound, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Trans } from 'react-i18next'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { Token } from '#shared/contract/token.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { t } from '#renderer/text/i18n.ts'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { useTokens } from '../queries.ts'
import { CreateTokenDialog } from './create-token-dialog.tsx'
import { RevokeTokenDialog } from './revoke-token-dialog.tsx'
import { TokenTable } from './token-table.tsx'

export function TokensPage({ session }: { session: Session }) {
  const { data: tokens, error, isFetching, refetch } = useTokens()
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<Token | null>(null)
  // With the first token it stands in another place.
  const create = useRef<HTMLButtonElement>(null)
  const createButton = (
    <Button ref={create} kind="primary" onClick={() => setMaking(true)}>
      <Plus className="icon" />
      {t('integrations:tokens.create')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('integrations:tokens.title')} lead={t('integrations:tokens.lead')}>
        {tokens !== undefined && tokens.length > 0 && createButton}
      </PageHead>
      {tokens === undefined && error === null && (
        <div className="page__in" aria-busy="true" aria-label={t('integrations:tokens.loading')}>
          <Skeleton width="60%" />
        </div>
      )}
      {tokens === undefined && error !== null && <LoadProblem title={t('integrations:tokens.notLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {tokens?.length === 0 && (
        <div className="centre">
          <Empty icon={KeyRound} title={t('integrations:tokens.none')} text={t('integrations:tokens.noneText')}>
            {createButton}
          </Empty>
        </div>
      )}
      {tokens !== undefined && tokens.length > 0 && (
        <div className="page tokens">
          <TokenTable tokens={tokens} onRevoke={setRevoking} />
          <p className="hint tokens__how">
            <Trans ns="integrations" i18nKey="tokens.how" />
          </p>
        </div>
      )}
      {making && <CreateTokenDialog session={session} returnTo={() => create.current} onClose={() => setMaking(false)} />}
      <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />
    </>
  )
}
