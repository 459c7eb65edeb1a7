/** The root, the count of its replies, and the replies, as far as they are loaded. */
import './thread-list.css'
import '#renderer/ui/divider.css'
import { ArrowDown } from 'lucide-react'
import { Fragment, useMemo, type ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { FollowedThread } from '#shared/contract/unread.ts'
import { formatDay } from '#renderer/lib/format/format-time.ts'
import type { MessageWindow } from '#renderer/lib/data/message-window.ts'
import type { Paging } from '#renderer/lib/data/use-window-paging.ts'
import { unsentAsMessage, useOutbox, type Unsent } from '#renderer/lib/writing/outbox.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { LiveMessage } from '#renderer/widgets/message-actions/live-message.tsx'
import { useRowKeys } from '#renderer/widgets/message-actions/use-row-keys.ts'
import { useMentions, type ShownMentions } from '#renderer/widgets/message-body/use-mentions.ts'
import { useReplyPaging } from './queries.ts'
import { buildReplyRows, type ReplyRow } from './rows.ts'
import { useReadMark } from './use-read-mark.ts'
import { useReplyScroll } from './use-reply-scroll.ts'

export interface ThreadListProps {
  thread: FollowedThread
  window: MessageWindow
  channel: Channel
  me: Person
  /** The reply that was looked for. */
  messageId: string | null
  /** What stands under a reply that is not sent. */
  unsentNote: (entry: Unsent) => ReactNode
}

const FIRST_NEW = '[data-first-new]'

export function ThreadList(props: ThreadListProps) {
  const { thread, window, channel, messageId } = props
  const unsent = useUnsentReplies(thread.root.id, window)
  const paging = useReplyPaging({ channelId: channel.id, rootId: thread.root.id })
  const startAt = messageId === null ? (thread.unread > 0 ? FIRST_NEW : null) : `[data-message-id="${messageId}"]`
  const scroll = useReplyScroll({ rootId: thread.root.id, window, paging, startAt: useFirst(startAt, messageId), lastUnsentId: unsent.at(-1)?.id ?? null })
  const newAfter = useReadMark({ thread, lastPosition: window.messages.at(-1)?.position ?? 0, atEnd: scroll.atEnd })
  const keys = useRowKeys(scroll.scrollerRef)
  return (
    <div className="thread-place">
      <div className="thread-list" role="log" aria-label={t('thread:replies')} aria-busy={paging.state === 'loading'} tabIndex={0} ref={scroll.scrollerRef} {...keys}>
        <div className="thread-list__inner" ref={scroll.innerRef}>
          <Rows {...props} unsent={window.hasNewer ? [] : unsent} newAfter={newAfter} />
        </div>
      </div>
      <Note paging={paging} atEnd={scroll.atEnd} onRetry={scroll.retry} onNewest={() => void scroll.toNewest()} />
    </div>
  )
}

/** Keeps what was asked for when the thread opened, until another reply is looked for. */
function useFirst(startAt: string | null, messageId: string | null): string | null {
  return useMemo(() => startAt, [messageId])
}

function useUnsentReplies(rootId: string, window: MessageWindow): readonly Unsent[] {
  const all = useOutbox((state) => state.unsent)
  return useMemo(() => {
    const sent = new Set<string>(window.messages.map(({ id }) => id))
    return all.filter((entry) => entry.threadRootId === rootId && !sent.has(entry.id))
  }, [all, rootId, window])
}

interface RowsProps extends ThreadListProps {
  unsent: readonly Unsent[]
  newAfter: number | null
}

function Rows({ thread, window, channel, me, messageId, unsentNote, unsent, newAfter }: RowsProps) {
  const { root } = thread
  const mentions = useMentions()
  const now = useNow()
  const rows = useMemo(
    () => buildReplyRows({ root, replies: window.messages, hasOlder: window.hasOlder, newAfter, me: me.username }),
    [root, window, newAfter, me.username],
  )
  const count = Math.max(root.thread?.replyCount ?? 0, window.messages.length)
  const shared = { channel, me, mentions, context: 'thread' } as const
  return (
    <>
      <LiveMessage {...shared} message={root} flash={root.id === messageId} />
      {count > 0 && (
        <div className="thread-count" role="separator">
          {t('thread:count', { count })}
        </div>
      )}
      {rows.map((row) => (
        <Fragment key={row.message.id}>
          <Above row={row} now={now} />
          <LiveMessage {...shared} message={row.message} continued={row.continued} flash={row.message.id === messageId} />
        </Fragment>
      ))}
      {unsent.map((entry) => (
        <UnsentRow key={entry.id} entry={entry} channel={channel} me={me} mentions={mentions} note={unsentNote(entry)} />
      ))}
    </>
  )
}

function Above({ row, now }: { row: ReplyRow; now: number }) {
  return (
    <>
      {row.day !== null && (
        <div className="divider" role="separator">
          {formatDay(row.day, now)}
        </div>
      )}
      {row.isFirstNew && (
        <div className="divider divider--new" role="separator" data-first-new>
          <span className="float" />
          {t('thread:newReplies')}
        </div>
      )}
    </>
  )
}

function UnsentRow({ entry, channel, me, mentions, note }: { entry: Unsent; channel: Channel; me: Person; mentions: ShownMentions; note: ReactNode }) {
  // A copy for each drawing would draw the row anew each time.
  const message = useMemo(() => unsentAsMessage(entry, me, channel.name), [entry, me, channel.name])
  return <LiveMessage message={message} channel={channel} me={me} mentions={mentions} context="thread" pending={entry.problem === null} below={note} />
}

function Note({ paging, atEnd, onRetry, onNewest }: { paging: Paging; atEnd: boolean; onRetry: () => void; onNewest: () => void }) {
  if (paging.state === 'failed')
    return (
      <div className="thread-place__note">
        <Button size="small" onClick={onRetry}>
          {t('thread:pageFailed')}
        </Button>
      </div>
    )
  if (atEnd) return null
  return (
    <div className="thread-place__note">
      <Button size="small" onClick={onNewest}>
        <ArrowDown className="icon icon--14" />
        {t('thread:newest')}
      </Button>
    </div>
  )
}
