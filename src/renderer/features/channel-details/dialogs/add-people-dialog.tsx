/** Adds people to a channel. */
import { useState } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { useAddPeople } from '#renderer/widgets/channel-actions/channel-calls.ts'
import { PeoplePicker } from '#renderer/widgets/people-picker/people-picker.tsx'
import type { AboutChannel } from './rename-dialog.tsx'

export function AddPeopleDialog({ channel, people, open, onClose }: AboutChannel & { people: readonly Person[] }) {
  const text = channel.type === 'private' ? t('channels:addPeopleTextPrivate') : t('channels:addPeopleText')
  return (
    <Dialog open={open} onClose={onClose} title={t('channels:addPeopleTitle', { name: channel.name })} text={text}>
      <AddPeopleForm channel={channel} people={people} onClose={onClose} />
    </Dialog>
  )
}

function AddPeopleForm({ channel, people, onClose }: Omit<AboutChannel, 'open'> & { people: readonly Person[] }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const addition = useAddPeople()
  const others = people.filter(({ username }) => !channel.members.includes(username))

  const handleSubmit = async (): Promise<void> => {
    if (chosen.length === 0) return
    const changed = await addition.mutateAsync({ channel: channel.id, usernames: [...chosen] }).catch(() => null)
    if (changed === null) return
    onClose()
    toast({ tone: 'ok', text: t('channels:added', { count: chosen.length, name: channel.name }) })
  }
  if (others.length === 0)
    return (
      <>
        <p className="dialog__body">{t('channels:everybodyIsIn')}</p>
        <DialogButtons>
          <Button onClick={onClose}>{t('common:close')}</Button>
        </DialogButtons>
      </>
    )
  return (
    <DialogForm onSubmit={() => void handleSubmit()} onCancel={onClose} deed={t('channels:addPeopleDo', { count: chosen.length })} busy={addition.isPending} disabled={chosen.length === 0}>
      <PeoplePicker label={t('channels:people')} autoFocus open people={others} chosen={chosen} onChange={setChosen} error={messageOf(addition.error)} />
    </DialogForm>
  )
}
