/** The list of a channel: a window of messages, drawn only where it is seen, that stays where the reader is. */
import './message-list.css'
import { Hash } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { LoadedList } from './loaded-list.tsx'
import { useMessages } from './queries.ts'

export interface MessageListProps {
  channel: Channel
  me: Person
  /** The message to show and mark, from the address; null for the newest. */
  targetId: string | null
  /** What stands under "This is the start of …". */
  startActions?: ReactNode
}

export function MessageList(props: MessageListProps) {
  const messages = useMessages(props.channel.id)
  if (messages.isPending) return <ListSkeleton />
  if (messages.data === undefined)
    return (
      <div className="list" data-region="list">
        <Empty icon={Hash} title={t('channel:loadFailed')} text={toErrorBody(messages.error).message}>
          <Button kind="primary" busy={messages.isFetching} onClick={() => void messages.refetch()}>
            {t('common:tryAgain')}
          </Button>
        </Empty>
      </div>
    )
  return <LoadedList {...props} window={messages.data} />
}
