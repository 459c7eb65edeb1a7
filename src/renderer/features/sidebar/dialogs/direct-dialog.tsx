/** Begins a conversation, or goes to the one that there is: with one person directly, with more as a group. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Person } from '#shared/contract/person.ts'
import { can } from '#shared/core/permissions.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { useChannels } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useOpenDirect } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { PeoplePicker } from '#renderer/widgets/people-picker/people-picker.tsx'

/** As the contract says. */
const GROUP_MAX = 8

export interface DirectDialogProps {
  open: boolean
  me: Person
  people: readonly Person[]
  onClose: () => void
}

export function DirectDialog({ open, onClose, ...who }: DirectDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={t('sidebar:newDirect')} text={t('sidebar:newDirectText', { count: GROUP_MAX })}>
      <DirectForm {...who} onClose={onClose} />
    </Dialog>
  )
}

function DirectForm({ me, people, onClose }: Omit<DirectDialogProps, 'open'>) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [, navigate] = useLocation()
  const opening = useOpenDirect()
  const reachable = useReachable(me, people)
  const handleSubmit = async (): Promise<void> => {
    // With others I am there anyway; alone it is the place for my notes.
    const others = chosen.filter((username) => username !== me.username)
    if (chosen.length === 0) return
    const channel = await opening.mutateAsync(others.length === 0 ? [me.username] : others).catch(() => null)
    if (channel === null) return
    onClose()
    navigate(channelPath(channel))
  }
  return (
    <DialogForm onSubmit={() => void handleSubmit()} onCancel={onClose} deed={chosen.length > 1 ? t('sidebar:openGroup') : t('sidebar:openDirect')} busy={opening.isPending} disabled={chosen.length === 0}>
      <PeoplePicker label={t('channels:people')} autoFocus open people={reachable} chosen={chosen} onChange={setChosen} max={GROUP_MAX} error={messageOf(opening.error)} />
    </DialogForm>
  )
}

/** A guest writes to whom they share a channel with. */
function useReachable(me: Person, people: readonly Person[]): readonly Person[] {
  const channels = useChannels().data ?? []
  const shared = new Set(channels.filter(({ members }) => members.includes(me.username)).flatMap(({ members }) => members))
  return people.filter((person) => can('channel.createDirect', me, { sharesChannel: person.id === me.id || shared.has(person.username) }))
}
