/** Invites: who made which, how far they are used, and the button that makes one. */
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { Invite } from '#shared/contract/team.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { LoadGate } from '#renderer/widgets/setting/load-gate.tsx'
import { GroupHead } from '#renderer/widgets/setting/setting-row.tsx'
import { CreateInviteDialog } from './create-invite-dialog.tsx'
import { InviteRow } from './invite-row.tsx'
import { inviteState, sortInvites } from './invite-state.ts'
import { useInvites } from './queries.ts'
import { RevokeDialog } from './revoke-dialog.tsx'

/** Closed ones beyond that many are shown on demand. */
const CLOSED_SHOWN = 5

export function InvitesGroup() {
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<Invite | null>(null)
  return (
    <section className="settings-group">
      <GroupHead title={t('team:invites.title')} lead={t('team:invites.lead')}>
        <Button onClick={() => setMaking(true)}>
          <UserPlus className="icon" />
          {t('team:invites.create')}
        </Button>
      </GroupHead>
      <LoadGate query={useInvites()}>{(invites) => <Rows invites={invites} onRevoke={setRevoking} />}</LoadGate>
      {making && <CreateInviteDialog onClose={() => setMaking(false)} />}
      <RevokeDialog invite={revoking} onClose={() => setRevoking(null)} />
    </section>
  )
}

function Rows({ invites, onRevoke }: { invites: readonly Invite[]; onRevoke: (invite: Invite) => void }) {
  const now = useNow()
  const [showsAll, setShowsAll] = useState(false)
  const sorted = sortInvites(invites, now)
  const open = sorted.filter((invite) => inviteState(invite, now) === 'open').length
  const shown = showsAll ? sorted : sorted.slice(0, open + CLOSED_SHOWN)
  return (
    <div className="card settings-group__rows">
      {shown.map((invite) => (
        <InviteRow key={invite.id} invite={invite} now={now} onRevoke={() => onRevoke(invite)} />
      ))}
      {shown.length === 0 && <p className="settings-group__none">{t('team:invites.none')}</p>}
      {shown.length < sorted.length && (
        <p className="settings-group__more">
          <Button kind="quiet" size="small" onClick={() => setShowsAll(true)}>
            {t('team:invites.older', { count: sorted.length - shown.length })}
          </Button>
        </p>
      )}
    </div>
  )
}
