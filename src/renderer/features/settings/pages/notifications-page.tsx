/** What reaches me, how, and when not. */
import { Play } from 'lucide-react'
import { usePreferences } from '#renderer/lib/data/queries.ts'
import { playTone } from '#renderer/lib/notices/tone.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { LoadGate } from '#renderer/widgets/setting/load-gate.tsx'
import { PreferenceSegment, PreferenceSwitch, savePreference } from '../parts/preference-rows.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { KeywordsRow } from './keywords-row.tsx'
import { MutedHooksGroup } from './muted-hooks-group.tsx'
import { OutsideRows } from './outside-rows.tsx'
import { PauseRow, QuietHoursRow } from './quiet-rows.tsx'

export function NotificationsPage() {
  return (
    <LoadGate query={usePreferences()}>
      {(preferences) => (
        <>
          <SettingGroup title={t('settings:notify.what')}>
            <PreferenceSegment
              name="notify.level"
              label={t('settings:notify.level')}
              hint={t('settings:notify.levelHint')}
              options={[
                { value: 'all', label: t('settings:notify.all') },
                { value: 'mentions', label: t('settings:notify.mentions') },
                { value: 'none', label: t('settings:notify.none') },
              ]}
            />
            <KeywordsRow keywords={preferences['notify.keywords']} />
          </SettingGroup>
          <SettingGroup title={t('settings:notify.how')}>
            <OutsideRows wanted={preferences['notify.outside']} />
            <PreferenceSwitch name="notify.preview" label={t('settings:notify.preview')} hint={t('settings:notify.previewHint')} />
            <SettingRow name="notify.sound" label={t('settings:notify.sound')} hint={t('settings:notify.soundHint')}>
              <Button size="small" onClick={playTone}>
                <Play className="icon icon--14" />
                {t('settings:notify.play')}
              </Button>
              <Switch label={t('settings:notify.sound')} checked={preferences['notify.sound']} onChange={(on) => void savePreference('notify.sound', on)} />
            </SettingRow>
          </SettingGroup>
          <SettingGroup title={t('settings:notify.when')} lead={t('settings:notify.whenLead')}>
            <PauseRow pausedUntil={preferences['notify.pausedUntil']} />
            <QuietHoursRow hours={preferences['notify.quietHours']} />
          </SettingGroup>
          <MutedHooksGroup />
        </>
      )}
    </LoadGate>
  )
}
