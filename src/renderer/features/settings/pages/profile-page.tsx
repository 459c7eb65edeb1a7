/** How others see me: picture, name, what I do, when I am awake. */
import { Smile } from 'lucide-react'
import { useId } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { displayNameSchema } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { currentStatus } from '#shared/core/person-status.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { openStatusDialog } from '#renderer/lib/screen/status-dialog.ts'
import { updateProfile } from '#renderer/lib/data/update-profile.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { save } from '#renderer/widgets/setting/save-state.ts'
import { SelectBox } from '#renderer/widgets/setting/select-box.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { TextRow } from '#renderer/widgets/setting/text-row.tsx'
import { PictureRow } from './picture-row.tsx'

export function ProfilePage({ session }: { session: Session }) {
  const { me } = session
  return (
    <>
      <SettingGroup title={t('settings:profile.who')}>
        <PictureRow me={me} />
        <TextRow
          name="profile.displayName"
          label={t('settings:profile.displayName')}
          hint={t('settings:profile.displayNameHint')}
          value={me.displayName}
          maxLength={64}
          check={(text) => (displayNameSchema.safeParse(text).success ? undefined : t('settings:profile.nameNeeded'))}
          onSave={(displayName) => updateProfile({ displayName })}
        />
        <SettingRow name="profile.username" label={t('settings:profile.username')} hint={t('settings:profile.usernameHint')}>
          <bdi className="setting__value">@{me.username}</bdi>
        </SettingRow>
        <TextRow name="profile.title" label={t('settings:profile.title')} hint={t('settings:profile.titleHint')} value={me.title} maxLength={100} placeholder={t('settings:profile.titlePlaceholder')} onSave={(title) => updateProfile({ title })} />
      </SettingGroup>
      <SettingGroup title={t('settings:profile.now')}>
        <StatusRow me={me} />
        <TimeZoneRow me={me} />
      </SettingGroup>
    </>
  )
}

function StatusRow({ me }: { me: Person }) {
  const now = useNow()
  const status = currentStatus(me.status, now)
  return (
    <SettingRow name="profile.status" label={t('settings:profile.status')} hint={status?.until == null ? t('settings:profile.statusHint') : t('people:statusUntil', { moment: formatMoment(status.until, now) })}>
      {status !== null && (
        <span className="setting__value">
          {status.emoji} <bdi>{status.text}</bdi>
        </span>
      )}
      <Button onClick={openStatusDialog}>
        <Smile className="icon" />
        {t('people:setStatus')}
      </Button>
    </SettingRow>
  )
}

function TimeZoneRow({ me }: { me: Person }) {
  const id = useId()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...new Set([here, ...Intl.supportedValuesOf('timeZone'), ...(me.timeZone === null ? [] : [me.timeZone])])].sort()
  const handleChange = (value: string): void => void save('profile.timeZone', () => updateProfile({ timeZone: value === '' ? null : value }))
  return (
    <SettingRow name="profile.timeZone" label={t('settings:profile.timeZone')} hint={t('settings:profile.timeZoneHint', { zone: zoneName(here) })} controlId={id}>
      <SelectBox
        id={id}
        value={me.timeZone ?? ''}
        onChange={handleChange}
        describedBy="profile.timeZone-hint"
        options={[{ value: '', label: t('settings:profile.noTimeZone') }, ...zones.map((zone) => ({ value: zone, label: zoneName(zone) }))]}
      />
    </SettingRow>
  )
}

const zoneName = (zone: string): string => zone.replaceAll('_', ' ')
