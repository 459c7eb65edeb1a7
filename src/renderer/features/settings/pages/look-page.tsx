/** How the window looks: each choice is there at once and stays. */
import type { Preferences } from '#shared/contract/preference.ts'
import { formatTime } from '#renderer/lib/format/format-time.ts'
import { usePreferences } from '#renderer/lib/data/queries.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { languages, t } from '#renderer/text/i18n.ts'
import { useFocusAfterRedraw } from '../parts/focus-after-redraw.ts'
import { LoadGate } from '#renderer/widgets/setting/load-gate.tsx'
import { PreferenceSegment, PreferenceSelect } from '../parts/preference-rows.tsx'
import { SettingGroup } from '#renderer/widgets/setting/setting-row.tsx'

export function LookPage() {
  return <LoadGate query={usePreferences()}>{() => <Groups />}</LoadGate>
}

const sizes: readonly Preferences['look.size'][] = [90, 100, 110, 125]

function Groups() {
  useFocusAfterRedraw()
  const now = useNow()
  return (
    <>
      <SettingGroup title={t('settings:look.title')}>
        <PreferenceSegment
          name="look.theme"
          label={t('settings:look.theme')}
          options={[
            { value: 'light', label: t('settings:look.light') },
            { value: 'dark', label: t('settings:look.dark') },
            { value: 'system', label: t('settings:asSystem') },
          ]}
        />
        <PreferenceSegment
          name="look.density"
          label={t('settings:look.density')}
          hint={t('settings:look.densityHint')}
          options={[
            { value: 'comfortable', label: t('settings:look.comfortable') },
            { value: 'compact', label: t('settings:look.compact') },
          ]}
        />
        <PreferenceSegment name="look.size" label={t('settings:look.size')} options={sizes.map((percent) => ({ value: percent, label: t('common:percent', { percent }) }))} />
        <PreferenceSegment
          name="look.motion"
          label={t('settings:look.motion')}
          hint={t('settings:look.motionHint')}
          options={[
            { value: 'system', label: t('settings:asSystem') },
            { value: 'reduced', label: t('settings:look.reduced') },
          ]}
        />
      </SettingGroup>
      <SettingGroup title={t('settings:look.languageTitle')}>
        <PreferenceSelect
          name="look.language"
          label={t('settings:look.language')}
          options={[{ value: 'system' as const, label: t('settings:asSystem') }, ...(['en', 'de'] as const).map((value) => ({ value, label: languages[value] }))]}
        />
        <PreferenceSegment
          name="look.clock"
          label={t('settings:look.clock')}
          hint={t('settings:look.clockHint', { time: formatTime(now) })}
          options={[
            { value: '24', label: t('settings:look.clock24') },
            { value: '12', label: t('settings:look.clock12') },
            { value: 'system', label: t('settings:asSystem') },
          ]}
        />
      </SettingGroup>
    </>
  )
}
