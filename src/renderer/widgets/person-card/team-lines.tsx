/** What a person's card says in a team: whether they are there, and whether I made sure that it is them. */
import { BadgeCheck, MonitorSmartphone, ShieldAlert, ShieldCheck } from 'lucide-react'
import type { Person } from '#shared/contract/person.ts'
import { formatAgo, formatMoment } from '#renderer/lib/format/format-time.ts'
import { isOnline, useDevices, useSafety } from '#renderer/lib/data/team.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { openVerifyDialog } from '#renderer/lib/screen/verify-dialog.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { closeCard } from './open-card.ts'

interface TeamPartProps {
  person: Person
  me: Person
}

export function TeamLines({ person, me }: TeamPartProps) {
  const now = useNow()
  const devices = useDevices().data?.filter(({ username, removedAt }) => username === person.username && removedAt === null)
  const { data: safety } = useSafety(person.username, person.id !== me.id)
  if (devices === undefined) return null
  const lastSeenAt = Math.max(...devices.map((device) => device.lastSeenAt ?? 0))
  const isThere = isOnline(devices, person.username) === true
  return (
    <>
      {(isThere || lastSeenAt > 0) && (
        <p className="person-card__line">
          <MonitorSmartphone className="icon" />
          <span>{isThere ? t('team:onlineNow') : t('team:lastSeen', { ago: formatAgo(lastSeenAt, now) })}</span>
        </p>
      )}
      {safety?.verifiedAt != null && safety.changedAt === null && (
        <p className="person-card__line person-card__line--ok">
          <BadgeCheck className="icon" />
          <span>{t('team:verify.since', { moment: formatMoment(safety.verifiedAt, now) })}</span>
        </p>
      )}
      {safety?.changedAt != null && (
        <p className="person-card__line person-card__line--warn">
          <ShieldAlert className="icon" />
          <span>{t('team:verify.changed', { moment: formatMoment(safety.changedAt, now) })}</span>
        </p>
      )}
    </>
  )
}

/** Nobody verifies themselves, and who has no device has no number. */
export function VerifyButton({ person, me }: TeamPartProps) {
  const { data: safety } = useSafety(person.username, person.id !== me.id)
  if (safety === undefined || person.id === me.id) return null
  const handleOpen = (): void => {
    closeCard()
    openVerifyDialog(person.username)
  }
  return (
    <Button onClick={handleOpen}>
      <ShieldCheck className="icon" />
      {safety.verifiedAt === null ? t('team:verify.open') : t('team:verify.number')}
    </Button>
  )
}
