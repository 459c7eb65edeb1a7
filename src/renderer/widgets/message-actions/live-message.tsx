/** A message as it stands everywhere in the app: the row with everything that one can do to it. */
import { memo, type ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import type { ShownMentions } from '../message-body/use-mentions.ts'
import { MessageRow } from '../message/message-row.tsx'

/** Where the row stands: decides what its bar offers and which row opens when it is edited. */
export type MessageContext = 'channel' | 'thread' | 'list'

export interface LiveMessageProps {
  message: Message
  /** From `useMentions()`: one object for all lists. */
  mentions: ShownMentions
  me: Person
  /** The message's channel; null where I no longer see it: then nothing can be changed. */
  channel: Channel | null
  /** Same sender as the row above: no head, no avatar. */
  continued?: boolean
  context: MessageContext
  /** What was looked for: tinted for two seconds. */
  flash?: boolean
  /** Not on the server yet: drawn faint, without a bar. */
  pending?: boolean
  /** What stands under the body, for instance that it was not sent. */
  below?: ReactNode
}

/**
 * How other pages use it:
 *
 *     const mentions = useMentions()
 *     <div ref={place} {...useRowKeys(place)} role="log" aria-label="…">
 *       <LiveMessage message={message} mentions={mentions} me={me} channel={channel} context="thread" continued={…} />
 *     </div>
 *
 * - It draws the row, reactions, thread line, marks, hover bar, menu, inline editor and files; it calls `rpc.messages.*`, patches every
 *   cached list that holds the message (`lib/patch-message.ts`), and tells a failure with its reason in a toast after taking it back.
 * - `context`: "channel" offers "Reply in thread", "thread" does not, "list" (search, pins, mentions, saved) also leads to the message:
 *   Enter and a click on its time open it in its channel.
 * - Keys on the focused row: R, E, P, S, U, C, Delete, Enter and →; ↑ ↓ Home End come from `useRowKeys` of the list around.
 * - `<MessageDialogs />` stands once in the shell. Give `continued` only where rows stand in the order of the channel.
 * - Memo: the row is drawn again only when one of its own props changed, so pass objects from the cache and not copies.
 */
export const LiveMessage = memo(function LiveMessage({ message, mentions, continued = false, pending, below }: LiveMessageProps) {
  return <MessageRow message={message} continued={continued} mentions={mentions} pending={pending} below={below} />
})
