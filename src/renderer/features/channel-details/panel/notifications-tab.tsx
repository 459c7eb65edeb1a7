/** What a channel may tell me: muted or not, and what raises a notification. */
import { useId } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { NotifyLevel } from '#shared/contract/unread.ts'
import { usePreferences, useUnreads } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { Switch } from '#renderer/ui/switch.tsx'
import { useSetChannelPreference } from '#renderer/widgets/channel-actions/channel-calls.ts'

const levels = ['default', 'all', 'mentions', 'none'] as const

export function NotificationsTab({ channel }: { channel: Channel }) {
  const state = useUnreads().data?.channels.find(({ channelId }) => channelId === channel.id)
  const preference = useSetChannelPreference()
  if (state === undefined) return <div className="details__in" aria-busy="true" />
  return (
    <div className="details__in">
      <div className="details__line">
        <div className="grow">
          <p className="level__label">{t('channels:mute')}</p>
          <p className="hint">{t('channels:muteHint')}</p>
        </div>
        <Switch label={t('channels:mute')} checked={state.muted} onChange={(muted) => preference.mutate({ channel: channel.id, muted })} />
      </div>
      <Levels value={state.notify} onChange={(notify) => preference.mutate({ channel: channel.id, notify })} />
    </div>
  )
}

function Levels({ value, onChange }: { value: NotifyLevel | null; onChange: (level: NotifyLevel | null) => void }) {
  const name = useId()
  const usual = usePreferences().data?.['notify.level'] ?? 'mentions'
  return (
    <fieldset className="levels">
      <legend className="details__head">{t('channels:notifyMe')}</legend>
      {levels.map((level) => (
        <label key={level} className="level">
          <input type="radio" name={name} checked={(value ?? 'default') === level} onChange={() => onChange(level === 'default' ? null : level)} />
          <span className="level__label">{level === 'default' ? t('channels:notifyDefault', { level: t(`channels:notify.${usual}`) }) : t(`channels:notify.${level}`)}</span>
          <span className="hint">{t(`channels:notifyHint.${level}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}
