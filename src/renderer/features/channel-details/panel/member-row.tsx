/** One member: face, name, role and status; a click opens the card, the menu holds what can be done. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, MessageSquare, ShieldCheck, UserMinus } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person, Role } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import { currentStatus } from '#shared/core/person-status.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { upsert } from '#renderer/lib/data/upsert.ts'
import { mayInChannel, mayLeave } from '#renderer/lib/data/may-in-channel.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Menu, MenuChoice, MenuItem } from '#renderer/ui/menu.tsx'
import { MenuGap, Submenu } from '#renderer/ui/menu-parts.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { PersonAvatar } from '#renderer/widgets/avatar/avatar.tsx'
import { sayProblem, useOpenDirect } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { PersonCard } from '#renderer/widgets/person-card/person-card.tsx'
import { SpokenPresence, WithPresence } from '#renderer/widgets/presence/presence.tsx'

export interface MemberRowProps {
  person: Person
  channel: Channel
  me: Person
  onRemove: () => void
}

export function MemberRow({ person, channel, me, onRemove }: MemberRowProps) {
  const status = currentStatus(person.status, useNow())
  return (
    <li className="member">
      <PersonCard username={person.username} className="member__who" namesItself>
        <WithPresence username={person.username}>
          <PersonAvatar username={person.username} name={person.displayName} size={28} />
        </WithPresence>
        <span className="member__names">
          <span className="member__name clip">
            <bdi>{person.displayName}</bdi>
            {person.id === me.id && <span className="faint"> {t('channels:you')}</span>}
          </span>
          <span className="member__sub clip">
            <bdi>@{person.username}</bdi>
            <SpokenPresence username={person.username} />
            {status !== null && (
              <>
                {' · '}
                <bdi>{`${status.emoji} ${status.text}`.trim()}</bdi>
              </>
            )}
          </span>
        </span>
      </PersonCard>
      {person.role !== 'member' && <Pill>{t(`people:role.${person.role}`)}</Pill>}
      <MemberMenu person={person} channel={channel} me={me} onRemove={onRemove} />
    </li>
  )
}

function MemberMenu({ person, channel, me, onRemove }: MemberRowProps) {
  const [, navigate] = useLocation()
  const opening = useOpenDirect()
  const isMe = person.id === me.id
  const mayRemove = !isMe && channel.archivedAt === null && mayLeave(channel, person) && mayInChannel('channel.removePeople', me, channel)
  const mayWrite = !isMe && can('channel.createDirect', me, { sharesChannel: channel.members.includes(me.username) })
  const mayRank = !isMe && can('person.changeRole', me, { roleBefore: person.role, roleAfter: 'member' })
  if (!mayRemove && !mayWrite && !mayRank) return <span />
  const handleWrite = (): void => void opening.mutateAsync([person.username]).then((direct) => navigate(channelPath(direct)), sayProblem)
  return (
    <Menu
      trigger={
        <IconButton label={t('channels:memberMenu', { name: person.displayName })} size="small">
          <Ellipsis className="icon" />
        </IconButton>
      }
    >
      {mayWrite && (
        <MenuItem icon={MessageSquare} onSelect={handleWrite}>
          {t('people:message')}
        </MenuItem>
      )}
      {mayRank && <RoleMenu person={person} />}
      {mayRemove && (
        <>
          <MenuGap />
          <MenuItem icon={UserMinus} danger onSelect={onRemove}>
            {t('channels:removeAsk')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

type GivenRole = Exclude<Role, 'owner'>

function RoleMenu({ person }: { person: Person }) {
  const cache = useQueryClient()
  const change = useMutation({
    mutationFn: (role: GivenRole) => rpc.people.setRole({ username: person.username, role }),
    onSuccess: (changed) => {
      patchData<readonly Person[]>(cache, keys.people, (list) => upsert(list, changed, 'id'))
      toast({ tone: 'ok', text: t('channels:roleChanged', { name: changed.displayName, role: t(`people:role.${changed.role}`) }) })
    },
    onError: sayProblem,
  })
  return (
    <Submenu icon={ShieldCheck} label={t('channels:role')}>
      <MenuChoice
        value={person.role as GivenRole}
        onChange={(role) => role !== person.role && change.mutate(role)}
        options={[
          { value: 'admin', label: t('people:role.admin') },
          { value: 'member', label: t('people:role.member') },
          { value: 'guest', label: t('people:role.guest') },
        ]}
      />
    </Submenu>
  )
}
