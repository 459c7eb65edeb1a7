/** From messages to rows: days, groups of one sender, and at the end what is not sent yet. */
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { dayOf } from '#renderer/lib/format-time.ts'
import type { Unsent } from './outbox.ts'

export interface Row {
  readonly message: Message
  /** No head: the row above is by the same sender. */
  readonly continued: boolean
  /** A time of the day that begins here, or null. */
  readonly day: number | null
  /** Set while it is not on the server. */
  readonly unsent: Unsent | null
}

const GROUP_MS = 5 * 60_000

export interface RowSource {
  readonly messages: readonly Message[]
  /** Older ones exist: then the first row begins no day, because the one before it is not known. */
  readonly hasOlder: boolean
  readonly unsent: readonly Unsent[]
  readonly me: Person
  readonly channelName: string
}

export function buildRows({ messages, hasOlder, unsent, me, channelName }: RowSource): Row[] {
  const sent = new Set<string>(messages.map((message) => message.id))
  const rows: Row[] = []
  let above: Message | null = null
  const add = (message: Message, entry: Unsent | null): void => {
    const day = beginsDay(above, message, hasOlder) ? message.createdAt : null
    rows.push({ message, continued: day === null && above !== null && isContinued(above, message), day, unsent: entry })
    above = message
  }
  for (const message of messages) add(message, null)
  for (const entry of unsent) if (!sent.has(entry.id)) add(asMessage(entry, me, channelName), entry)
  return rows
}

function beginsDay(above: Message | null, message: Message, hasOlder: boolean): boolean {
  return above === null ? !hasOlder : dayOf(above.createdAt) !== dayOf(message.createdAt)
}

/** Same person, or same hook under the same name and picture; a changed name always gets its own head with the badge. */
export function isContinued(above: Message, message: Message): boolean {
  return (
    message.type !== 'system' &&
    above.type === message.type &&
    above.author === message.author &&
    above.hookId === message.hookId &&
    above.username === message.username &&
    above.iconUrl === message.iconUrl &&
    above.iconEmoji === message.iconEmoji &&
    message.createdAt - above.createdAt < GROUP_MS
  )
}

function asMessage(entry: Unsent, me: Person, channelName: string): Message {
  return {
    ...blankMessage,
    id: entry.id,
    type: 'message',
    channel: channelName,
    channelId: entry.channelId as Message['channelId'],
    position: Number.MAX_SAFE_INTEGER,
    author: me.username,
    username: me.displayName,
    text: entry.text,
    createdAt: entry.createdAt,
  }
}
