/** The one card of a person that can be open: who they are, how they are, what time it is there, and a way to write to them. */
import './person-card.css'
import { Popover } from '@base-ui/react/popover'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Clock, MessageSquare, Pencil, Smile } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import { currentStatus } from '#shared/core/person-status.ts'
import { channelPath, settingsPath } from '#renderer/lib/format/channel-path.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatMoment, formatTime } from '#renderer/lib/format/format-time.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { upsert } from '#renderer/lib/data/upsert.ts'
import { useChannels, useSession } from '#renderer/lib/data/queries.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { openStatusDialog } from '#renderer/lib/screen/status-dialog.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { usePerson, usePersonName } from '#renderer/lib/data/use-person.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { PersonAvatar } from '../avatar/avatar.tsx'
import { minutesAhead } from './local-time.ts'
import { WithPresence } from '../presence/presence.tsx'
import { closeCard, useOpenCard, type OpenCard } from './open-card.ts'
import { TeamLines, VerifyButton } from './team-lines.tsx'

export function PersonCardHost() {
  const card = useOpenCard((state) => state.card)
  return (
    <Popover.Root open={card !== null} onOpenChange={(open) => !open && closeCard()}>
      {card !== null && <Card card={card} />}
    </Popover.Root>
  )
}

function Card({ card }: { card: OpenCard }) {
  const person = usePerson(card.username)
  return (
    <Popover.Portal>
      <Popover.Positioner className="person-card-place" anchor={card.anchor} side="inline-end" align="start" sideOffset={8} collisionPadding={12}>
        <Popover.Popup className="person-card" finalFocus={() => (card.anchor.isConnected ? card.anchor : true)}>
          {person === undefined ? <Gone username={card.username} /> : <Contents person={person} />}
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  )
}

function Gone({ username }: { username: string }) {
  const name = usePersonName(username)
  return <p className="person-card__gone">{name === undefined ? t('people:unknown', { username }) : t('people:removed', { name, username })}</p>
}

function Contents({ person }: { person: Person }) {
  const now = useNow()
  const { data: session } = useSession()
  const status = currentStatus(person.status, now)
  return (
    <>
      <div className="person-card__head">
        <WithPresence username={person.username} large>
          <PersonAvatar username={person.username} name={person.displayName} size={64} />
        </WithPresence>
        <div className="person-card__names">
          <Popover.Title className="person-card__name">
            <bdi>{person.displayName}</bdi>
          </Popover.Title>
          <p className="faint">
            <bdi>@{person.username}</bdi> · {t(`people:role.${person.role}`)}
          </p>
          {person.title !== '' && (
            <p className="soft">
              <bdi>{person.title}</bdi>
            </p>
          )}
        </div>
      </div>
      {status !== null && (
        <p className="person-card__line">
          {status.emoji === '' ? <Smile className="icon" /> : <span className="person-card__emoji">{status.emoji}</span>}
          <span>
            <bdi>{status.text}</bdi>
            {status.until !== null && <span className="faint"> {t('people:statusUntil', { moment: formatMoment(status.until, now) })}</span>}
          </span>
        </p>
      )}
      {person.timeZone !== null && <LocalTime timeZone={person.timeZone} now={now} />}
      {session !== undefined && <TeamLines person={person} me={session.me} />}
      {session !== undefined && <CardButtons person={person} me={session.me} />}
    </>
  )
}

function LocalTime({ timeZone, now }: { timeZone: string; now: number }) {
  const minutes = minutesAhead(timeZone, now)
  if (minutes === null) return null
  const hours = (Math.abs(minutes) / 60).toLocaleString(undefined, { maximumFractionDigits: 2 })
  const key = minutes === 0 ? 'people:sameTime' : minutes > 0 ? 'people:timeAhead' : 'people:timeBehind'
  return (
    <p className="person-card__line" title={timeZone}>
      <Clock className="icon" />
      <span className="num">{t(key, { time: formatTime(now + minutes * 60_000), hours })}</span>
    </p>
  )
}

function CardButtons({ person, me }: { person: Person; me: Person }) {
  const [, navigate] = useLocation()
  if (person.id !== me.id) return <MessageButton person={person} me={me} />
  return (
    <div className="person-card__row">
      <Button
        onClick={() => {
          closeCard()
          openStatusDialog()
        }}
      >
        <Smile className="icon" />
        {t('people:setStatus')}
      </Button>
      <Button
        onClick={() => {
          closeCard()
          navigate(settingsPath('profile'))
        }}
      >
        <Pencil className="icon" />
        {t('people:editProfile')}
      </Button>
    </div>
  )
}

function MessageButton({ person, me }: { person: Person; me: Person }) {
  const cache = useQueryClient()
  const [, navigate] = useLocation()
  const { data: channels = [] } = useChannels()
  const opening = useMutation({
    mutationFn: () => rpc.channels.openDirect({ usernames: [person.username] }),
    onSuccess: (channel) => {
      patchData<readonly Channel[]>(cache, keys.channels, (list) => upsert(list, channel, 'id'))
      closeCard()
      navigate(channelPath(channel))
    },
  })
  const sharesChannel = channels.some(({ members }) => members.includes(me.username) && members.includes(person.username))
  if (!can('channel.createDirect', me, { sharesChannel })) return <VerifyButton person={person} me={me} />
  return (
    <div className="person-card__row">
      <Button kind="primary" busy={opening.isPending} onClick={() => opening.mutate()}>
        <MessageSquare className="icon" />
        {t('people:message')}
      </Button>
      <VerifyButton person={person} me={me} />
      {opening.isError && (
        <p className="person-card__problem" role="alert">
          {toErrorBody(opening.error).message}
        </p>
      )}
    </div>
  )
}
