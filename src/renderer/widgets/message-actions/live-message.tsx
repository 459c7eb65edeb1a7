/** A message as it stands everywhere in the app: the row with everything that one can do to it. */
import './message-actions.css'
import { Bookmark, Pin } from 'lucide-react'
import { memo, useRef, type ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { useEditing } from '#renderer/lib/writing/editing.ts'
import { t } from '#renderer/text/i18n.ts'
import { CaseChip } from '../case/case-chip.tsx'
import type { ShownMentions } from '../message-body/use-mentions.ts'
import { MessageRow } from '../message/message-row.tsx'
import { allowedActions } from './allowed-actions.ts'
import { InlineEditor } from './inline-editor.tsx'
import { MessageBar } from './message-bar.tsx'
import { Reactions } from './reactions.tsx'
import { RefusedNote } from './refused-note.tsx'
import { RowPopups } from './row-popups.tsx'
import { ThreadLine } from './thread-line.tsx'
import { useNear } from './use-near.ts'
import { usePerform } from './use-perform.ts'
import { useIsSaved } from './use-saved.ts'

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
  /** What stands under the body, for instance that it was not sent; the row then has no bar either. */
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
export const LiveMessage = memo(function LiveMessage(props: LiveMessageProps) {
  const { message, mentions, continued = false, pending = false, below } = props
  if (pending || below) return <MessageRow message={message} continued={continued} mentions={mentions} pending={pending} below={below} />
  if (message.sending === 'refused') return <MessageRow message={message} continued={continued} mentions={mentions} below={<RefusedNote message={message} />} />
  return <ActiveRow {...props} />
})

function ActiveRow(props: LiveMessageProps) {
  const { message, mentions, me, channel, context, continued = false, flash = false } = props
  const row = useRef<HTMLElement>(null)
  const isSaved = useIsSaved(message.id)
  const isEditing = useEditing(({ open }) => open?.messageId === message.id && open.place === context)
  const near = useNear()
  const actions = allowedActions({ message, me, channel, context })
  const focusRow = (): void => row.current?.focus()
  const { opened, perform, pick, open, close, handleKeyDown, handleContextMenu } = usePerform({ ...props, actions, isSaved, row, byKeys: near.byKeys, reveal: near.reveal })
  const showsBar = (near.isNear || opened !== null) && !isEditing
  return (
    <>
      <MessageRow
        message={message}
        continued={continued}
        mentions={mentions}
        parts={{
          isSaved,
          editor: isEditing && actions.has('edit') ? <InlineEditor message={message} onLeave={focusRow} /> : undefined,
          under: (
            <>
              {message.caseState !== null && message.deletedAt === null && <CaseChip message={message} state={message.caseState} />}
              <Reactions message={message} mentions={mentions} canReact={actions.has('react')} onReact={pick} onAdd={(anchor) => open({ kind: 'picker', anchor })} />
              {message.thread !== null && context !== 'thread' && <ThreadLine message={message} thread={message.thread} mentions={mentions} onOpen={() => perform('reply')} />}
            </>
          ),
          marks: <Marks isPinned={message.pinnedAt !== null} isSaved={isSaved} />,
          bar: showsBar && actions.size > 0 && (
            <MessageBar
              actions={actions}
              isSaved={isSaved}
              opened={opened?.kind ?? null}
              onAction={perform}
              onReact={(anchor) => open({ kind: 'picker', anchor })}
              onMore={(place) => open({ kind: 'menu', place })}
              onLeave={focusRow}
            />
          ),
          article: { ...near.handlers, ref: row, tabIndex: -1, className: flash ? 'msg--flash' : undefined, onKeyDown: handleKeyDown, onContextMenu: handleContextMenu },
        }}
      />
      {opened !== null && <RowPopups opened={opened} message={message} actions={actions} isSaved={isSaved} row={row} onAction={perform} onPick={pick} onClose={close} />}
    </>
  )
}

/** In the free edge of the row, where nothing moves when they come and go. */
function Marks({ isPinned, isSaved }: { isPinned: boolean; isSaved: boolean }) {
  if (!isPinned && !isSaved) return null
  return (
    <span className="marks">
      {isPinned && (
        <span className="marks__pin" title={t('message:pinned')}>
          <Pin className="icon icon--12" />
        </span>
      )}
      {isSaved && (
        <span className="marks__saved" title={t('message:saved')}>
          <Bookmark className="icon icon--12" />
        </span>
      )}
    </span>
  )
}
