/** Who agreed that this webhook sends what happens in a channel: who, when, to where and what. */
import { ShieldQuestion } from 'lucide-react'
import type { Consent, Subscription } from '#shared/contract/subscription.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { formatAbsolute, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useChannels, useEverybody } from '#renderer/lib/data/queries.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Empty } from '#renderer/ui/empty.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { Link } from 'wouter'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { useOwnerName } from '../queries.ts'
import { useConsents } from '../outgoing/queries.ts'
import './consents-tab.css'

export function ConsentsTab({ subscription, me }: { subscription: Subscription; me: string }) {
  const { data: consents, error, isFetching, refetch } = useConsents(subscription.id)
  if (consents === undefined && error !== null) return <LoadProblem title={t('listening:consents.notLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />
  if (consents === undefined)
    return (
      <div className="consents__lead" aria-busy="true" aria-label={t('listening:consents.loading')}>
        <Skeleton width="60%" />
      </div>
    )
  return (
    <div className="page">
      <p className="consents__lead soft">{t('listening:consents.lead')}</p>
      {consents.length === 0 ? (
        <div className="centre">
          <Empty icon={ShieldQuestion} title={t('listening:consents.none')} text={t('listening:consents.noneText')} />
        </div>
      ) : (
        <table className="grid">
          <thead>
            <tr>
              <th>{t('hooks:channel')}</th>
              <th>{t('listening:consents.who')}</th>
              <th>{t('listening:consents.when')}</th>
              <th>{t('outgoing:sendsTo')}</th>
              <th className="hide-narrow">{t('outgoing:form.events')}</th>
            </tr>
          </thead>
          <tbody>
            {consents.map((consent) => (
              <ConsentRow key={`${consent.channelId} ${consent.personId}`} consent={consent} me={me} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function ConsentRow({ consent, me }: { consent: Consent; me: string }) {
  const channels = useChannels().data ?? []
  const people = useEverybody()
  const name = useOwnerName()(consent.person)
  const now = useNow()
  const channel = channels.find(({ id }) => id === consent.channelId)
  return (
    <tr>
      <td>{channel === undefined ? <span className="faint">{t('listening:consents.elsewhere')}</span> : <Link href={channelPath(channel)}>{channelTitle(channel, me, people).title}</Link>}</td>
      <td>
        <span className="chan">
          <PersonAvatar username={consent.person} name={name} size={20} />
          <bdi className="clip">{name}</bdi>
        </span>
      </td>
      <td className="num" title={formatAbsolute(consent.givenAt)}>
        {formatMoment(consent.givenAt, now)}
      </td>
      <td className="consents__hosts">{consent.hosts.join(', ')}</td>
      <td className="hide-narrow consents__hosts">{consent.events.map((event) => t(`outgoing:event.${event}`)).join(', ')}</td>
    </tr>
  )
}
