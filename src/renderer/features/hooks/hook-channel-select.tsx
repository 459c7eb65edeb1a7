/** The channel that a webhook posts to: public ones, and private ones that its owner is in. */
import type { UseFormReturn } from 'react-hook-form'
import type { Channel } from '#shared/contract/channel.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { Person } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import { isConversation, isIn } from '#renderer/lib/data/may-in-channel.ts'
import { useChannels } from '#renderer/lib/data/queries.ts'
import { Select } from '#renderer/ui/select.tsx'
import { t } from '#renderer/text/i18n.ts'
import type { HookFormValues } from './hook-form.ts'

export interface HookChannelSelectProps {
  form: UseFormReturn<HookFormValues>
  hook: Hook | undefined
  owner: Person | undefined
  /** I am the owner. */
  isMine: boolean
}

export function HookChannelSelect({ form, hook, owner, isMine }: HookChannelSelectProps) {
  const channels = useChannels()
  const offered = (channels.data ?? []).filter((channel) => channel.archivedAt === null && !isConversation(channel) && (owner === undefined || mayUse(owner, channel))).sort((a, b) => a.name.localeCompare(b.name))
  const isOffered = offered.some((channel) => channel.id === hook?.channelId)
  const of = (type: Channel['type']) => offered.filter((channel) => channel.type === type)
  const hint = isMine || owner === undefined ? t('hooks:channelHint') : t('hooks:channelHintOf', { name: owner.displayName })
  return (
    <Select
      // A select shows its value only once the option exists.
      key={`${channels.status} ${owner?.id}`}
      label={t('hooks:channel')}
      hint={channels.isError ? t('hooks:channelsNotLoaded') : hint}
      error={form.formState.errors.channel?.message}
      {...form.register('channel')}
    >
      <option value="">{t('hooks:chooseChannel')}</option>
      {hook && !isOffered && <option value={hook.channelId}>{hook.channel}</option>}
      <ChannelOptions label={t('hooks:publicChannels')} channels={of('public')} />
      <ChannelOptions label={t('hooks:privateChannels')} channels={of('private')} />
    </Select>
  )
}

/** A hook posts where its owner may. */
export const mayUse = (owner: Person, channel: Channel): boolean => can('hook.useChannel', owner, { channelType: channel.type, isMember: isIn(channel, owner) })

function ChannelOptions({ label, channels }: { label: string; channels: readonly Channel[] }) {
  if (channels.length === 0) return null
  return (
    <optgroup label={label}>
      {channels.map((channel) => (
        <option key={channel.id} value={channel.id} disabled={!channel.hooksAllowed}>
          # {channel.name}
          {!channel.hooksAllowed && ` · ${t('hooks:takesNoHooks')}`}
        </option>
      ))}
    </optgroup>
  )
}
