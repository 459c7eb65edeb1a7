/** One webhook of a channel: its name, what it is for, whether it is on, and the X that deletes it. */
import { TriangleAlert, X } from 'lucide-react'
import { Link } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { formatAbsolute, formatAgo } from '#renderer/lib/format/format-time.ts'
import { usePeople } from '#renderer/lib/data/queries.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { HookAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { mayUse } from '../hook-channel-select.tsx'
import { useSwitchHook } from '../mutations.ts'
import { hookPath } from '../paths.ts'
import { useElsewhere } from '../use-elsewhere.ts'
import { HookPurpose } from './hook-purpose.tsx'

export interface ChannelHookRowProps {
  hook: Hook
  channel: Channel
  onDelete: (hook: Hook) => void
}

export function ChannelHookRow({ hook, channel, onDelete }: ChannelHookRowProps) {
  const { mutate: switchHook } = useSwitchHook()
  const now = useNow()
  const elsewhere = useElsewhere()(hook)
  const shapes = hook.dialects.map(dialectLabel).join(', ')
  return (
    <li className={hook.enabled ? 'chanhook' : 'chanhook is-off'}>
      <HookAvatar name={hook.name} iconUrl={hook.iconUrl} iconEmoji={hook.iconEmoji} size={32} corner={false} />
      <div className="chanhook__text">
        <Link className="who__name clip" href={hookPath(hook.id)}>
          <bdi>{hook.name}</bdi>
        </Link>
        <HookPurpose hook={hook} />
        <p className="chanhook__facts" title={hook.lastUsedAt === null ? undefined : formatAbsolute(hook.lastUsedAt)}>
          {elsewhere !== null ? t('delivery:elsewhere.where', { device: elsewhere.name }) : `${shapes === '' ? t('hooks:noAddress') : shapes} · ${t('integrations:channel.lastUsed', { when: formatAgo(hook.lastUsedAt, now) })}`}
        </p>
        <OwnerProblem hook={hook} channel={channel} />
      </div>
      <span className="chanhook__state" aria-hidden="true">
        {hook.enabled ? t('integrations:channel.on') : t('integrations:channel.off')}
      </span>
      <Switch label={t('hooks:isOn', { name: hook.name })} checked={hook.enabled} onChange={(enabled) => switchHook({ hook, enabled })} />
      <IconButton label={t('integrations:channel.delete', { name: hook.name })} size="small" onClick={() => onDelete(hook)}>
        <X className="icon icon--14" />
      </IconButton>
    </li>
  )
}

/** Its owner left the channel: what it posts is refused. */
function OwnerProblem({ hook, channel }: Pick<ChannelHookRowProps, 'hook' | 'channel'>) {
  const owner = usePeople().data?.find(({ username }) => username === hook.owner)
  if (owner === undefined || mayUse(owner, channel)) return null
  return (
    <p className="chanhook__problem">
      <TriangleAlert className="icon icon--14" />
      <span>{t('integrations:channel.ownerOut', { name: owner.displayName })}</span>
    </p>
  )
}
