/** The pinned messages of a channel, the last pinned first. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CornerDownRight, Pin, PinOff } from 'lucide-react'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { messagePath } from '#renderer/lib/format/channel-path.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { sayProblem } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { LiveMessage } from '#renderer/widgets/message-actions/live-message.tsx'
import { useRowKeys } from '#renderer/widgets/message-actions/use-row-keys.ts'
import { useMentions } from '#renderer/widgets/message-body/use-mentions.ts'
import { usePinned } from '../use-pinned.ts'

export interface PinnedTabProps {
  channel: Channel
  me: Person
}

export function PinnedTab({ channel, me }: PinnedTabProps) {
  const pinned = usePinned(channel.id)
  if (pinned.isPending) return <PinnedBones />
  if (pinned.isLoadingError)
    return (
      <Empty icon={Pin} title={t('channels:pinnedProblem')} text={toErrorBody(pinned.error).message}>
        <Button busy={pinned.isFetching} onClick={() => void pinned.refetch()}>
          {t('common:tryAgain')}
        </Button>
      </Empty>
    )
  if (pinned.data.length === 0) return <Empty icon={Pin} title={t('channels:noPinned')} text={t('channels:noPinnedText')} />
  return <PinnedList pinned={pinned.data} channel={channel} me={me} />
}

function PinnedList({ pinned, channel, me }: PinnedTabProps & { pinned: readonly Message[] }) {
  const place = useRef<HTMLDivElement>(null)
  const mentions = useMentions()
  const mayUnpin = channel.archivedAt === null && mayInChannel('message.post', me, channel)
  return (
    <div ref={place} {...useRowKeys(place)} className="pins" role="group" tabIndex={0} aria-label={t('channels:tab.pinned')}>
      {pinned.map((message) => (
        <div key={message.id} className="pin">
          <LiveMessage message={message} mentions={mentions} me={me} channel={channel} context="list" />
          <PinButtons message={message} mayUnpin={mayUnpin} />
        </div>
      ))}
    </div>
  )
}

function PinButtons({ message, mayUnpin }: { message: Message; mayUnpin: boolean }) {
  const cache = useQueryClient()
  const [, navigate] = useLocation()
  const unpinning = useMutation({
    mutationFn: () => rpc.messages.pin({ messageId: message.id, on: false }),
    onSuccess: () => patchData<readonly Message[]>(cache, keys.pinned(message.channelId), (list) => list.filter(({ id }) => id !== message.id)),
    onError: sayProblem,
  })
  return (
    <div className="pin__row">
      <Button size="small" kind="quiet" onClick={() => navigate(messagePath(message))}>
        <CornerDownRight className="icon icon--14" />
        {t('channels:jump')}
      </Button>
      {mayUnpin && (
        <Button size="small" kind="quiet" busy={unpinning.isPending} onClick={() => unpinning.mutate()}>
          <PinOff className="icon icon--14" />
          {t('channels:unpin')}
        </Button>
      )}
    </div>
  )
}

function PinnedBones() {
  return (
    <div className="details__bones" role="status" aria-busy="true" aria-label={t('channels:loading')}>
      {['82%', '64%', '74%'].map((width) => (
        <div key={width} className="details__bone">
          <Skeleton width="28px" height="28px" shape="round" />
          <Skeleton width={width} />
        </div>
      ))}
    </div>
  )
}
