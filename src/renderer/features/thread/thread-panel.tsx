/** A thread beside its channel: the root, its replies, and where one replies. */
import { Bell, BellOff, MessagesSquare } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import type { FollowedThread } from '#shared/contract/unread.ts'
import { channelTitle } from '#renderer/lib/format/channel-title.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import type { MessageWindow } from '#renderer/lib/data/message-window.ts'
import type { Unsent } from '#renderer/lib/writing/outbox.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { PanelHeader } from '#renderer/ui/panel-header.tsx'
import { MessageBones } from '#renderer/widgets/message/message-bones.tsx'
import { useFollow } from './mutations.ts'
import { useReplies, useThread } from './queries.ts'
import { ThreadList } from './thread-list.tsx'

export interface ThreadPanelProps {
  channel: Channel
  me: Person
  people: readonly Person[]
  rootId: MessageId
  /** A reply to show and mark. */
  messageId: string | null
  /** Where one replies, once it is known to whom. */
  composer: (root: Message) => ReactNode
  /** What stands under a reply that is not sent. */
  unsentNote: (entry: Unsent) => ReactNode
  onClose: () => void
}

export function ThreadPanel(props: ThreadPanelProps) {
  const { channel, me, people, rootId, messageId, onClose } = props
  const replies = useReplies({ channelId: channel.id, rootId }, messageId)
  const thread = useThread(rootId, replies.data && (replies.data.messages.at(-1)?.position ?? 0))
  const { title } = channelTitle(channel, me.username, people)
  const isOpen = channel.type === 'public' || channel.type === 'private'
  const retry = (): void => {
    if (thread.isError) void thread.refetch()
    if (replies.isError) void replies.refetch()
  }
  return (
    <>
      <PanelHeader title={t('thread:title')} about={<bdi>{isOpen ? `# ${title}` : title}</bdi>} closeLabel={t('thread:close')} onClose={onClose}>
        {thread.data !== undefined && <FollowToggle thread={thread.data} />}
      </PanelHeader>
      <Content {...props} thread={thread.data} window={replies.isPending ? undefined : replies.data} problem={thread.error ?? replies.error} busy={thread.isFetching || replies.isFetching} onRetry={retry} />
    </>
  )
}

interface ContentProps extends ThreadPanelProps {
  thread: FollowedThread | undefined
  window: MessageWindow | undefined
  problem: Error | null
  busy: boolean
  onRetry: () => void
}

function Content({ channel, me, messageId, composer, unsentNote, onClose, thread, window, problem, busy, onRetry }: ContentProps) {
  const reason = problem && toErrorBody(problem)
  if (reason?.code === 'not_found')
    return (
      <Empty icon={MessagesSquare} title={t('thread:gone')} text={t('thread:goneText')}>
        <Button onClick={onClose}>{t('thread:close')}</Button>
      </Empty>
    )
  if (thread !== undefined && window !== undefined)
    return (
      <>
        <ThreadList key={messageId} thread={thread} window={window} channel={channel} me={me} messageId={messageId} unsentNote={unsentNote} />
        {composer(thread.root)}
      </>
    )
  if (reason === null) return <Bones />
  return (
    <Empty icon={MessagesSquare} title={t('thread:loadFailed')} text={reason.message}>
      <Button kind="primary" busy={busy} onClick={onRetry}>
        {t('common:tryAgain')}
      </Button>
    </Empty>
  )
}

/** Says what is so; its name says what pressing it means. */
function FollowToggle({ thread }: { thread: FollowedThread }) {
  const follow = useFollow(thread.root.id)
  const { following } = thread
  const label = following ? t('thread:unfollow') : t('thread:follow')
  const Icon = following ? Bell : BellOff
  return (
    <Button kind="quiet" size="small" aria-pressed={following} title={label} onClick={() => follow.mutate(!following)}>
      <Icon className="icon icon--14" />
      {following ? t('thread:following') : t('thread:followShort')}
    </Button>
  )
}

const boneWidths = ['62%', '44%', '53%'] as const

function Bones() {
  return (
    <div className="thread-bones" aria-busy="true" aria-label={t('thread:loading')}>
      {boneWidths.map((width) => (
        <MessageBones key={width} name="110px" lines={[width]} />
      ))}
    </div>
  )
}
