/** Says, under the chosen channels, whose consent is needed there and what becomes of it. */
import './consent-note.css'
import { ShieldCheck, Users } from 'lucide-react'
import { Trans } from 'react-i18next'
import type { Person } from '#shared/contract/person.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { useChannels, useEverybody, useSettings } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { findConsentNeeds, type ConsentNeed } from './consent-needs.ts'

export function ConsentNote({ chosen, me }: { chosen: readonly string[]; me: Person }) {
  const channels = useChannels().data ?? []
  const people = useEverybody()
  const managedBy = useSettings().data?.find(({ key }) => key === 'integrations.managedBy')?.value === 'members' ? 'members' : 'admins'
  const needs = findConsentNeeds(channels.filter(({ id }) => chosen.includes(id)), me, managedBy)
  if (needs.length === 0) return null
  const nameOf = (username: string): string => people.find((person) => person.username === username)?.displayName ?? username
  return (
    <div className="consentnote" role="status">
      <p className="consentnote__head">{t('outgoing:form.consentTitle')}</p>
      <ul>
        {needs.map((need) => (
          <li key={need.channel.id} className="consentnote__row">
            {need.who === 'mine' ? <ShieldCheck className="icon icon--14" /> : <Users className="icon icon--14 is-asked" />}
            <span>
              <Trans ns="outgoing" i18nKey={wordsFor(need)} values={{ channel: channelTitle(need.channel, me.username, people).title, people: need.others.map(nameOf).join(', ') }} />
            </span>
          </li>
        ))}
      </ul>
      <p className="hint">{t('outgoing:form.consentHint')}</p>
    </div>
  )
}

function wordsFor({ who, channel, others }: ConsentNeed) {
  if (who === 'everybody') return others.length === 0 ? 'form.consentAlone' : 'form.consentEverybody'
  if (who === 'mine') return channel.type === 'private' ? 'form.consentMinePrivate' : 'form.consentMine'
  return who === 'admin' ? 'form.consentAdmin' : 'form.consentMember'
}
