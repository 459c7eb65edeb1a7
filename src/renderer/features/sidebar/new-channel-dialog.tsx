/** Makes a channel and goes there. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { channelNameSchema, type Channel } from '#shared/contract/channel.ts'
import { channelPath } from '#renderer/lib/channel-path.ts'
import { rpc } from '#renderer/lib/client.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { upsert } from '#renderer/lib/live-events.ts'
import { keys } from '#renderer/lib/query-keys.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

export function NewChannelDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="New channel" text="Everyone in the workspace can find it, unless it is private.">
      <NewChannelForm onClose={onClose} />
    </Dialog>
  )
}

interface NewChannel {
  name: string
  displayName: string | undefined
  private: boolean
}

function NewChannelForm({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [isPrivate, setPrivate] = useState(false)
  const [nameProblem, setNameProblem] = useState<string | undefined>(undefined)
  const creation = useCreateChannel(onClose)
  const problem = creation.error === null ? undefined : toErrorBody(creation.error)
  const problemOf = (field: string): string | undefined => (problem?.field === field ? problem.message : undefined)

  const handleName = (raw: string): void => {
    // What people type for a handle is rarely one: spaces and capitals are mended at once.
    setName(raw.toLowerCase().replace(/^#/, '').replaceAll(/\s+/g, '-'))
    setNameProblem(undefined)
    creation.reset()
  }
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault()
    const checked = channelNameSchema.safeParse(name)
    if (!checked.success) return setNameProblem(capitalise(checked.error.issues[0]!.message))
    creation.mutate({ name, displayName: displayName.trim() === '' ? undefined : displayName.trim(), private: isPrivate })
  }
  return (
    <form onSubmit={handleSubmit} noValidate>
      <div className="dialog__body">
        <TextField label="Name" autoFocus spellCheck={false} maxLength={64} placeholder="release-room" value={name} onChange={(event) => handleName(event.target.value)} error={nameProblem ?? problemOf('name')} />
        <TextField label="Display name" optional maxLength={64} placeholder="Release room" value={displayName} onChange={(event) => setDisplayName(event.target.value)} error={problemOf('displayName')} />
        <Checkbox label="Private" hint="Only its members see it." checked={isPrivate} onChange={(event) => setPrivate(event.target.checked)} />
        {problem !== undefined && problem.field !== 'name' && problem.field !== 'displayName' && (
          <p className="dialog__problem" role="alert">
            {problem.message}
          </p>
        )}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" busy={creation.isPending}>
          Create channel
        </Button>
      </DialogButtons>
    </form>
  )
}

function useCreateChannel(onDone: () => void) {
  const cache = useQueryClient()
  const [, navigate] = useLocation()
  return useMutation({
    mutationFn: (channel: NewChannel) => rpc.channels.create(channel),
    onSuccess: (channel) => {
      cache.setQueryData<readonly Channel[]>(keys.channels, (list) => list && upsert(list, channel, 'id'))
      onDone()
      navigate(channelPath(channel))
    },
  })
}

const capitalise = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)
