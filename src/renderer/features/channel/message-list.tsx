/** The list of a channel: a window of messages, drawn only where it is seen, that stays where the reader is. */
import './message-list.css'
import { ArrowDown, Hash, Lock, MessageSquare } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { formatDay } from '#renderer/lib/format-time.ts'
import type { MessageWindow } from '#renderer/lib/message-window.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import type { Mentions } from '#shared/core/mentions.ts'
import { MessageRow } from '#renderer/widgets/message/message-row.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { useOutbox, type Unsent } from './outbox.ts'
import { useMessages, usePaging } from './queries.ts'
import { buildRows, type Row } from './rows.ts'
import { UnsentNote } from './unsent-note.tsx'
import { useIdleParse } from './use-idle-parse.ts'
import { useMessageScroll } from './use-message-scroll.ts'
import { useToday } from './use-today.ts'

export interface MessageListProps {
  channel: Channel
  me: Person
  people: readonly Person[]
  /** What stands under "This is the start of …". */
  startActions?: ReactNode
  onEditUnsent: (text: string) => void
}

export function MessageList(props: MessageListProps) {
  const { channel } = props
  const messages = useMessages(channel.id)
  if (messages.isPending) return <ListSkeleton />
  if (messages.data === undefined)
    return (
      <div className="list">
        <Empty icon={Hash} title="The messages could not be loaded" text={toErrorBody(messages.error).message}>
          <Button kind="primary" busy={messages.isFetching} onClick={() => void messages.refetch()}>
            Try again
          </Button>
        </Empty>
      </div>
    )
  return <LoadedList {...props} window={messages.data} />
}

function LoadedList({ channel, me, people, startActions, onEditUnsent, window }: MessageListProps & { window: MessageWindow }) {
  const unsent = useChannelOutbox(channel.id)
  const rows = useMemo(
    () => buildRows({ messages: window.messages, hasOlder: window.hasOlder, unsent: window.hasNewer ? [] : unsent, me, channelName: channel.name }),
    [window, unsent, me, channel.name],
  )
  // Only a new name changes what is tinted; every body is kept for the same object.
  const known = people.map((person) => person.username).join(' ')
  const mentions = useMemo<Mentions>(() => ({ known: new Set(known.split(' ')), me: me.username }), [known, me.username])
  if (rows.length === 0)
    return (
      <div className="list">
        <Start channel={channel} canWrite={channel.members.includes(me.username)}>
          {startActions}
        </Start>
      </div>
    )
  return <Rows channelId={channel.id} window={window} rows={rows} lastUnsentId={unsent.at(-1)?.id ?? null} mentions={mentions} onEditUnsent={onEditUnsent} />
}

interface RowsProps {
  channelId: string
  window: MessageWindow
  rows: readonly Row[]
  lastUnsentId: string | null
  mentions: Mentions
  onEditUnsent: (text: string) => void
}

function Rows({ channelId, window, rows, lastUnsentId, mentions, onEditUnsent }: RowsProps) {
  const paging = usePaging(channelId)
  const scroll = useMessageScroll({ channelId, rows, window, paging, lastUnsentId })
  const today = useToday()
  useIdleParse(rows, scroll.items[0]?.index ?? rows.length, scroll.items.at(-1)?.index ?? rows.length, mentions)
  return (
    <div className="list-place">
      <div className="list" role="log" aria-label="Messages" aria-busy={paging.state === 'loading'} tabIndex={0} ref={scroll.scrollerRef}>
        <div className="list__inner" style={{ height: scroll.height }}>
          {scroll.items.map((item) => (
            <div key={item.key} className="list__item" data-index={item.index} ref={scroll.measure} style={{ transform: `translateY(${item.start}px)` }}>
              <ListRow row={rows[item.index]!} today={today} mentions={mentions} onEditUnsent={onEditUnsent} />
            </div>
          ))}
        </div>
      </div>
      {paging.state === 'failed' && (
        <div className="list__note">
          <Button size="small" onClick={scroll.retry}>
            Messages could not be loaded. Try again
          </Button>
        </div>
      )}
      {!scroll.atEnd && paging.state !== 'failed' && (
        <div className="list__note">
          <Button size="small" onClick={() => void scroll.toNewest()}>
            <ArrowDown className="icon icon--14" />
            Newest messages
          </Button>
        </div>
      )}
    </div>
  )
}

function Start({ channel, canWrite, children }: { channel: Channel; canWrite: boolean; children: ReactNode }) {
  if (channel.type === 'direct') return <Empty icon={MessageSquare} title="This is the start of your conversation" text="Write the first message. Only the two of you read it." />
  return (
    <Empty icon={channel.type === 'private' ? Lock : Hash} title={`This is the start of # ${channel.name}`} text={canWrite ? 'Write the first message, or let a tool do it.' : 'What its members write appears here.'}>
      {children}
    </Empty>
  )
}

interface ListRowProps {
  row: Row
  today: number
  mentions: Mentions
  onEditUnsent: (text: string) => void
}

function ListRow({ row, today, mentions, onEditUnsent }: ListRowProps) {
  return (
    <>
      {row.day !== null && (
        <div className="divider" role="separator">
          {formatDay(row.day, today)}
        </div>
      )}
      <MessageRow
        message={row.message}
        continued={row.continued}
        mentions={mentions}
        pending={row.unsent !== null && row.unsent.problem === null}
        below={row.unsent && <UnsentNote entry={row.unsent} onEdit={onEditUnsent} />}
      />
    </>
  )
}

function useChannelOutbox(channelId: string): readonly Unsent[] {
  const unsent = useOutbox((state) => state.unsent)
  return useMemo(() => unsent.filter((entry) => entry.channelId === channelId), [unsent, channelId])
}
