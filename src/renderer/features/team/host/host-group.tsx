/** On the device that hosts: that it does, where, what proves it, and how to stop. */
import { useState } from 'react'
import type { TeamStatus } from '#shared/contract/team.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { sayRefusal, t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dot } from '#renderer/ui/dot.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { useStopHosting } from '../mutations.ts'
import { AddressRow, ProofRows } from '../page/proof-rows.tsx'
import { ClockRow } from './clock-row.tsx'
import { HostForm } from './host-form.tsx'

export function HostGroup({ status, isAdmin }: { status: TeamStatus; isAdmin: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const [stopping, setStopping] = useState(false)
  const isListening = status.link === 'connected'
  if (isOpen)
    return (
      <SettingGroup title={t('team:host.hosting')}>
        <HostForm before={status.addresses} moving={isListening} onDone={() => setOpen(false)} onCancel={() => setOpen(false)} />
      </SettingGroup>
    )
  return (
    <SettingGroup title={t('team:host.hosting')} lead={t('team:host.hostingLead')}>
      <SettingRow name="team.hosting" label={isListening ? t('team:host.listens') : t('team:host.stopped')} start={<Dot tone={isListening ? 'ok' : 'warn'} />} hint={isListening ? t('team:host.listensHint') : t('team:host.stoppedHint')} problem={status.problem === null ? undefined : sayRefusal(status.problem)}>
        {isAdmin && isListening && <Button onClick={() => setOpen(true)}>{t('team:host.move')}</Button>}
        {isAdmin && isListening && <Button onClick={() => setStopping(true)}>{t('team:host.stopAsk')}</Button>}
        {isAdmin && !isListening && <Button onClick={() => setOpen(true)}>{t('team:host.open')}</Button>}
      </SettingRow>
      {status.clockAhead !== null && <ClockRow ahead={status.clockAhead} isAdmin={isAdmin} />}
      <AddressRow addresses={status.addresses} />
      <ProofRows status={status} />
      <StopDialog open={stopping} onClose={() => setStopping(false)} />
    </SettingGroup>
  )
}

function StopDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const stop = useStopHosting()
  return (
    <AlertDialog
      open={open}
      {...asDeed(stop, onClose)}
      title={t('team:host.stopTitle')}
      effect={t('team:host.stopEffect')}
      confirmLabel={t('team:host.stop')}
      onConfirm={() => stop.mutate(undefined, { onSuccess: onClose })}
    />
  )
}
