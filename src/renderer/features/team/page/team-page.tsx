/** The page "Team" of the settings: letting others join, how the way to the host is, invites, my devices, and joining elsewhere. */
import '../team.css'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { TeamStatus } from '#shared/contract/team.ts'
import { can } from '#shared/core/permissions.ts'
import { openJoining } from '#renderer/lib/screen/joining.ts'
import { useTeam } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { LoadGate } from '#renderer/widgets/setting/load-gate.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { MyDevices } from '../devices/my-devices.tsx'
import { HostGroup } from '../host/host-group.tsx'
import { LetOthersJoin } from '../host/let-others-join.tsx'
import { InvitesGroup } from '../invites/invites-group.tsx'
import { LinkGroup } from './link-group.tsx'

export function TeamPage({ session }: { session: Session }) {
  return <LoadGate query={useTeam()}>{(status) => <Groups status={status} session={session} />}</LoadGate>
}

function Groups({ status, session }: { status: TeamStatus; session: Session }) {
  const isAdmin = can('person.create', session.me, {})
  const isGone = status.removed || status.twin
  return (
    <>
      {status.mode === 'alone' && <LetOthersJoin isAdmin={isAdmin} />}
      {status.mode === 'host' && <HostGroup status={status} isAdmin={isAdmin} />}
      {status.mode === 'member' && <LinkGroup status={status} />}
      {status.mode !== 'alone' && !isGone && isAdmin && <InvitesGroup />}
      {status.mode !== 'alone' && <MyDevices me={session.me} mayAdd={!isGone} />}
      <SettingGroup title={t('team:elsewhere')}>
        <SettingRow name="team.join" label={t('team:join.open')} hint={t('team:join.openHint')}>
          <Button onClick={() => openJoining()}>{t('team:join.paste')}</Button>
        </SettingRow>
      </SettingGroup>
    </>
  )
}
