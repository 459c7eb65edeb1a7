/** Makes a channel and goes there. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Person } from '#shared/contract/person.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { putChannel } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { channelNameProblem, toChannelName } from '#renderer/widgets/channel-actions/channel-name.ts'
import { PeoplePicker } from '#renderer/widgets/people-picker/people-picker.tsx'

export interface NewChannelDialogProps {
  open: boolean
  /** Who can be added. */
  others: readonly Person[]
  onClose: () => void
}

export function NewChannelDialog({ open, others, onClose }: NewChannelDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={t('sidebar:newChannel')} text={t('sidebar:newChannelText')}>
      <NewChannelForm others={others} onClose={onClose} />
    </Dialog>
  )
}

const fieldNames = ['name', 'displayName', 'purpose']

function NewChannelForm({ others, onClose }: Omit<NewChannelDialogProps, 'open'>) {
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [members, setMembers] = useState<readonly string[]>([])
  const [isPrivate, setPrivate] = useState(false)
  const [nameProblem, setNameProblem] = useState<string | undefined>(undefined)
  const creation = useCreateChannel(onClose)
  const problem = creation.error === null ? undefined : toErrorBody(creation.error)
  const problemOf = (field: string): string | undefined => (problem?.field === field ? problem.message : undefined)

  const handleName = (raw: string): void => {
    setName(toChannelName(raw))
    setNameProblem(undefined)
    creation.reset()
  }
  const handleSubmit = (): void => {
    const wrong = channelNameProblem(name)
    if (wrong !== undefined) return setNameProblem(wrong)
    creation.mutate({ name, purpose: purpose.trim(), private: isPrivate, members: [...members], ...(displayName.trim() !== '' && { displayName: displayName.trim() }) })
  }
  return (
    <DialogForm onSubmit={handleSubmit} onCancel={onClose} deed={t('sidebar:createChannel')} busy={creation.isPending} problem={fieldNames.includes(problem?.field ?? '') ? undefined : problem?.message}>
      <TextField label={t('channels:name')} autoFocus spellCheck={false} maxLength={64} placeholder="release-room" value={name} onChange={(event) => handleName(event.target.value)} error={nameProblem ?? problemOf('name')} />
      <TextField label={t('channels:displayName')} optional maxLength={64} placeholder={t('sidebar:displayNameExample')} value={displayName} onChange={(event) => setDisplayName(event.target.value)} error={problemOf('displayName')} />
      <TextField label={t('channels:purpose')} optional maxLength={250} dir="auto" placeholder={t('channels:purposeExample')} value={purpose} onChange={(event) => setPurpose(event.target.value)} error={problemOf('purpose')} />
      {others.length > 0 && <PeoplePicker label={t('channels:people')} optional people={others} chosen={members} onChange={setMembers} />}
      <Checkbox label={t('channels:private')} hint={t('sidebar:privateHint')} checked={isPrivate} onChange={(event) => setPrivate(event.target.checked)} />
    </DialogForm>
  )
}

function useCreateChannel(onDone: () => void) {
  const cache = useQueryClient()
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: (channel: Parameters<typeof rpc.channels.create>[0]) => rpc.channels.create(channel),
    onSuccess: (channel) => {
      putChannel(cache, channel)
      onDone()
      navigate(channelPath(channel))
    },
  })
}
