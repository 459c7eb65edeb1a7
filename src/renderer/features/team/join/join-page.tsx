/** Joining another workspace, a page of its own: the link, what it leads to, what happens to the workspace here, and who one is there. */
import './join.css'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { useSession } from '#renderer/lib/data/queries.ts'
import { closeJoining, useJoining } from '#renderer/lib/screen/joining.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Logo } from '#renderer/ui/logo.tsx'
import { InviteFacts } from './invite-facts.tsx'
import { JoinForm } from './join-form.tsx'
import { LinkForm } from './link-form.tsx'
import { useJoin } from './use-join.ts'

export function JoinPage({ me }: { me: Person }) {
  const given = useJoining(({ link }) => link)
  return <Page key={given} given={given} me={me} />
}

/** A link that comes while the page is open begins it anew. */
function Page({ given, me }: { given: string; me: Person }) {
  const [link, setLink] = useState(given)
  const join = useJoin()
  // Who has just started Hookline has none to stay in.
  const hasWorkspace = useSession().data?.workspace.greeted === true
  const invite = useQuery({ queryKey: ['invite', link], queryFn: () => rpc.team.inspectInvite({ link }), enabled: link !== '', staleTime: 0, gcTime: 0, retry: false })
  useEffect(() => void (document.title = t('app:windowTitle', { page: t('team:join.title') })), [])
  const isUnderWay = join.isPending || join.isSuccess
  return (
    <main className="join">
      <div className="join__in">
        <Logo size="large" />
        <h1 className="join__title">{t('team:join.title')}</h1>
        {invite.data === undefined ? (
          <LinkForm link={link} busy={invite.isFetching} error={invite.error} onLink={(next) => (next === link ? void invite.refetch() : setLink(next))} />
        ) : (
          <>
            <InviteFacts invite={invite.data} />
            {isUnderWay ? <UnderWay host={invite.data.addresses[0] ?? ''} /> : <JoinForm me={me} replaces={invite.data.replaces} error={join.error} onJoin={(who) => join.mutate({ link, ...who })} />}
          </>
        )}
        {!isUnderWay && (
          <Button kind="quiet" className="join__back" onClick={closeJoining}>
            <ArrowLeft className="icon" />
            {hasWorkspace ? t('team:join.back') : t('app:back')}
          </Button>
        )}
      </div>
    </main>
  )
}

function UnderWay({ host }: { host: string }) {
  return (
    <div className="join__way" role="status">
      <progress className="join__bar" aria-label={t('team:join.underWay', { host })} />
      <p>{t('team:join.underWay', { host })}</p>
      <p className="hint">{t('team:join.underWayHint')}</p>
    </div>
  )
}
