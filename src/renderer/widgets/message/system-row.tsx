/** What happened in a channel, in one quiet line, in the reader's language. Another device could claim anything: who did it is who signed it, never what the notice says. */
import type { ReactElement } from 'react'
import { Trans } from 'react-i18next'
import type { Message } from '#shared/contract/message.ts'
import type { Mentions } from '#shared/core/mentions.ts'
import { messagePath } from '#renderer/lib/format/channel-path.ts'
import { formatAbsolute } from '#renderer/lib/format/format-time.ts'
import { MessageBody } from '../message-body/message-body.tsx'
import type { ShownMentions } from '../message-body/use-mentions.ts'
import { PersonCard } from '../person-card/person-card.tsx'

const known = ['joined', 'added', 'left', 'removed', 'renamed', 'purpose', 'archived', 'restored', 'pinned', 'listening', 'unlistening'] as const

export function SystemText({ message, mentions }: { message: Message; mentions: Mentions }) {
  const { who, value } = message.props
  const { author } = message
  const happened = known.find((kind) => kind === message.props['system'])
  // Of an outgoing webhook: its name, then where it sends.
  const [named = '', hosts = ''] = String(value ?? '').split('\n')
  // A kind of a later version; without a name before it, it would look as if the app said so.
  if (happened === undefined)
    return (
      <>
        {people(author, mentions)}: <MessageBody id={message.id} text={message.text} mentions={mentions} />
      </>
    )
  const isOwnDeed = happened === 'joined' || happened === 'left' || usernames(who).length === 0
  return (
    <p title={formatAbsolute(message.createdAt)}>
      <Trans
        ns="message"
        i18nKey={`system.${happened === 'purpose' && value === '' ? 'purposeGone' : happened}`}
        components={{
          who: people(isOwnDeed ? author : who, mentions),
          by: people(author, mentions),
          value: <bdi className="strong">{named}</bdi>,
          hosts: <bdi className="strong">{hosts}</bdi>,
          message: <a href={`#${messagePath({ channel: message.channel, id: String(value) })}`} />,
        }}
      />
    </p>
  )
}

const usernames = (raw: unknown): readonly string[] => [raw].flat().filter((name) => typeof name === 'string')

/** Several are one after the other. */
function people(raw: unknown, mentions: Mentions): ReactElement {
  const names = (mentions as Partial<ShownMentions>).names
  return (
    <span>
      {usernames(raw).map((username, index) => (
        <span key={username}>
          {index > 0 && ', '}
          <PersonCard username={username} className="msg__person">
            <bdi>{names?.get(username) ?? username}</bdi>
          </PersonCard>
        </span>
      ))}
    </span>
  )
}
