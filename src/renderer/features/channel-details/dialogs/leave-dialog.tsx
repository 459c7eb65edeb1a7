/** Asks before I leave a channel that I cannot come back to alone. */
import { useLocation } from 'wouter'
import type { Person } from '#shared/contract/person.ts'
import { channelPath } from '#renderer/lib/channel-path.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { useLeaveChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'
import type { AboutChannel } from './rename-dialog.tsx'

export function LeaveDialog({ channel, me, open, onClose }: AboutChannel & { me: Person }) {
  const [path, navigate] = useLocation()
  const leaving = useLeaveChannel(me.username)
  const others = channel.members.length - 1
  const handleConfirm = async (): Promise<void> => {
    const left = await leaving.mutateAsync(channel).catch(() => null)
    if (left === null) return
    onClose()
    if (path.startsWith(channelPath(channel))) navigate('/')
  }
  return (
    <AlertDialog
      open={open}
      onClose={() => {
        leaving.reset()
        onClose()
      }}
      title={t('channels:leaveTitle', { name: channel.name })}
      effect={others === 0 ? t('channels:leaveLast') : t('channels:leaveEffect', { count: others })}
      confirmLabel={t('channels:leave')}
      onConfirm={() => void handleConfirm()}
      busy={leaving.isPending}
      problem={leaving.error === null ? undefined : toErrorBody(leaving.error).message}
    />
  )
}
