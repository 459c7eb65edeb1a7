/** Under a message that was replied to: who replied, how often, when last, and what of it is new to me. Opens the thread. */
import { ChevronRight } from 'lucide-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Message, ThreadSummary } from '#shared/contract/message.ts'
import { UNREAD_LIMIT } from '#shared/contract/unread.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { formatAbsolute, formatTimeOrMoment } from '#renderer/lib/format/format-time.ts'
import { useToday } from '#renderer/lib/look/use-today.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { PersonAvatar } from '../avatar/avatar.tsx'
import type { ShownMentions } from '../message-body/use-mentions.ts'

export interface ThreadLineProps {
  message: Message
  thread: ThreadSummary
  mentions: ShownMentions
  onOpen: () => void
}

export function ThreadLine({ message, thread, mentions, onOpen }: ThreadLineProps) {
  const unread = useThreadUnread(message.id, thread.lastPosition)
  const replies = t('message:thread.replies', { count: thread.replyCount })
  const last = t('message:thread.last', { time: formatTimeOrMoment(thread.lastReplyAt, useToday()) })
  const fresh = unread === 0 ? '' : unread >= UNREAD_LIMIT ? `${UNREAD_LIMIT - 1}+` : t('message:thread.new', { count: unread })
  return (
    <button
      type="button"
      className="threadline"
      title={formatAbsolute(thread.lastReplyAt)}
      onClick={onOpen}
    >
      <span className="only-spoken">{t('message:thread.open')} </span>
      <span className="stack">
        {thread.people.toReversed().map((username) => (
          <PersonAvatar key={username} username={username} name={mentions.names.get(username) ?? username} size={20} />
        ))}
      </span>
      <b>{replies}</b>{' '}
      <span className="faint">{last}</span>{' '}
      {fresh !== '' && <span className="pill pill--accent">{fresh}</span>}
      <ChevronRight className="icon icon--14" />
    </button>
  )
}

/** Replies that are new to me, where I follow. Asked for after the row is drawn, so that a list with many threads opens at once. */
function useThreadUnread(rootId: Message['id'], lastPosition: number): number {
  const cache = useQueryClient()
  const { data } = useQuery({ queryKey: keys.thread(rootId), queryFn: () => rpc.threads.show({ rootId }) })
  const seen = useRef(lastPosition)
  useEffect(() => {
    if (seen.current === lastPosition) return
    seen.current = lastPosition
    void cache.invalidateQueries({ queryKey: keys.thread(rootId) })
  }, [cache, rootId, lastPosition])
  return data?.following === true ? data.unread : 0
}
