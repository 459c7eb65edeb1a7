/** Leaves a channel: at once where one can come back alone, after a question where one cannot. */
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { openChannelDialog } from '#renderer/lib/screen/channel-dialog.ts'
import { channelPath, isBelow } from '#renderer/lib/format/channel-path.ts'
import { mayInChannel } from '#renderer/lib/data/may-in-channel.ts'
import { t } from '#renderer/text/i18n.ts'
import { toast } from '#renderer/ui/toast.tsx'
import { sayProblem, useJoinChannel, useLeaveChannel } from './channel-calls.ts'

export function useLeave(me: Person): (channel: Channel) => void {
  const [, navigate] = useLocation()
  const leaving = useLeaveChannel(me.username)
  const joining = useJoinChannel()
  return (channel) => {
    if (!mayInChannel('channel.join', me, channel)) return openChannelDialog({ kind: 'leave', channelId: channel.id })
    // The menu that asked may be closed before the answer comes.
    leaving.mutateAsync(channel).then(() => {
      // Whoever reads elsewhere by then stays there.
      if (isBelow(location.hash.slice(1), channelPath(channel))) navigate('/')
      toast({ tone: 'ok', text: t('channels:left', { name: channel.name }), action: { label: t('channels:joinAgain'), onSelect: () => void joining.mutateAsync(channel.id).catch(sayProblem) } })
    }, sayProblem)
  }
}

/** Three dots where a question follows. */
export function leaveLabel(channel: Channel, me: Person): string {
  if (channel.type === 'group') return t('channels:leaveGroupAsk')
  return mayInChannel('channel.join', me, channel) ? t('channels:leave') : t('channels:leaveAsk')
}
