/** When nothing may disturb me: for a while from now, and every day between two times. */
import { useId, useState } from 'react'
import type { Preferences } from '#shared/contract/preference.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { pauseChoices, pauseEnd, type PauseChoice } from '#renderer/lib/notices/pause.ts'
import { useOnLeave } from '#renderer/lib/look/use-on-leave.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Menu, MenuItem } from '#renderer/ui/menu.tsx'
import { BellOff, ChevronDown } from 'lucide-react'
import { Switch } from '#renderer/ui/switch.tsx'
import { savePreference } from '../parts/preference-rows.tsx'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

export function PauseRow({ pausedUntil }: { pausedUntil: number | null }) {
  const now = useNow()
  const isPaused = pausedUntil !== null && pausedUntil > now
  const handlePause = (choice: PauseChoice): void => void savePreference('notify.pausedUntil', pauseEnd(choice, Date.now()))
  return (
    <SettingRow name="notify.pausedUntil" label={t('settings:notify.pause')} hint={isPaused ? t('settings:notify.pausedUntil', { moment: formatMoment(pausedUntil, now) }) : t('settings:notify.pauseHint')}>
      {isPaused ? (
        <Button onClick={() => void savePreference('notify.pausedUntil', null)}>{t('settings:notify.resume')}</Button>
      ) : (
        <Menu
          trigger={
            <Button>
              {t('settings:notify.pauseFor')}
              <ChevronDown className="icon icon--14" />
            </Button>
          }
        >
          {pauseChoices.map((choice) => (
            <MenuItem key={choice} icon={BellOff} onSelect={() => handlePause(choice)}>
              {t(`people:pause.${choice}`)}
            </MenuItem>
          ))}
        </Menu>
      )}
    </SettingRow>
  )
}

type Hours = NonNullable<Preferences['notify.quietHours']>

const USUAL: Hours = { from: '22:00', to: '07:00' }

export function QuietHoursRow({ hours }: { hours: Preferences['notify.quietHours'] }) {
  const [last, setLast] = useState<Hours>(hours ?? USUAL)
  const handleSave = (next: Hours | null): void => {
    if (next !== null) setLast(next)
    void savePreference('notify.quietHours', next)
  }
  return (
    <SettingRow name="notify.quietHours" label={t('settings:notify.quiet')} hint={hours?.from === hours?.to && hours !== null ? t('settings:notify.quietNever') : t('settings:notify.quietHint')}>
      {hours !== null && (
        <>
          <TimeField label={t('settings:notify.quietFrom')} value={hours.from} onSave={(from) => handleSave({ ...hours, from })} />
          <TimeField label={t('settings:notify.quietTo')} value={hours.to} onSave={(to) => handleSave({ ...hours, to })} />
        </>
      )}
      <Switch label={t('settings:notify.quiet')} checked={hours !== null} onChange={(on) => handleSave(on ? last : null)} />
    </SettingRow>
  )
}

function TimeField({ label, value, onSave }: { label: string; value: string; onSave: (time: string) => void }) {
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const handleDone = (): void => {
    if (draft !== null && draft !== '' && draft !== value) onSave(draft)
    setDraft(null)
  }
  useOnLeave(handleDone)
  return (
    <>
      <label className="setting__unit" htmlFor={id}>
        {label}
      </label>
      <input id={id} type="time" className="field field--time" value={draft ?? value} onChange={(event) => setDraft(event.target.value)} onBlur={handleDone} onKeyDown={(event) => event.key === 'Enter' && handleDone()} />
    </>
  )
}
