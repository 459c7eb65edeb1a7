/** Gives a channel another handle or another display name. */
import { useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import { channelPath } from '#renderer/lib/channel-path.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { isForAll } from '#renderer/lib/may-in-channel.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
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
  const [name, setName] = useState(channel.name)
  const [displayName, setDisplayName] = useState(channel.displayName)
  const isFixed = isForAll(channel)
  const [nameProblem, setNameProblem] = useState<string | undefined>(undefined)
  const update = useUpdateChannel()
  const problem = update.error === null ? undefined : toErrorBody(update.error)
  const problemOf = (field: string): string | undefined => (problem?.field === field ? problem.message : undefined)

  const handleName = (raw: string): void => {
    setName(toChannelName(raw))
    setNameProblem(undefined)
    update.reset()
  }
  const handleSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const wrong = channelNameProblem(name)
    if (wrong !== undefined) return setNameProblem(wrong)
    const renamed = await update.mutateAsync({ channel: channel.id, name, displayName: displayName.trim() === '' ? name : displayName.trim() }).catch(() => null)
    if (renamed === null) return
    onClose()
    if (path === channelPath(channel)) navigate(channelPath(renamed), { replace: true })
  }
  return (
    <form onSubmit={(event) => void handleSubmit(event)} noValidate>
      <div className="dialog__body">
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
        <TextField label={t('channels:displayName')} optional maxLength={64} value={displayName} onChange={(event) => setDisplayName(event.target.value)} error={problemOf('displayName')} />
        {problem !== undefined && problem.field !== 'name' && problem.field !== 'displayName' && (
          <p className="dialog__problem" role="alert">
            {problem.message}
          </p>
        )}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button kind="primary" type="submit" busy={update.isPending}>
          {t('channels:renameDo')}
        </Button>
      </DialogButtons>
    </form>
  )
}
