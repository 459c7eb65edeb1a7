/** One row for each outgoing webhook; the whole row opens it, the name is the link for the keyboard. */
import '../list/hook-list.css'
import './subscription-table.css'
import { Link } from 'wouter'
import type { Subscription } from '#shared/contract/subscription.ts'
import { getFormat } from '#shared/formats/index.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Pill } from '#renderer/ui/pill.tsx'
import { HookAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { CreatedBy } from '../created-by.tsx'
import { subscriptionPath } from '../paths.ts'
import { useOwnerName } from '../queries.ts'
import { ActionsHead } from '../rows/actions-head.tsx'
import { RowMenu } from '../rows/row-menu.tsx'
import { useRowLink } from '../rows/use-row-link.ts'
import { channelNames, describeStanding, describeTrigger, isElsewhere, type Known } from '../outgoing/describe-subscription.ts'
import { useSubscriptionStandings } from '../outgoing/queries.ts'
import { SubscriptionSwitch } from '../outgoing/subscription-switch.tsx'
import { Dash } from './dash.tsx'

export interface SubscriptionTableProps {
  subscriptions: readonly Subscription[]
  known: Known
  onDelete: (subscription: Subscription) => void
}

export function SubscriptionTable({ subscriptions, known, onDelete }: SubscriptionTableProps) {
  const standings = useSubscriptionStandings().data
  const failingSince = ({ id }: Subscription): number | null => standings?.find(({ subscriptionId }) => subscriptionId === id)?.failingSince ?? null
  return (
    <div className="page">
      <table className="grid">
        <thead>
          <tr>
            <th>{t('hooks:name')}</th>
            <th>{t('outgoing:listensTo')}</th>
            <th className="hide-tight">{t('outgoing:sendsTo')}</th>
            <th className="hide-narrow">{t('outgoing:form.format')}</th>
            <th className="hide-narrow">{t('hooks:createdBy')}</th>
            <th>{t('hooks:on')}</th>
            <ActionsHead />
          </tr>
        </thead>
        <tbody>
          {subscriptions.map((subscription) => (
            <Row key={subscription.id} subscription={subscription} failingSince={failingSince(subscription)} known={known} onDelete={onDelete} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps extends Pick<SubscriptionTableProps, 'known' | 'onDelete'> {
  subscription: Subscription
  /** Since when every attempt failed (ms since epoch); null while it works. */
  failingSince: number | null
}

function Row({ subscription, failingSince, known, onDelete }: RowProps) {
  const ownerName = useOwnerName()(subscription.owner)
  const handleClick = useRowLink(subscriptionPath(subscription.id))
  return (
    <tr className={subscription.enabled ? 'hookrow' : 'hookrow is-off'} onClick={handleClick}>
      <td className="grid__name">
        <Name subscription={subscription} failingSince={failingSince} />
      </td>
      <td className="grid__listens">
        <Listens subscription={subscription} known={known} />
      </td>
      <td className="grid__hosts hide-tight">
        <Several of={subscription.hosts} />
      </td>
      <td className="hide-narrow">{getFormat(subscription.format).label}</td>
      <td className="hide-narrow grid__owner">
        <CreatedBy username={subscription.owner} name={ownerName} createdAt={subscription.createdAt} />
      </td>
      <td>
        <SubscriptionSwitch subscription={subscription} />
      </td>
      <td>
        <RowMenu name={subscription.name} path={subscriptionPath(subscription.id)} settingsPath={isElsewhere(subscription) ? null : subscriptionPath(subscription.id, 'settings')} onDelete={() => onDelete(subscription)} />
      </td>
    </tr>
  )
}

function Name({ subscription, failingSince }: Pick<RowProps, 'subscription' | 'failingSince'>) {
  const now = useNow()
  const standing = describeStanding(subscription, failingSince)
  return (
    <div className="who">
      <HookAvatar name={subscription.name} iconUrl={subscription.iconUrl} iconEmoji={null} size={32} corner={false} />
      <div className="grow">
        <div className="outname">
          <Link className="who__name clip" href={subscriptionPath(subscription.id)}>
            <bdi>{subscription.name}</bdi>
          </Link>
          {standing !== null && <Pill tone={standing.tone}>{standing.label}</Pill>}
        </div>
        <div className="who__sub clip">{sublineOf(subscription, failingSince, now)}</div>
      </div>
    </div>
  )
}

/** What is wrong, where something is; else what it is for. */
function sublineOf({ enabled, paused, description }: Subscription, failingSince: number | null, now: number): string {
  if (!enabled) return description
  if (paused !== null) return t(`delivery:paused.${paused}`)
  return failingSince === null ? description : t('delivery:failing', { when: formatMoment(failingSince, now) })
}

function Listens({ subscription, known }: { subscription: Subscription; known: Known }) {
  const names = channelNames(subscription, known)
  return (
    <>
      {names.length === 0 ? <span>{t('outgoing:allPublic')}</span> : <Several of={names} />}
      <div className="who__sub clip" title={describeTrigger(subscription)}>
        {describeTrigger(subscription)}
      </div>
    </>
  )
}

/** The first, and how many more; all of them where one points. */
function Several({ of: names }: { of: readonly string[] }) {
  if (names.length === 0) return <Dash />
  return (
    <div className="clip" title={names.join(', ')}>
      <bdi>{names[0]}</bdi>
      {names.length > 1 && <span className="faint"> {t('hooks:moreDialects', { total: names.length - 1 })}</span>}
    </div>
  )
}

