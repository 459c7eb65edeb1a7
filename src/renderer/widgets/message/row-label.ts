/** What a screen reader says of a row: who first, then what kind of sender it is, then the words, then how it stands. */
import type { Message } from '#shared/contract/message.ts'
import { hideSpoilers } from '#shared/core/notification-text.ts'
import { formatTime } from '#renderer/lib/format/format-time.ts'
import { t } from '#renderer/text/i18n.ts'
import { isAction } from './is-continued.ts'
import { shownText } from './shown-text.ts'

const LONGEST = 300

/** `name` is the sender's as shown now; `isSaved` is known to live rows only. */
export function rowLabel(message: Message, name = message.username, isSaved = false): string {
  if (message.type === 'system') return `${message.text}, ${formatTime(message.createdAt)}`
  return [...spokenWords(message, name), formatTime(message.createdAt), ...spokenStates(message, isSaved)].filter(Boolean).join(', ')
}

function spokenWords(message: Message, name: string): string[] {
  if (message.deletedAt !== null) return [name, t('message:spoken.deleted')]
  const [first] = message.attachments
  const text = message.text === '' ? (first?.fallback ?? first?.title ?? first?.pretext ?? first?.text ?? '') : shownText(message)
  const heard = hideSpoilers(text, t('message:spoken.hidden'))
  const words = heard.length > LONGEST ? `${heard.slice(0, LONGEST)}…` : heard
  if (isAction(message)) return [t('message:spoken.action', { name, text: words })]
  return [message.type === 'webhook' ? t('message:spoken.hook', { name }) : name, words]
}

function spokenStates({ sending, priority, caseState, caseId, files, editedAt, deletedAt, pinnedAt, thread, reactions, repeats }: Message, isSaved: boolean): (string | false)[] {
  const chosen = reactions.reduce((sum, { people }) => sum + people.length, 0)
  return [
    repeats !== undefined && t('message:repeats.times', { count: repeats.count }),
    sending === 'waiting' && t('message:unsent.waiting'),
    sending === 'refused' && t('message:unsent.refused'),
    priority !== null && t(`message:priority.${priority}`),
    caseState !== null && `${t('cases:case')}: ${t(`cases:state.${caseState}`)}`,
    caseId !== null && caseState === null && t('cases:update'),
    files.length > 0 && t('message:spoken.files', { count: files.length }),
    editedAt !== null && deletedAt === null && t('message:spoken.edited'),
    pinnedAt !== null && t('message:spoken.pinned'),
    isSaved && t('message:spoken.saved'),
    thread !== null && t('message:thread.replies', { count: thread.replyCount }),
    chosen > 0 && t('message:spoken.reactions', { count: chosen }),
  ]
}
