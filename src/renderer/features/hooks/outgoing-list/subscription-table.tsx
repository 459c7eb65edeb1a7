/** One row for each outgoing webhook; the whole row opens it, the name is the link for the keyboard. */
import '../list/hook-list.css'
import './subscription-table.css'
import { Ellipsis, PanelRightOpen, Pencil, Trash2 } from 'lucide-react'
import type { MouseEvent } from 'react'
import { Link, useLocation } from 'wouter'
import type { Subscription } from '#shared/contract/subscription.ts'
import { getFormat } from '#shared/formats/index.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu, MenuItem } from '#renderer/ui/menu.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { HookAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { CreatedBy } from '../created-by.tsx'
import { subscriptionPath } from '../paths.ts'
import { useOwnerName } from '../queries.ts'
import { channelNames, describeStanding, describeTrigger, type Known } from '../outgoing/describe-subscription.ts'
import { useSwitchSubscription } from '../outgoing/mutations.ts'
import { Dash } from './dash.tsx'

export interface SubscriptionTableProps {
  subscriptions: readonly Subscription[]
  known: Known
  onDelete: (subscription: Subscription) => void
}

export function SubscriptionTable({ subscriptions, known, onDelete }: SubscriptionTableProps) {
  return (
    <div className="page">
      <table className="grid">
        <thead>
          <tr>
            <th>{t('hooks:name')}</th>
            <th>{t('outgoing:listensTo')}</th>
            <th>{t('outgoing:sendsTo')}</th>
            <th className="hide-narrow">{t('outgoing:form.format')}</th>
            <th className="hide-narrow">{t('hooks:createdBy')}</th>
            <th>{t('hooks:on')}</th>
            <th>
              <span className="only-spoken">{t('hooks:actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {subscriptions.map((subscription) => (
            <Row key={subscription.id} subscription={subscription} known={known} onDelete={onDelete} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ subscription, known, onDelete }: Pick<SubscriptionTableProps, 'known' | 'onDelete'> & { subscription: Subscription }) {
  const [, navigate] = useLocation()
  const { mutate: switchOn } = useSwitchSubscription()
  const ownerName = useOwnerName()(subscription.owner)
  const handleClick = (event: MouseEvent) => {
    // Its own controls act for themselves; a menu's click arrives here through React although it stands elsewhere.
    const isOwnArea = event.currentTarget.contains(event.target as Node) && (event.target as Element).closest('button, a') === null
    if (isOwnArea) navigate(subscriptionPath(subscription.id))
  }
  return (
    <tr className={subscription.enabled ? 'hookrow' : 'hookrow is-off'} onClick={handleClick}>
      <td className="grid__name">
        <Name subscription={subscription} />
      </td>
      <td className="grid__listens">
        <Listens subscription={subscription} known={known} />
      </td>
      <td className="grid__hosts">
        <Several of={subscription.hosts} />
      </td>
      <td className="hide-narrow">{getFormat(subscription.format).label}</td>
      <td className="hide-narrow grid__owner">
        <CreatedBy username={subscription.owner} name={ownerName} createdAt={subscription.createdAt} />
      </td>
      <td>
        <Switch label={t('hooks:isOn', { name: subscription.name })} checked={subscription.enabled} onChange={(enabled) => switchOn({ subscription, enabled })} />
      </td>
      <td>
        <RowMenu subscription={subscription} onDelete={onDelete} />
      </td>
    </tr>
  )
}

function Name({ subscription }: { subscription: Subscription }) {
  const standing = describeStanding(subscription)
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
        <div className="who__sub clip">{subscription.enabled && subscription.paused !== null ? <span lang="en">{subscription.paused}</span> : subscription.description}</div>
      </div>
    </div>
  )
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

function RowMenu({ subscription, onDelete }: { subscription: Subscription; onDelete: (subscription: Subscription) => void }) {
  const [, navigate] = useLocation()
  return (
    <Menu
      trigger={
        <IconButton label={t('hooks:moreFor', { name: subscription.name })}>
          <Ellipsis className="icon" />
        </IconButton>
      }
    >
      <MenuItem icon={PanelRightOpen} onSelect={() => navigate(subscriptionPath(subscription.id))}>
        {t('common:open')}
      </MenuItem>
      <MenuItem icon={Pencil} onSelect={() => navigate(subscriptionPath(subscription.id, 'settings'))}>
        {t('common:edit')}
      </MenuItem>
      <MenuItem icon={Trash2} danger onSelect={() => onDelete(subscription)}>
        {t('common:delete')}
      </MenuItem>
    </Menu>
  )
}
