/** Gives a channel another handle or another display name. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { isForAll } from '#shared/core/channel-for-all.ts'
import { t } from '#renderer/text/i18n.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useUpdateChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { channelNameProblem, toChannelName } from '#renderer/widgets/channel-actions/channel-name.ts'

export interface AboutChannel {
  channel: Channel
  open: boolean
  onClose: () => void
}

export function RenameDialog({ channel, open, onClose }: AboutChannel) {
  return (
    <Dialog open={open} onClose={onClose} title={t('channels:renameTitle', { name: channel.name })} text={t('channels:renameText')}>
      <RenameForm channel={channel} onClose={onClose} />
    </Dialog>
  )
}

function RenameForm({ channel, onClose }: Omit<AboutChannel, 'open'>) {
  const [path, navigate] = useLocation()
  // Null while nobody types there: what somebody else changes is then shown, and left alone.
  const [typed, setTyped] = useState<{ readonly name: string | null; readonly displayName: string | null }>({ name: null, displayName: null })
  const name = typed.name ?? channel.name
  const isFixed = isForAll(channel)
  const [nameProblem, setNameProblem] = useState<string | undefined>(undefined)
  const update = useUpdateChannel()
  const problem = update.error === null ? undefined : toErrorBody(update.error)
  const problemOf = (field: string): string | undefined => (problem?.field === field ? problem.message : undefined)

  const handleName = (raw: string): void => {
    setTyped({ ...typed, name: toChannelName(raw) })
    setNameProblem(undefined)
    update.reset()
  }
  const handleSubmit = async (): Promise<void> => {
    const wrong = channelNameProblem(name)
    if (wrong !== undefined) return setNameProblem(wrong)
    const change = { ...(typed.name !== null && { name }), ...(typed.displayName !== null && { displayName: typed.displayName.trim() || name }) }
    const renamed = await update.mutateAsync({ channel: channel.id, ...change }).catch(() => null)
    if (renamed === null) return
    onClose()
    if (path === channelPath(channel)) navigate(channelPath(renamed), { replace: true })
  }
  return (
    <DialogForm onSubmit={() => void handleSubmit()} onCancel={onClose} deed={t('channels:renameDo')} busy={update.isPending} problem={['name', 'displayName'].includes(problem?.field ?? '') ? undefined : problem?.message}>
      <TextField
        label={t('channels:name')}
        autoFocus={!isFixed}
        disabled={isFixed}
        hint={isFixed ? t('channels:nameFixed') : undefined}
        spellCheck={false}
        maxLength={64}
        value={name}
        onChange={(event) => handleName(event.target.value)}
        error={nameProblem ?? problemOf('name')}
      />
      <TextField label={t('channels:displayName')} optional maxLength={64} value={typed.displayName ?? channel.displayName} onChange={(event) => setTyped({ ...typed, displayName: event.target.value })} error={problemOf('displayName')} />
    </DialogForm>
  )
}
