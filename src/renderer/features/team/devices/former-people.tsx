/** Below the list of people, for admins: who was removed from the workspace, each with a link that brings them back as who they were. */
import { UserCheck } from 'lucide-react'
import { Fragment } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { useFormerPeople } from '#renderer/lib/data/queries.ts'
import { useInTeam } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { SettingGroup, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { LinkOnce } from '../invites/link-once.tsx'
import { useInvitePerson } from '../mutations.ts'

/** Nothing while nobody was removed, for who may not bring anybody back, and without a team, where no link leads back. */
export function FormerPeople({ me }: { me: Person }) {
  const { data: former = [] } = useFormerPeople()
  const isTeam = useInTeam()
  if (!isTeam || former.length === 0 || !can('person.create', me, {})) return null
  return (
    <SettingGroup title={t('team:former.title')} lead={t('team:former.lead')}>
      {former.map((person) => (
        <FormerPerson key={person.id} person={person} />
      ))}
    </SettingGroup>
  )
}

function FormerPerson({ person }: { person: Person }) {
  const inviting = useInvitePerson()
  const handleInvite = (): void => inviting.mutate(person, { onError: (error) => toast({ tone: 'bad', text: toErrorBody(error).message }) })
  return (
    <Fragment>
      <SettingRow
        name={`former.${person.id}`}
        label={person.displayName}
        hint={<bdi>@{person.username}</bdi>}
        start={<PersonAvatar username={person.username} name={person.displayName} size={32} />}
      >
        <Button size="small" aria-label={t('team:deedFor', { deed: t('team:former.bringBack'), name: person.displayName })} busy={inviting.isPending} onClick={handleInvite}>
          <UserCheck className="icon icon--14" />
          {t('team:former.bringBack')}
        </Button>
      </SettingRow>
      {inviting.data !== undefined && <LinkOnce title={t('team:former.ready', { name: person.displayName })} text={t('team:former.readyText')} link={inviting.data.link} qr={inviting.data.qr} onClose={() => inviting.reset()} />}
    </Fragment>
  )
}
