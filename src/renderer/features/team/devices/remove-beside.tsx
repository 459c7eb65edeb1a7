/** Beside a person's role: the way out of the workspace, for those who may show it. */
import { UserMinus } from 'lucide-react'
import { useState } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import { useDevices, useTeam } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { RemovePersonDialog } from './remove-person-dialog.tsx'

/** Once it is known which devices that would stop; none when alone. */
export function RemoveBeside({ person, me }: { person: Person; me: Person }) {
  const mode = useTeam().data?.mode
  const all = useDevices().data
  const [removing, setRemoving] = useState(false)
  const devices = mode === 'alone' ? [] : all
  if (devices === undefined || !mayRemove(person, me)) return null
  return (
    <>
      <IconButton label={t('team:deedFor', { deed: t('team:person.removeAsk'), name: person.displayName })} onClick={() => setRemoving(true)}>
        <UserMinus className="icon" />
      </IconButton>
      <RemovePersonDialog person={removing ? person : null} devices={devices.filter(({ personId }) => personId === person.id)} onClose={() => setRemoving(false)} />
    </>
  )
}

export const mayRemove = (person: Person, me: Person): boolean => person.id !== me.id && person.role !== 'owner' && can('person.create', me, {})
