/** Asks before I leave a channel that I cannot come back to alone. */
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { channelPath, isBelow } from '#renderer/lib/format/channel-path.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { useLeaveChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'
import type { AboutChannel } from './rename-dialog.tsx'

export function LeaveDialog({ channel, me, open, onClose }: AboutChannel & { me: Person }) {
  const [path, navigate] = useLocation()
  const leaving = useLeaveChannel(me.username)
  const isGroup = channel.type === 'group'
  const handleConfirm = async (): Promise<void> => {
    const left = await leaving.mutateAsync(channel).catch(() => null)
    if (left === null) return
    onClose()
    if (isBelow(path, channelPath(channel))) navigate('/')
  }
  return (
    <AlertDialog
      open={open}
      {...asDeed(leaving, onClose)}
      title={isGroup ? t('channels:leaveGroupTitle') : t('channels:leaveTitle', { name: channel.name })}
      effect={effectOf(channel)}
      confirmLabel={isGroup ? t('channels:leaveGroup') : t('channels:leave')}
      onConfirm={() => void handleConfirm()}
    />
  )
}

function effectOf(channel: Channel): string {
  if (channel.type === 'group') return t('channels:leaveGroupEffect')
  const others = channel.members.length - 1
  return others === 0 ? t('channels:leaveLast') : t('channels:leaveEffect', { count: others })
}
