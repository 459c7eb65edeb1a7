/** What happened in a channel, in one quiet line, in the reader's language. */
import type { ReactElement } from 'react'
import { Trans } from 'react-i18next'
import type { Message } from '#shared/contract/message.ts'
import type { Mentions } from '#shared/core/mentions.ts'
import { formatAbsolute } from '#renderer/lib/format-time.ts'
import { MessageBody } from '../message-body/message-body.tsx'
import type { ShownMentions } from '../message-body/use-mentions.ts'
import { PersonCard } from '../person-card/person-card.tsx'

const known = ['joined', 'added', 'left', 'removed', 'renamed', 'purpose', 'archived', 'restored', 'pinned'] as const

export function SystemText({ message, mentions }: { message: Message; mentions: Mentions }) {
  const { who, by, value } = message.props
  const happened = known.find((kind) => kind === message.props['system'])
  if (happened === undefined) return <MessageBody id={message.id} text={message.text} mentions={mentions} />
  return (
    <p title={formatAbsolute(message.createdAt)}>
      <Trans
        ns="message"
        i18nKey={`system.${happened === 'purpose' && value === '' ? 'purposeGone' : happened}`}
        components={{ who: person(who ?? by, mentions), by: person(by ?? who, mentions), value: <bdi className="strong">{typeof value === 'string' ? value : ''}</bdi> }}
      />
    </p>
  )
}

/** Several people are one after the other. */
function person(raw: unknown, mentions: Mentions): ReactElement {
  const usernames = (Array.isArray(raw) ? raw : [raw]).filter((name): name is string => typeof name === 'string')
  const names = (mentions as Partial<ShownMentions>).names
  return (
    <span>
      {usernames.map((username, index) => (
        <span key={username}>
          {index > 0 && ', '}
          <PersonCard username={username} className="msg__person" tabIndex={-1}>
            <bdi>{names?.get(username) ?? username}</bdi>
          </PersonCard>
        </span>
      ))}
    </span>
  )
}
