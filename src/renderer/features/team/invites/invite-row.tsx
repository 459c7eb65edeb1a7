/** One invite: for whom, which role, until when, how far it is used. */
import type { Invite } from '#shared/contract/team.ts'
import { formatAbsolute, formatMoment } from '#renderer/lib/format/format-time.ts'
import { usePeople } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Pill, type Tone } from '#renderer/ui/pill.tsx'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { inviteState, type InviteState } from './invite-state.ts'

const tones: Record<InviteState, Tone> = { open: 'ok', used: 'none', expired: 'warn', revoked: 'none' }

export function InviteRow({ invite, now, onRevoke }: { invite: Invite; now: number; onRevoke: () => void }) {
  const people = usePeople().data ?? []
  const nameOf = (id: string | null): string | undefined => people.find((person) => person.id === id)?.displayName
  const state = inviteState(invite, now)
  const forWhom = nameOf(invite.personId)
  const facts = [
    forWhom === undefined ? t(`people:role.${invite.role}`) : t('team:invites.deviceOf', { name: forWhom }),
    invite.expiresAt === null ? t('team:invites.noEnd') : t('team:invites.until', { moment: formatMoment(invite.expiresAt, now) }),
    t('team:invites.usedOf', { used: invite.used, count: invite.uses }),
    t('team:invites.madeBy', { name: nameOf(invite.createdBy) ?? '?', moment: formatMoment(invite.createdAt, now) }),
  ]
  const label = invite.label === '' ? t('team:invites.unnamed') : invite.label
  return (
    <SettingRow name={`invite.${invite.id}`} label={label} hint={<span title={formatAbsolute(invite.createdAt)}>{facts.join(' · ')}</span>}>
      <Pill tone={tones[state]}>{t(`team:invites.state.${state}`)}</Pill>
      {state === 'open' && (
        <Button size="small" aria-label={t('team:deedFor', { deed: t('team:invites.revokeAsk'), name: label })} onClick={onRevoke}>
          {t('team:invites.revokeAsk')}
        </Button>
      )}
    </SettingRow>
  )
}
