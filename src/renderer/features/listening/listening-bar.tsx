/** One line under a channel's head: where what is said here is sent, or who asks to send it. */
import './listening.css'
import { ArrowUpRight } from 'lucide-react'
import { useState } from 'react'
import { Trans } from 'react-i18next'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Listening } from '#shared/contract/subscription.ts'
import { usePeople, useSettings } from '#renderer/lib/data/queries.ts'
import { Button } from '#renderer/ui/button.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { asksMe, isConversationType, shownListening, type Asker } from './decide-listening.ts'
import { decline, useDeclined } from './declined.ts'
import { ListeningDialog } from './listening-dialog.tsx'
import { useConsent, useListening } from './queries.ts'

const HOSTS_SHOWN = 2

export function ListeningBar({ channel, me }: { channel: Channel; me: Person }) {
  const all = useListening(channel).data ?? []
  const managedBy = useSettings().data?.find(({ key }) => key === 'integrations.managedBy')?.value === 'members' ? 'members' : 'admins'
  const declined = useDeclined(({ keys }) => keys)
  const [open, setOpen] = useState(false)
  const asker: Asker = { channel, me, managedBy }
  const shown = shownListening(all, asker)
  const active = shown.filter(({ sendsTo }) => sendsTo.length > 0)
  const waiting = shown.filter(({ allowed }) => !allowed)
  const request = waiting.find((one) => asksMe(one, asker) && !declined.includes(keyOf(one, channel)))
  const handleOpen = () => setOpen(true)
  return (
    <>
      {active.length > 0 && <ActiveLine active={active} onOpen={handleOpen} />}
      {request !== undefined && <RequestLine request={request} channel={channel} onOpen={handleOpen} />}
      {request === undefined && active.length === 0 && waiting[0] !== undefined && <WaitingLine waiting={waiting[0]} channel={channel} onOpen={handleOpen} />}
      <ListeningDialog open={open} onClose={() => setOpen(false)} shown={shown} asker={asker} />
    </>
  )
}

const keyOf = ({ id, hosts, events }: Listening, channel: Channel): string => [id, channel.id, ...hosts, ...events].join(' ')

interface LineProps {
  onOpen: () => void
}

function ActiveLine({ active, onOpen }: LineProps & { active: readonly Listening[] }) {
  const hosts = [...new Set(active.flatMap((one) => one.sendsTo))]
  const more = hosts.length - HOSTS_SHOWN
  return (
    <div className="listenbar" role="note" aria-label={t('listening:label')}>
      <ArrowUpRight className="icon icon--14" />
      <span className="grow clip">
        <Trans ns="listening" i18nKey={more > 0 ? 'barMore' : 'bar'} count={more} values={{ hosts: hosts.slice(0, HOSTS_SHOWN).join(', ') }} />
      </span>
      <DetailsButton onOpen={onOpen} />
    </div>
  )
}

/** Somebody waits for my answer. */
function RequestLine({ request, channel, onOpen }: LineProps & { request: Listening; channel: Channel }) {
  const consent = useConsent(channel.id)
  const nameOf = useNames()
  const handleDecline = () => {
    decline(keyOf(request, channel))
    toast({ tone: 'ok', text: t('listening:declined') })
  }
  return (
    <div className="listenbar listenbar--asks" role="status" aria-label={t('listening:label')}>
      <ArrowUpRight className="icon" />
      <span className="grow">
        <Trans ns="listening" i18nKey="asksMe" values={{ name: request.name, owner: nameOf(request.owner), hosts: request.hosts.join(', ') }} />
      </span>
      <span className="listenbar__deeds">
        <Button size="small" kind="quiet" onClick={onOpen}>
          {t('listening:details')}
        </Button>
        <Button size="small" onClick={handleDecline}>
          {t('listening:decline')}
        </Button>
        <Button size="small" kind="primary" busy={consent.isPending} onClick={() => consent.mutate({ id: request.id, give: true })}>
          {t('listening:agree')}
        </Button>
      </span>
    </div>
  )
}

/** It waits for others, or I put it aside. */
function WaitingLine({ waiting, channel, onOpen }: LineProps & { waiting: Listening; channel: Channel }) {
  const nameOf = useNames()
  const values = { name: waiting.name, hosts: waiting.hosts.join(', '), people: waiting.missing.map(nameOf).join(', ') }
  return (
    <div className="listenbar" role="note" aria-label={t('listening:label')}>
      <ArrowUpRight className="icon icon--14" />
      <span className="grow clip">
        <Trans ns="listening" i18nKey={isConversationType(channel) ? 'asksOthers' : 'asksSomebody'} values={values} />
      </span>
      <DetailsButton onOpen={onOpen} />
    </div>
  )
}

function DetailsButton({ onOpen }: LineProps) {
  return (
    <Button kind="quiet" size="small" onClick={onOpen}>
      {t('listening:details')}
    </Button>
  )
}

function useNames(): (username: string) => string {
  const people = usePeople().data ?? []
  return (username) => people.find((person) => person.username === username)?.displayName ?? username
}
