/** The fields of a webhook, for the form that adds one and the tab that edits one. */
import './hook-form.css'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { Hook } from '#shared/contract/hook.ts'
import { useChannels } from '#renderer/lib/queries.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import type { HookFormValues } from './hook-form.ts'

export interface HookFormFieldsProps {
  form: UseFormReturn<HookFormValues>
  /** The webhook that is edited: its channel stays on offer even when it is not one of mine. */
  hook?: Hook
}

export function HookFormFields({ form, hook }: HookFormFieldsProps) {
  const { register, formState } = form
  const { errors } = formState
  return (
    <>
      <TextField label={t('hooks:name')} hint={t('hooks:nameHint')} error={errors.name?.message} {...register('name')} />
      <TextArea label={t('hooks:description')} optional error={errors.description?.message} {...register('description')} />
      <ChannelSelect form={form} hook={hook} />
      <Checkbox label={t('hooks:lock')} hint={t('hooks:lockHint')} {...register('locked')} />
      <Appearance form={form} />
    </>
  )
}

function ChannelSelect({ form, hook }: HookFormFieldsProps) {
  const channels = useChannels()
  const offered = (channels.data ?? []).filter((channel) => (channel.type === 'public' || channel.type === 'private') && channel.archivedAt === null)
  const isOffered = offered.some((channel) => channel.id === hook?.channelId)
  const of = (type: 'public' | 'private') => offered.filter((channel) => channel.type === type)
  return (
    <Select
      // A select shows its value only once the option exists.
      key={channels.status}
      label={t('hooks:channel')}
      hint={channels.isError ? t('hooks:channelsNotLoaded') : t('hooks:channelHint')}
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

function ChannelOptions({ label, channels }: { label: string; channels: readonly { id: string; name: string }[] }) {
  if (channels.length === 0) return null
  return (
    <optgroup label={label}>
      {channels.map((channel) => (
        <option key={channel.id} value={channel.id}>
          # {channel.name}
        </option>
      ))}
    </optgroup>
  )
}

/** Behind "More": most tools bring their own name and picture. */
function Appearance({ form }: Pick<HookFormFieldsProps, 'form'>) {
  const { errors } = form.formState
  const [opened, setOpened] = useState(() => form.getValues('username') !== '' || form.getValues('picture') !== '')
  // An error must never hide inside.
  const isOpen = opened || errors.username !== undefined || errors.picture !== undefined
  return (
    <details className="more" open={isOpen} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        <ChevronRight className="icon icon--14" />
        {t('hooks:appearance')}
      </summary>
      <div className="more__in">
        <TextField
          label={t('hooks:username')}
          optional
          hint={t('hooks:usernameHint')}
          error={errors.username?.message}
          {...form.register('username')}
        />
        <TextField
          label={t('hooks:picture')}
          optional
          placeholder={t('hooks:picturePlaceholder')}
          hint={t('hooks:pictureHint')}
          error={errors.picture?.message}
          {...form.register('picture')}
        />
      </div>
    </details>
  )
}
