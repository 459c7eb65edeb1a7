/** Who can reach the listener: this computer alone, its network over TLS, and the world through a proxy or tunnel. */
import { useState } from 'react'
import type { ListenerStatus } from '#shared/contract/listener.ts'
import type { Setting } from '#shared/contract/settings.ts'
import { sayListenerProblem } from '#renderer/lib/format/say-notice.ts'
import { useListener } from '#renderer/lib/data/queries.ts'
import { showGroup } from '#renderer/lib/look/scroll-to-group.ts'
import { t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { save } from '#renderer/widgets/setting/save-state.ts'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { SettingList, SettingNumber, SettingText, valueOf, write } from '../parts/setting-rows.tsx'
import { LanRows } from './reach-lan-rows.tsx'

export function ReachGroup({ settings }: { settings: readonly Setting[] }) {
  const { data: status } = useListener()
  const isLan = valueOf(settings, 'hooks.reach') === 'lan'
  return (
    <div id="reach" ref={showGroup} className="reach">
      <SettingGroup title={t('settings:reach.title')} lead={t('settings:reach.lead')}>
        <SettingNumber name="hooks.port" settings={settings} label={t('settings:reach.port')} hint={t('settings:reach.portHint')} />
        <ReachRow isLan={isLan} status={status} />
        {isLan && <LanRows lan={status?.lan} />}
        {isLan && (
          <>
            <SettingNumber name="hooks.lanPort" settings={settings} label={t('settings:reach.lanPort')} hint={t('settings:reach.lanPortHint')} />
            <SettingList name="hooks.lanNames" settings={settings} label={t('settings:reach.lanNames')} hint={t('settings:reach.lanNamesHint')} placeholder={t('settings:reach.lanNamesExample')} />
            <SettingList name="hooks.lanCertificate" settings={settings} label={t('settings:reach.certificate')} hint={t('settings:reach.certificateHint')} placeholder={t('settings:reach.certificateExample')} />
          </>
        )}
        <SettingText name="hooks.publicUrl" settings={settings} label={t('settings:reach.publicUrl')} hint={t('settings:reach.publicUrlHint')} wrong={t('settings:reach.publicUrlWrong')} placeholder={t('settings:reach.publicUrlExample')} />
        <SettingList name="hooks.trustedProxies" settings={settings} label={t('settings:reach.proxies')} hint={t('settings:reach.proxiesHint')} placeholder={t('settings:reach.proxiesExample')} />
      </SettingGroup>
    </div>
  )
}

function ReachRow({ isLan, status }: { isLan: boolean; status: ListenerStatus | undefined }) {
  const [asking, setAsking] = useState(false)
  const set = (value: 'loopback' | 'lan') => void save('hooks.reach', () => write('hooks.reach', value))
  const handleOpen = (): void => {
    setAsking(false)
    set('lan')
  }
  return (
    <SettingRow name="hooks.reach" label={t('settings:reach.who')} hint={isLan ? t('settings:reach.whoLan') : t('settings:reach.whoLoopback')} problem={isLan && status !== undefined ? sayListenerProblem(status.lan) : undefined}>
      <Segment
        label={t('settings:reach.who')}
        value={isLan ? 'lan' : 'loopback'}
        onChange={(value) => (value === 'lan' && !isLan ? setAsking(true) : value === 'loopback' && set('loopback'))}
        options={[
          { value: 'loopback', label: t('settings:reach.loopback') },
          { value: 'lan', label: t('settings:reach.lan') },
        ]}
      />
      <AlertDialog open={asking} onClose={() => setAsking(false)} title={t('settings:reach.openTitle')} effect={<WhatOpens status={status} />} confirmLabel={t('settings:reach.open')} onConfirm={handleOpen} />
    </SettingRow>
  )
}

function WhatOpens({ status }: { status: ListenerStatus | undefined }) {
  const addresses = status?.lan.addresses ?? []
  return (
    <>
      {t('settings:reach.openEffect')}
      {addresses.length > 0 && (
        <span className="reach__list">
          {addresses.map((address) => (
            <code key={address}>{address}</code>
          ))}
        </span>
      )}
      {t('settings:reach.openLimits')}
    </>
  )
}
