/** Who is in a channel, with what role; adding, removing and changing roles for who may. */
import { UserPlus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { foldText } from '#shared/core/fold-text.ts'
import { matchNames } from '#shared/core/match-names.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { isIn, mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { useLasting } from '#renderer/ui/use-lasting.ts'
import { useRemovePerson } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { MemberRow } from './member-row.tsx'

/** From so many on, scrolling is slower than typing. */
const SEARCH_FROM = 8

export interface MembersTabProps {
  channel: Channel
  me: Person
  people: readonly Person[]
}

export function MembersTab({ channel, me, people }: MembersTabProps) {
  const [search, setSearch] = useState('')
  const [removing, setRemoving] = useState<Person | null>(null)
  const wanted = useDeferredValue(foldText(search.trim()))
  const members = sortMembers(people.filter(({ username }) => channel.members.includes(username)))
  const shown = members.filter((person) => matchNames(wanted, [foldText(person.displayName), person.username]) !== null)
  const mayAdd = channel.archivedAt === null && mayInChannel('channel.addPeople', me, channel)
  return (
    <>
      {(members.length >= SEARCH_FROM || mayAdd) && (
        <div className="members__tools">
          <div className="grow">{members.length >= SEARCH_FROM && <SearchField label={t('channels:findMember')} value={search} onChange={setSearch} />}</div>
          {mayAdd && (
            <Button onClick={() => openChannelDialog({ kind: 'add-people', channelId: channel.id })}>
              <UserPlus className="icon" />
              {t('channels:addPeople')}
            </Button>
          )}
        </div>
      )}
      <ul className="members" aria-label={t('channels:tab.members')}>
        {shown.map((person) => (
          <MemberRow key={person.id} person={person} channel={channel} me={me} onRemove={() => setRemoving(person)} />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className="details__in faint" role="status">
          {t('channels:nobodyMatches', { query: search.trim() })}
        </p>
      )}
      <RemoveDialog channel={channel} removed={removing !== null && isIn(channel, removing) ? removing : null} onClose={() => setRemoving(null)} />
    </>
  )
}

const ranks: Readonly<Record<Person['role'], number>> = { owner: 0, admin: 1, member: 2, guest: 2 }

/** Who can help with the workspace first, then by name. */
function sortMembers(members: readonly Person[]): Person[] {
  return members.toSorted((a, b) => ranks[a.role] - ranks[b.role] || a.displayName.localeCompare(b.displayName))
}

function RemoveDialog({ channel, removed, onClose }: { channel: Channel; removed: Person | null; onClose: () => void }) {
  const removal = useRemovePerson()
  const person = useLasting(removed)
  if (person === null) return null
  return (
    <AlertDialog
      open={removed !== null}
      {...asDeed(removal, onClose)}
      title={t('channels:removeTitle', { person: person.displayName, name: channel.name })}
      effect={channel.type === 'private' ? t('channels:removeEffectPrivate') : t('channels:removeEffect')}
      confirmLabel={t('channels:remove')}
      onConfirm={() => removal.mutate({ channel: channel.id, username: person.username }, { onSuccess: onClose })}
    />
  )
}
