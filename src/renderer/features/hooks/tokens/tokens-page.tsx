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
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { t } from '#renderer/text/i18n.ts'
import { ListPage } from '../list-page.tsx'
import { useTokens } from '../queries.ts'
import { CreateTokenDialog } from './create-token-dialog.tsx'
import { RevokeTokenDialog } from './revoke-token-dialog.tsx'
import { TokenTable } from './token-table.tsx'

export function TokensPage({ session }: { session: Session }) {
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
      <ListPage
        title={t('integrations:tokens.title')}
        lead={t('integrations:tokens.lead')}
        query={useTokens()}
        add={createButton}
        bones={
          <div className="page__in" aria-busy="true" aria-label={t('integrations:tokens.loading')}>
            <Skeleton width="60%" />
          </div>
        }
        notLoaded={t('integrations:tokens.notLoaded')}
        none={{ icon: KeyRound, title: t('integrations:tokens.none'), text: t('integrations:tokens.noneText') }}
      >
        {(tokens) => (
          <div className="page tokens">
            <TokenTable tokens={tokens} onRevoke={setRevoking} />
            <p className="hint tokens__how">
              <Trans ns="integrations" i18nKey="tokens.how" />
            </p>
          </div>
        )}
      </ListPage>
      {making && <CreateTokenDialog session={session} returnTo={() => create.current} onClose={() => setMaking(false)} />}
      <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />
    </>
  )
}
