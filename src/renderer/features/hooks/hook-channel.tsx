/** The channel that a webhook posts to, with the mark of its kind. */
import { Hash, Lock } from 'lucide-react'
import type { Hook } from '#shared/contract/hook.ts'
import { useChannels } from '#renderer/lib/data/queries.ts'

export function HookChannel({ hook }: { hook: Pick<Hook, 'channel' | 'channelId'> }) {
  const { data: channels } = useChannels()
  // A channel that is not in my list is one that I am not in.
  const isOpen = channels === undefined || channels.some((channel) => channel.id === hook.channelId && channel.type === 'public')
  const Icon = isOpen ? Hash : Lock
  return (
    <span className="chan">
      <Icon className="icon icon--14" />
      <span className="clip">{hook.channel}</span>
    </span>
  )
}
