/** The list once messages are there: rows, what is new among them, what has been read, and where one is led. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { MessageWindow } from '#renderer/lib/data/message-window.ts'
import type { Paging } from '#renderer/lib/data/use-window-paging.ts'
import { useOutbox, type Unsent } from '#renderer/lib/writing/outbox.ts'
import { useUnreads } from '#renderer/lib/data/queries.ts'
import { useToday } from '#renderer/lib/look/use-today.ts'
import { t } from '#renderer/text/i18n.ts'
import { useMentions } from '#renderer/widgets/message-body/use-mentions.ts'
import { EndNote, UnreadNote } from './list-notes.tsx'
import { ListRow } from './list-row.tsx'
import { ListStart } from './list-start.tsx'
import type { MessageListProps } from './message-list.tsx'
import { usePaging } from './queries.ts'
import { buildRows, type Row } from './rows.ts'
import { useEditingInSight } from './use-editing-in-sight.ts'
import { useEscape } from './use-escape.ts'
import { useIdleParse } from './use-idle-parse.ts'
import { useJump } from './use-jump.ts'
import { useListKeys } from './use-list-keys.ts'
import { markAllRead, useMarkRead } from './use-mark-read.ts'
import { useMessageScroll } from './use-message-scroll.ts'
import { useNewLine } from './use-new-line.ts'
import { useWindowFocus } from './use-seeing.ts'

/** Knows what is read; the rows below know where they stand. */
export function LoadedList(props: MessageListProps & { window: MessageWindow }) {
  const { channel, me, window, startActions } = props
  const cache = useQueryClient()
  const state = useUnreads().data?.channels.find(({ channelId }) => channelId === channel.id)
  const lastRead = state?.lastRead
  const unsent = useChannelOutbox(channel.id)
  const [atEnd, setAtEnd] = useState(true)
  const isSeeing = useWindowFocus() && atEnd
  const { mark, clear } = useNewLine({ channelId: channel.id, messages: window.messages, me: me.username, lastRead, isSeeing })
  useMarkRead({ channelId: channel.id, newest: window.hasNewer ? null : (window.messages.at(-1)?.position ?? null), lastRead, hasQuiet: state?.quiet !== undefined, isSeeing })
  const place = useRef<HTMLDivElement>(null)
  useEscape(place, () => {
    clear()
    if (lastRead !== undefined) void markAllRead(cache, channel.id)
  })
  const rows = useMemo(
    () => buildRows({ messages: window.messages, hasOlder: window.hasOlder, unsent: window.hasNewer ? [] : unsent, me, channelName: channel.name, mark }),
    [window, unsent, me, channel.name, mark],
  )
  const paging = usePaging(channel.id)
  if (rows.length === 0)
    return (
      <div className="list" data-region="list" ref={place}>
        <ListStart channel={channel} canWrite={channel.members.includes(me.username)}>
          {startActions}
        </ListStart>
      </div>
    )
  return <Rows {...props} rows={rows} paging={paging} lastUnsentId={unsent.at(-1)?.id ?? null} mark={mark} unread={state?.unread ?? 0} onAtEnd={setAtEnd} place={place} />
}

interface RowsProps extends MessageListProps {
  window: MessageWindow
  rows: readonly Row[]
  paging: Paging
  lastUnsentId: string | null
  mark: number | null
  unread: number
  onAtEnd: (atEnd: boolean) => void
  place: RefObject<HTMLDivElement | null>
}

function Rows({ channel, me, window, rows, paging, lastUnsentId, mark, unread, targetId, onAtEnd, place }: RowsProps) {
  const mentions = useMentions()
  const today = useToday()
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const scroll = useMessageScroll({ channelId: channel.id, rows, window, paging, lastUnsentId, focusedId })
  const keys = useListKeys(rows, scroll, setFocusedId)
  const jump = useJump({ channelId: channel.id, rows, scroll, paging, targetId })
  const showsUnreadNote = useUnreadNote({ rows, window, mark, firstSeen: scroll.firstSeen })
  useEditingInSight(rows, scroll.toIndex)
  useIdleParse(rows, scroll.firstSeen, scroll.lastSeen, mentions)
  useEffect(() => onAtEnd(scroll.atEnd), [onAtEnd, scroll.atEnd])
  return (
    <div className="list-place" data-region="list" ref={place}>
      <div className="list" role="log" aria-label={t('channel:messages')} aria-busy={paging.state === 'loading'} {...keys.handlers} ref={scroll.scrollerRef}>
        <div className="list__inner" style={{ height: scroll.height }}>
          {scroll.items.map((item) => {
            const row = rows[item.index]!
            return (
              <div key={item.key} className="list__item" data-index={item.index} ref={scroll.measure} style={{ transform: `translateY(${item.start}px)` }}>
                <ListRow row={row} today={today} channel={channel} me={me} mentions={mentions} flash={row.message.id === jump.flashId} />
              </div>
            )
          })}
        </div>
      </div>
      {showsUnreadNote && mark !== null && <UnreadNote onJump={() => jump.toFirstNew(mark)} />}
      <EndNote hasFailed={paging.state === 'failed'} atEnd={scroll.atEnd} unread={unread} onRetry={scroll.retry} onNewest={() => void scroll.toNewest()} />
    </div>
  )
}

/** While the line is above the view and was not seen since; also while it is not loaded. */
function useUnreadNote({ rows, window, mark, firstSeen }: { rows: readonly Row[]; window: MessageWindow; mark: number | null; firstSeen: number }): boolean {
  const [seenMark, setSeenMark] = useState<number | null>(null)
  const line = rows.findIndex(({ isFirstNew }) => isFirstNew)
  if (line !== -1 && firstSeen !== -1 && line >= firstSeen && mark !== seenMark) setSeenMark(mark)
  if (mark === null || mark === seenMark) return false
  const isNotLoaded = window.hasOlder && (window.messages[0]?.position ?? 0) > mark
  return isNotLoaded || (line !== -1 && line < firstSeen)
}

function useChannelOutbox(channelId: string): readonly Unsent[] {
  const unsent = useOutbox((state) => state.unsent)
  return useMemo(() => unsent.filter((entry) => entry.channelId === channelId && entry.threadRootId === null), [unsent, channelId])
}
