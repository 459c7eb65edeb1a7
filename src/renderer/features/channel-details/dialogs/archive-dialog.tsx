/** Asks before a channel is archived, and says for how many people and webhooks that ends it. */
import { useQuery } from '@tanstack/react-query'
import { rpc } from '#renderer/lib/data/client.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { useArchiveChannel, useRestoreChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'
import type { AboutChannel } from './rename-dialog.tsx'

export interface ArchiveDialogProps extends AboutChannel {
  /** I may see the webhooks, so they can be counted. */
  countHooks: boolean
}

export function ArchiveDialog({ channel, countHooks, open, onClose }: ArchiveDialogProps) {
  const hooks = useQuery({ queryKey: keys.hooks, queryFn: () => rpc.hooks.list(), enabled: open && countHooks })
  const archiving = useArchiveChannel()
  const restoring = useRestoreChannel()
  const posting = hooks.data?.filter((hook) => hook.channelId === channel.id && hook.enabled).length ?? 0
  const effect = [
    t('channels:archiveEffect', { count: channel.members.length }),
    countHooks ? posting > 0 && t('channels:archiveHooks', { count: posting }) : t('channels:archiveHooksUnknown'),
    t('channels:archiveBack'),
  ]
  const handleConfirm = async (): Promise<void> => {
    const archived = await archiving.mutateAsync(channel).catch(() => null)
    if (archived === null) return
    onClose()
    toast({ tone: 'ok', text: t('channels:archived', { name: channel.name }), action: { label: t('channels:restore'), onSelect: () => restoring.mutate(channel.id) } })
  }
  return (
    <AlertDialog
      open={open}
      {...asDeed(archiving, onClose)}
      title={t('channels:archiveTitle', { name: channel.name })}
      effect={effect.filter(Boolean).join(' ')}
      confirmLabel={t('channels:archive')}
      onConfirm={() => void handleConfirm()}
    />
  )
}
