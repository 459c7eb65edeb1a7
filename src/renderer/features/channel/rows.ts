/** From messages to rows: days, groups of one sender, the line above what is new, and at the end what is not sent yet. */
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { dayOf } from '#renderer/lib/format/format-time.ts'
import { unsentAsMessage, type Unsent } from '#renderer/lib/writing/outbox.ts'
import { isContinued } from '#renderer/widgets/message/is-continued.ts'

export interface Row {
  readonly message: Message
  /** No head: the row above is by the same sender. */
  readonly continued: boolean
  /** A time of the day that begins here, or null. */
  readonly day: number | null
  /** The line above what is new stands here. */
  readonly isFirstNew: boolean
  /** Set while it is not on the server. */
  readonly unsent: Unsent | null
}

export interface RowSource {
  readonly messages: readonly Message[]
  /** Older ones exist: then the first row begins no day, because the one before it is not known. */
  readonly hasOlder: boolean
  readonly unsent: readonly Unsent[]
  readonly me: Person
  readonly channelName: string
  /** Position up to which all was read when the channel was opened; null for no line. */
  readonly mark: number | null
}

export function buildRows({ messages, hasOlder, unsent, me, channelName, mark }: RowSource): Row[] {
  const sent = new Set<string>(messages.map((message) => message.id))
  // Where the mark lies before what is loaded, the first new message is not known.
  const isMarkLoaded = !hasOlder || (messages[0]?.position ?? 0) <= (mark ?? 0)
  const firstNew = isMarkLoaded ? findFirstNew(messages, mark, me.username) : undefined
  const rows: Row[] = []
  let above: Message | null = null
  const add = (message: Message, entry: Unsent | null): void => {
    const day = beginsDay(above, message, hasOlder) ? message.createdAt : null
    const isFirstNew = message === firstNew
    rows.push({ message, continued: day === null && !isFirstNew && above !== null && isContinued(above, message), day, isFirstNew, unsent: entry })
    above = message
  }
  for (const message of messages) add(message, null)
  for (const entry of unsent) if (!sent.has(entry.id)) add(unsentAsMessage(entry, me, channelName), entry)
  return rows
}

/** The first of what others wrote after the mark, no later than `until`; what I wrote myself is not new to me, and what was sent silently to nobody. */
export function findFirstNew(messages: readonly Message[], mark: number | null, me: string, until = Number.MAX_SAFE_INTEGER): Message | undefined {
  if (mark === null) return undefined
  return messages.find((message) => message.position > mark && message.position <= until && message.type !== 'system' && !message.silent && (message.author !== me || message.bot))
}

function beginsDay(above: Message | null, message: Message, hasOlder: boolean): boolean {
  return above === null ? !hasOlder : dayOf(above.createdAt) !== dayOf(message.createdAt)
}
