/** Every setting of webhooks, with what it does. Who manages single webhooks does so on their own pages. */
import type { Setting } from '#shared/contract/settings.ts'
import { useSettings } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { LoadGate } from '#renderer/widgets/setting/load-gate.tsx'
import { SettingGroup } from '#renderer/widgets/setting/setting-row.tsx'
import { SettingChoice, SettingLimit, SettingLimits, SettingNumber, SettingSwitch } from '../parts/setting-rows.tsx'
import { ReachGroup } from './reach-group.tsx'

const MEBIBYTE = 1024 * 1024

export function IntegrationsPage() {
  return <LoadGate query={useSettings()}>{(settings) => <Groups settings={settings} />}</LoadGate>
}

function Groups({ settings }: { settings: readonly Setting[] }) {
  return (
    <>
      <SettingGroup title={t('settings:integrations.who')}>
        <SettingSwitch name="integrations.incomingEnabled" settings={settings} label={t('settings:integrations.incomingEnabled')} hint={t('settings:integrations.incomingEnabledHint')} />
        <SettingSwitch name="integrations.outgoingEnabled" settings={settings} label={t('settings:integrations.outgoingEnabled')} hint={t('settings:integrations.outgoingEnabledHint')} />
        <SettingChoice
          name="integrations.managedBy"
          settings={settings}
          label={t('settings:integrations.managedBy')}
          hint={t('settings:integrations.managedByHint')}
          options={[
            { value: 'admins', label: t('settings:integrations.admins') },
            { value: 'members', label: t('settings:integrations.members') },
          ]}
        />
        <SettingLimits names={['hooks.incomingLimit', 'hooks.outgoingLimit']} settings={settings} label={t('settings:integrations.limits')} hint={t('settings:integrations.limitsHint')} />
        <SettingLimit name="hooks.incomingLimit" settings={settings} label={t('settings:integrations.incomingLimit')} hint={t('settings:integrations.incomingLimitHint')} />
        <SettingLimit name="hooks.outgoingLimit" settings={settings} label={t('settings:integrations.outgoingLimit')} hint={t('settings:integrations.outgoingLimitHint')} />
      </SettingGroup>
      <SettingGroup title={t('settings:integrations.looks')} lead={t('settings:integrations.looksLead')}>
        <SettingSwitch name="integrations.allowUsernameOverride" settings={settings} label={t('settings:integrations.allowUsernameOverride')} hint={t('settings:integrations.allowUsernameOverrideHint')} />
        <SettingSwitch name="integrations.allowIconOverride" settings={settings} label={t('settings:integrations.allowIconOverride')} hint={t('settings:integrations.allowIconOverrideHint')} />
      </SettingGroup>
      <ReachGroup settings={settings} />
      <SettingGroup title={t('settings:integrations.device')} lead={t('settings:integrations.deviceLead')}>
        <SettingNumber name="hooks.bodyLimitBytes" settings={settings} label={t('settings:integrations.bodyLimit')} hint={t('settings:integrations.bodyLimitHint')} unit="MiB" factor={MEBIBYTE} />
        <SettingNumber name="verdicts.keepPerHook" settings={settings} label={t('settings:integrations.keepPerHook')} hint={t('settings:integrations.keepPerHookHint')} />
        <SettingNumber name="verdicts.keepDays" settings={settings} label={t('settings:integrations.keepDays')} hint={t('settings:integrations.keepDaysHint')} unit={t('settings:days')} />
        <SettingNumber name="deliveries.keepPerHook" settings={settings} label={t('settings:integrations.keepDeliveries')} hint={t('settings:integrations.keepPerHookHint')} />
        <SettingNumber name="deliveries.keepDays" settings={settings} label={t('settings:integrations.keepDeliveriesDays')} hint={t('settings:integrations.keepDaysHint')} unit={t('settings:days')} />
      </SettingGroup>
    </>
  )
}
