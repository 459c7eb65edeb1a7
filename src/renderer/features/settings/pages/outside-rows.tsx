/** Notifications outside the window: whether I want them, whether the browser lets us, and a test that says truly what came of it. */
import { BellRing } from 'lucide-react'
import { useState } from 'react'
import { askPermission, canShowOutside, isDesktop, sendTest, usePermission, type TestResult } from '#renderer/lib/notices/outside.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { savePreference } from '../parts/preference-rows.tsx'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

export function OutsideRows({ wanted }: { wanted: boolean }) {
  const permission = usePermission()
  const handleChange = async (on: boolean): Promise<void> => {
    // A browser asks only once, and only while something is being pressed.
    if (on && (await askPermission()) !== 'granted') return
    await savePreference('notify.outside', on)
  }
  const hint = { granted: 'outsideHint', default: 'outsideAsks', denied: 'outsideDenied', unsupported: 'outsideUnsupported' } as const
  return (
    <>
      <SettingRow name="notify.outside" label={t(isDesktop ? 'settings:notify.outsideDesktop' : 'settings:notify.outside')} hint={t(`settings:notify.${isDesktop ? 'outsideHint' : hint[permission]}`)}>
        <Switch label={t(isDesktop ? 'settings:notify.outsideDesktop' : 'settings:notify.outside')} checked={wanted && canShowOutside(permission)} onChange={(on) => void handleChange(on)} />
      </SettingRow>
      <TestRow />
    </>
  )
}

function TestRow() {
  const [result, setResult] = useState<TestResult | null>(null)
  const [busy, setBusy] = useState(false)
  const handleTest = async (): Promise<void> => {
    setBusy(true)
    setResult(null)
    setResult(await sendTest({ title: t('notify:testTitle'), body: t('notify:testBody') }))
    setBusy(false)
  }
  return (
    <SettingRow name="notify.test" label={t('settings:notify.test')} hint={t('settings:notify.testHint')}>
      <span className={result === 'shown' ? 'setting__test setting__test--ok' : 'setting__test'} role="status">
        {result !== null && t(`settings:notify.test_${result}`)}
      </span>
      <Button size="small" busy={busy} onClick={() => void handleTest()}>
        <BellRing className="icon icon--14" />
        {t('settings:notify.send')}
      </Button>
    </SettingRow>
  )
}
