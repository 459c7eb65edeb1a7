/** On a device that joined: how the way to the host is, and what proves that it is the right one. */
import type { TeamStatus } from '#shared/contract/team.ts'
import { sayRefusal, t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dot } from '#renderer/ui/dot.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { useReconnect } from '../mutations.ts'
import { FindHostRow } from './find-host-row.tsx'
import { AddressRow, ProofRows } from './proof-rows.tsx'

const tones = { connecting: 'warn', connected: 'ok', offline: 'warn', refused: 'bad' } as const

export function LinkGroup({ status }: { status: TeamStatus }) {
  const reconnect = useReconnect()
  const isBroken = status.link !== 'connected'
  return (
    <SettingGroup title={t('team:link.title')} lead={t('team:link.lead')}>
      <SettingRow name="team.link" label={t(`team:link.state.${status.link}`)} start={<Dot tone={tones[status.link]} />} problem={status.problem === null ? undefined : sayRefusal(status.problem)}>
        {status.waiting > 0 && <span className="setting__unit">{t('team:link.waiting', { count: status.waiting })}</span>}
        {isBroken && !status.removed && !status.twin && (
          <Button busy={reconnect.isPending} onClick={() => reconnect.mutate()}>
            {t('team:link.tryNow')}
          </Button>
        )}
      </SettingRow>
      {isBroken && status.link !== 'refused' && !status.removed && !status.twin && <FindHostRow />}
      <AddressRow addresses={status.addresses} />
      <ProofRows status={status} />
    </SettingGroup>
  )
}
