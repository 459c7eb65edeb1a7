/** The emoji under a message: who chose what, mine marked, one press adds or takes mine away. */
import { SmilePlus } from 'lucide-react'
import type { MouseEvent } from 'react'
import type { Message, Reaction } from '#shared/contract/message.ts'
import { t } from '#renderer/text/i18n.ts'
import { Emoji } from '../message-body/emoji.tsx'
import type { ShownMentions } from '../message-body/use-mentions.ts'

export interface ReactionsProps {
  message: Message
  mentions: ShownMentions
  /** False: they are shown and cannot be pressed. */
  canReact: boolean
  onReact: (emoji: string) => void
  onAdd: (anchor: HTMLElement) => void
}

export function Reactions({ message, mentions, canReact, onReact, onAdd }: ReactionsProps) {
  if (message.reactions.length === 0) return null
  return (
    <div className="reactions" role="group" aria-label={t('message:reactions')}>
      {message.reactions.map((reaction) => (
        <Pill key={reaction.emoji} reaction={reaction} mentions={mentions} canReact={canReact} onReact={onReact} />
      ))}
      {canReact && (
        <button
          type="button"
          className="reaction reaction--add"
          aria-label={t('message:action.react')}
          title={t('message:action.react')}
          aria-haspopup="dialog"
          onClick={(event: MouseEvent<HTMLButtonElement>) => onAdd(event.currentTarget)}
        >
          <SmilePlus className="icon icon--14" />
        </button>
      )}
    </div>
  )
}

interface PillProps extends Pick<ReactionsProps, 'mentions' | 'canReact' | 'onReact'> {
  reaction: Reaction
}

function Pill({ reaction: { emoji, people }, mentions, canReact, onReact }: PillProps) {
  const isMine = people.includes(mentions.me)
  const label = t('message:reaction.label', { count: people.length, emoji, names: namesOf(people, mentions) })
  return (
    <button type="button" className={isMine ? 'reaction is-mine' : 'reaction'} aria-pressed={isMine} aria-label={label} title={label} disabled={!canReact} onClick={() => onReact(emoji)}>
      <span className="reaction__emoji">
        <Emoji shortcode={emoji} fallback={`:${emoji}:`} />
      </span>
      {people.length}
    </button>
  )
}

const NAMED = 12

/** "you, Mara and 3 more" in the reader's language. Exported for tests. */
export function namesOf(people: readonly string[], { me, names }: Pick<ShownMentions, 'me' | 'names'>): string {
  const ordered = [...people].sort((a, b) => Number(b === me) - Number(a === me))
  const shown = ordered.slice(0, NAMED).map((username) => (username === me ? t('message:reaction.you') : (names.get(username) ?? username)))
  const rest = people.length - shown.length
  if (rest > 0) shown.push(t('message:reaction.more', { count: rest }))
  return shown.join(', ')
}
