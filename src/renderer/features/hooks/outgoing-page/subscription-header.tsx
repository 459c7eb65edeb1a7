/** The head of an outgoing webhook's page: what it is, how it does, whether it is on; test, redeliver, delete. */
import '../page/hook-header.css'
import './subscription-header.css'
import { ArrowRight, Ellipsis, RotateCw, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Trans } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Subscription } from '#shared/contract/subscription.ts'
import { getFormat } from '#shared/formats/index.ts'
import { formatAbsolute, formatAgo, formatCount, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useChannels, useEverybody } from '#renderer/lib/data/queries.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu, MenuItem } from '#renderer/ui/menu.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { HookAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { formatShare, formatTook } from '../format-request.ts'
import { HooksCrumb } from '../hooks-crumb.tsx'
import { outgoingPath } from '../paths.ts'
import { DeleteSubscriptionDialog } from '../outgoing/delete-subscription-dialog.tsx'
import { channelNames, describeStanding, describeTrigger, isElsewhere } from '../outgoing/describe-subscription.ts'
import { useFailingSince, useHealth } from '../outgoing/queries.ts'
import { SubscriptionSwitch } from '../outgoing/subscription-switch.tsx'
import { RedeliverFailedDialog } from './redeliver-failed-dialog.tsx'
import { TestCard } from './test-card.tsx'

type Open = 'test' | 'redeliver' | 'delete' | null

export function SubscriptionHeader({ subscription, me }: { subscription: Subscription; me: string }) {
  const [, navigate] = useLocation()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const isHere = !isElsewhere(subscription)
  return (
    <>
      <header className="page__head hookhead">
        <HookAvatar name={subscription.name} iconUrl={subscription.iconUrl} iconEmoji={null} size={32} corner={false} />
        <div className="grow">
          <HooksCrumb kind="outgoing" />
          <h1 className="hookhead__name">
            <bdi className="clip" title={subscription.name}>
              {subscription.name}
            </bdi>
            <Standing subscription={subscription} />
          </h1>
        </div>
        <SubscriptionSwitch subscription={subscription} />
        {isHere && (
          <Button size="small" onClick={() => setOpen('test')}>
            <Send className="icon icon--14" />
            {t('outgoing:test.send')}
          </Button>
        )}
        <Menu
          trigger={
            <IconButton label={t('common:more')}>
              <Ellipsis className="icon" />
            </IconButton>
          }
        >
          {isHere && (
            <MenuItem icon={RotateCw} onSelect={() => setOpen('redeliver')}>
              {t('outgoing:redeliver.allItem')}
            </MenuItem>
          )}
          <MenuItem icon={Trash2} danger onSelect={() => setOpen('delete')}>
            {t('common:delete')}
          </MenuItem>
        </Menu>
      </header>
      <Facts subscription={subscription} me={me} />
      <Dialog open={open === 'test'} onClose={close} title={t('outgoing:test.title')} text={t('outgoing:test.text')}>
        <div className="dialog__body">
          <TestCard subscription={subscription} />
        </div>
        <DialogButtons>
          <Button onClick={close}>{t('common:close')}</Button>
        </DialogButtons>
      </Dialog>
      {open === 'redeliver' && <RedeliverFailedDialog subscription={subscription} onClose={close} />}
      <DeleteSubscriptionDialog subscription={open === 'delete' ? subscription : null} onClose={close} onDeleted={() => navigate(outgoingPath)} />
    </>
  )
}

function Standing({ subscription }: { subscription: Subscription }) {
  const failingSince = useFailingSince(subscription.id)
  const now = useNow()
  const standing = describeStanding(subscription, failingSince)
  if (standing === null) return null
  return (
    <span title={standing.tone === 'bad' && failingSince !== null ? t('delivery:failing', { when: formatMoment(failingSince, now) }) : undefined}>
      <Pill tone={standing.tone}>{standing.label}</Pill>
    </span>
  )
}

/** What it is, then how it does: in a sentence, not in tiles. */
function Facts({ subscription, me }: { subscription: Subscription; me: string }) {
  const known = { channels: useChannels().data ?? [], people: useEverybody(), me }
  const names = channelNames(subscription, known)
  return (
    <div className="facts outfacts">
      <bdi className="clip outfacts__chan" title={names.join(', ')}>
        {names.length === 0 ? t('outgoing:allPublic') : names.join(', ')}
      </bdi>
      <span className="chan outfacts__chan" title={subscription.hosts.join(', ')}>
        <ArrowRight className="icon icon--14" />
        <bdi className="clip">{subscription.hosts.join(', ')}</bdi>
      </span>
      <span>{t('outgoing:formatSigned', { format: getFormat(subscription.format).label, signature: t(`outgoing:signed.${subscription.signature}`) })}</span>
      <span className="clip outfacts__trigger" title={describeTrigger(subscription)}>
        {describeTrigger(subscription)}
      </span>
      <HealthFacts subscription={subscription} />
    </div>
  )
}

/** Nothing at all before the first delivery. */
function HealthFacts({ subscription }: { subscription: Subscription }) {
  const health = useHealth(subscription.id).data
  const now = useNow()
  if (health === undefined || health.delivered + health.failed + health.waiting === 0) return null
  const over = health.delivered + health.failed
  return (
    <>
      {over > 0 && (
        <span>
          <Trans ns="outgoing" i18nKey="health.delivered" values={{ share: formatShare(health.delivered, over) }} />
        </span>
      )}
      {health.p95Ms !== null && (
        <span title={t('outgoing:health.p95Title')}>
          <Trans ns="outgoing" i18nKey="health.p95" values={{ took: formatTook(health.p95Ms) }} />
        </span>
      )}
      <span title={health.lastSuccessAt === null ? undefined : formatAbsolute(health.lastSuccessAt)}>
        <Trans ns="outgoing" i18nKey="health.last" values={{ when: formatAgo(health.lastSuccessAt, now) }} />
      </span>
      {health.waiting > 0 && (
        <span>
          <Trans ns="outgoing" i18nKey="health.waiting" values={{ total: formatCount(health.waiting) }} />
        </span>
      )}
    </>
  )
}
