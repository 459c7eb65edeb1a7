/** Notes for whom a new message is: who is named, everybody in the channel, and who waits for one of its words. Part of every post. */
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { matchKeyword } from '#shared/core/keywords.ts'
import { listMentions } from '#shared/core/mentions.ts'
import { orderedPosition } from '../../store/change-log.ts'
import { isMember } from '../../store/channels.ts'
import type { Tx } from '../../store/connection.ts'
import { isMutedFor } from '../../store/hook-mutes.ts'
import { everyone, insertNotice, type NewNotice } from '../../store/notices.ts'
import { readUsernames } from '../../store/people.ts'
import { listWatchers } from '../../store/preferences.ts'
import { startFollowing } from '../../store/threads.ts'

export interface Noted {
  readonly id: Message['id']
  readonly channelId: ChannelId
  readonly position: number
  readonly threadRootId: Message['threadRootId']
  readonly text: string
  readonly at: number
  readonly authorId: PersonId
  /** A hook's owner is told of what their hook writes; nobody is told of what they write themselves. */
  readonly byHook: boolean
  readonly hookId?: Message['hookId']
  readonly mentions: Message['mentions']
  /** Usernames of the only ones who are told by name. */
  readonly named?: Message['named']
  /** Told by name at the most. */
  readonly most?: number
}

/** Only members are told: others could not open what they are told of. */
export function noteMessage(tx: Tx, message: Noted): void {
  const watchers = listWatchers(tx)
  if (!message.text.includes('@') && watchers.length === 0) return
  const known = readUsernames(tx)
  const { usernames, audience } = listMentions(message.text, known, message.mentions)
  const note = (personId: NewNotice['personId'], reason: NewNotice['reason'], keyword: string | null): void => {
    const { id, channelId, position, threadRootId, authorId } = message
    insertNotice(tx, { personId, channelId, position, messageId: id, threadRootId, authorId, reason, keyword })
  }
  const told = new Set<PersonId>()
  const mayTell = (personId: PersonId | undefined): personId is PersonId =>
    personId !== undefined && (message.byHook || personId !== message.authorId) && !told.has(personId) && isMember(tx, message.channelId, personId) && !isMutedFor(tx, personId, message.hookId ?? null)
  for (const username of usernames) {
    const personId = known.get(username)
    if (told.size >= (message.most ?? Number.POSITIVE_INFINITY)) break
    if (message.named?.includes(username) === false || !mayTell(personId)) continue
    told.add(personId)
    note(personId, 'mention', null)
    if (message.threadRootId !== null) startFollowing(tx, personId, message.threadRootId, { read: orderedPosition(tx, message.channelId, message.position - 1), at: message.at })
  }
  if (audience) note(everyone, 'audience', null)
  for (const { personId, keywords } of watchers) {
    const keyword = mayTell(personId) ? matchKeyword(message.text, keywords) : null
    if (keyword === null) continue
    told.add(personId)
    note(personId, 'keyword', keyword)
  }
}
