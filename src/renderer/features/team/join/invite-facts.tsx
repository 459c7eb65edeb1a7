/** What an invite says of itself: nothing of it is proven before the fingerprint was compared with somebody who is in. */
import { Trans } from 'react-i18next'
import { TriangleAlert } from 'lucide-react'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import type { rpc } from '#renderer/lib/data/client.ts'
import { t } from '#renderer/text/i18n.ts'

type InviteView = Awaited<ReturnType<typeof rpc.team.inspectInvite>>

export function InviteFacts({ invite: { workspaceName, addresses, fingerprint, expiresAt, replaces } }: { invite: InviteView }) {
  const now = useNow()
  return (
    <>
      <dl className="join__facts">
        <dt>{t('team:join.workspace')}</dt>
        <dd>
          <bdi className="strong">{workspaceName}</bdi>
        </dd>
        <dt>{t('team:join.host')}</dt>
        <dd>
          <code>{addresses.join(' · ')}</code>
        </dd>
        <dt>{t('team:fingerprint')}</dt>
        <dd>
          <code className="team-digits">{fingerprint}</code>
        </dd>
        <dt>{t('team:join.expires')}</dt>
        <dd>{expiresAt === null ? t('team:invites.noEnd') : expiresAt <= now ? <span className="join__over">{t('team:join.over', { moment: formatMoment(expiresAt, now) })}</span> : formatMoment(expiresAt, now)}</dd>
      </dl>
      <p className="hint">{t('team:join.compare')}</p>
      {replaces !== null && (
        <p className="join__replaces" role="note">
          <TriangleAlert className="icon" />
          <span>
            <Trans ns="team" i18nKey="join.replaces" count={replaces.messages} values={{ name: replaces.workspaceName }} />
          </span>
        </p>
      )}
    </>
  )
}
