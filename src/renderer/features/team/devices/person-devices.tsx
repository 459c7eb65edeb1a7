/** Below a person in the list of people: their devices and whether they were verified, where there is a team, and, for admins, a link for another device. */
import { BadgeCheck, Crown, MonitorSmartphone, ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { Person } from '#shared/contract/person.ts'
import type { Device } from '#shared/contract/team.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { useDevices, useSafety } from '#renderer/lib/data/team.ts'
import { openVerifyDialog } from '#renderer/lib/screen/verify-dialog.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { LinkOnce } from '../invites/link-once.tsx'
import { useInvitePerson } from '../mutations.ts'
import { DeviceRows } from './device-rows.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { mayRemove } from './remove-beside.tsx'
import '../team.css'

export interface PersonDevicesProps {
  person: Person
  me: Person
}

/** Nothing when alone. */
export function PersonDevices({ person, me }: PersonDevicesProps) {
  const all = useDevices().data
  if (all === undefined) return null
  const devices = all.filter(({ personId }) => personId === person.id)
  return (
    <div className={devices.length === 0 ? 'person-devices person-devices--none' : 'person-devices'}>
      {devices.length === 0 ? <p className="hint">{t('team:devices.none')}</p> : <DeviceRows devices={devices} me={me} />}
      {person.id !== me.id && <Deeds person={person} me={me} devices={devices} />}
    </div>
  )
}

function Deeds({ person, me, devices }: PersonDevicesProps & { devices: readonly Device[] }) {
  const [handing, setHanding] = useState(false)
  const inviting = useInvitePerson()
  const isThere = devices.some(({ removedAt }) => removedAt === null)
  const handleInvite = (): void => inviting.mutate(person, { onError: (error) => toast({ tone: 'bad', text: toErrorBody(error).message }) })
  return (
    <div className="person-devices__deeds">
      {isThere && <VerifyDeed person={person} />}
      {mayRemove(person, me) && (
        <Button size="small" kind="quiet" aria-label={t('team:deedFor', { deed: t('team:devices.inviteFor'), name: person.displayName })} busy={inviting.isPending} onClick={handleInvite}>
          <MonitorSmartphone className="icon icon--14" />
          {t('team:devices.inviteFor')}
        </Button>
      )}
      {me.role === 'owner' && isThere && person.role !== 'guest' && (
        <Button size="small" kind="quiet" aria-label={t('team:deedFor', { deed: t('team:person.handOverAsk'), name: person.displayName })} onClick={() => setHanding(true)}>
          <Crown className="icon icon--14" />
          {t('team:person.handOverAsk')}
        </Button>
      )}
      <HandOverDialog person={handing ? person : null} onClose={() => setHanding(false)} />
      {inviting.data !== undefined && <LinkOnce title={t('team:devices.readyFor', { name: person.displayName })} text={t('team:devices.readyForText')} link={inviting.data.link} qr={inviting.data.qr} onClose={() => inviting.reset()} />}
    </div>
  )
}

function VerifyDeed({ person }: { person: Person }) {
  const { data: safety } = useSafety(person.username, true)
  if (safety === undefined) return null
  const isVerified = safety.verifiedAt !== null && safety.changedAt === null
  const Icon = isVerified ? BadgeCheck : safety.changedAt === null ? ShieldCheck : ShieldAlert
  const deed = isVerified ? t('team:verify.done') : safety.changedAt === null ? t('team:verify.open') : t('team:verify.again')
  return (
    <Button size="small" aria-label={t('team:deedFor', { deed, name: person.displayName })} onClick={() => openVerifyDialog(person.username)}>
      <Icon className={isVerified ? 'icon icon--14 person-devices__ok' : 'icon icon--14'} />
      {deed}
    </Button>
  )
}
