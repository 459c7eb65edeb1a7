/** Everybody in the workspace with their role; who may changes it in place, and adds people. */
import { UserPlus } from 'lucide-react'
import { Fragment, useId, useState, type ReactNode } from 'react'
import type { Person, Role } from '#shared/contract/person.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { can } from '#shared/core/permissions.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { upsert } from '#renderer/lib/data/upsert.ts'
import { usePeople } from '#renderer/lib/data/queries.ts'
import { queryClient } from '#renderer/lib/data/query-client.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { PersonCard } from '#renderer/widgets/person-card/person-card.tsx'
import { LoadGate } from '#renderer/widgets/setting/load-gate.tsx'
import { save } from '#renderer/widgets/setting/save-state.ts'
import { SelectBox } from '#renderer/widgets/setting/select-box.tsx'
import { GroupHead, SettingRow } from '#renderer/widgets/setting/setting-row.tsx'

/** With fewer nobody searches. */
const SEARCHED_FROM = 8

export interface PeopleGroupProps {
  session: Session
  parts: {
    /** What can be done to a person, beside their role. */
    besideRole(person: Person): ReactNode
    /** What else there is to say about them, below their row. */
    belowPerson(person: Person): ReactNode
  }
}

export function PeopleGroup({ session, parts }: PeopleGroupProps) {
  const people = usePeople()
  return (
    <section className="settings-group">
      <GroupHead title={t('settings:people.title')} lead={t('settings:people.lead')}>
        {session.may.createPeople && (
          <Button onClick={() => openChannelDialog({ kind: 'new-person' })}>
            <UserPlus className="icon" />
            {t('settings:people.add')}
          </Button>
        )}
      </GroupHead>
      <LoadGate query={people}>{(list) => <PeopleRows people={list} me={session.me} parts={parts} />}</LoadGate>
    </section>
  )
}

function PeopleRows({ people, me, parts }: { people: readonly Person[]; me: Person; parts: PeopleGroupProps['parts'] }) {
  const [query, setQuery] = useState('')
  const mayCreate = can('person.create', me, {})
  const wanted = query.trim().toLowerCase()
  const shown = people.filter(({ username, displayName }) => username.includes(wanted) || displayName.toLowerCase().includes(wanted))
  return (
    <>
      {people.length >= SEARCHED_FROM && (
        <div className="settings-group__search">
          <SearchField label={t('settings:people.search')} value={query} onChange={setQuery} />
        </div>
      )}
      <div className="card settings-group__rows">
        {shown.map((person) => (
          <Fragment key={person.id}>
            <PersonRow person={person} me={me} beside={mayCreate && <span className="person-beside">{parts.besideRole(person)}</span>} />
            {parts.belowPerson(person)}
          </Fragment>
        ))}
        {shown.length === 0 && <p className="settings-group__none">{t('settings:people.none', { query: query.trim() })}</p>}
      </div>
    </>
  )
}

const givenRoles = ['admin', 'member', 'guest'] as const

function PersonRow({ person, me, beside }: { person: Person; me: Person; beside: ReactNode }) {
  const id = useId()
  const mayChange = can('person.changeRole', me, { roleBefore: person.role, roleAfter: 'member' })
  const handleChange = (role: string): void => {
    void save(`role.${person.id}`, async () => {
      const changed = await rpc.people.setRole({ username: person.username, role: role as Exclude<Role, 'owner'> })
      patchData<readonly Person[]>(queryClient, keys.people, (list) => upsert(list, changed, 'id'))
    })
  }
  return (
    <SettingRow
      name={`role.${person.id}`}
      controlId={mayChange ? id : undefined}
      label={person.id === me.id ? t('settings:people.you', { name: person.displayName }) : person.displayName}
      hint={<bdi>@{person.username}</bdi>}
      start={
        <PersonCard username={person.username}>
          <PersonAvatar username={person.username} name={person.displayName} size={32} />
        </PersonCard>
      }
    >
      {mayChange ? (
        <SelectBox id={id} value={person.role} onChange={handleChange} options={givenRoles.map((role) => ({ value: role, label: t(`people:role.${role}`) }))} />
      ) : (
        <span className="setting__value">{t(`people:role.${person.role}`)}</span>
      )}
      {beside}
    </SettingRow>
  )
}
