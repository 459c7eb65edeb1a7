/** Says that an outgoing webhook sends from another device, which alone knows its addresses, secrets and deliveries, and what can be done here. */
import '../limit-note.css'
import { Monitor } from 'lucide-react'
import type { Subscription } from '#shared/contract/subscription.ts'
import { useDevices } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'
import { isElsewhere } from '../outgoing/describe-subscription.ts'

export function ElsewhereNote({ subscription }: { subscription: Subscription }) {
  const device = useDevices().data?.find(({ id }) => id === subscription.homeDevice)
  if (!isElsewhere(subscription)) return null
  return (
    <div className="limitnote limitnote--plain limitnote--tabs" role="status">
      <Monitor className="icon" />
      <p className="grow">
        <b>{device === undefined ? t('delivery:elsewhere.title') : t('delivery:elsewhere.titleOf', { device: device.name })}</b> {t('delivery:elsewhere.text')}
        {device?.online === false && ` ${t('delivery:elsewhere.offline')}`}
      </p>
    </div>
  )
}
