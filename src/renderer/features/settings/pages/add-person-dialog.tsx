/** Adds a person to the workspace. */
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { usernameSchema, type Person, type Role } from '#shared/contract/person.ts'
import { deriveUsername } from '#shared/core/username.ts'
import { rpc } from '#renderer/lib/client.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { upsert } from '#renderer/lib/live-events.ts'
import { queryClient } from '#renderer/lib/query-client.ts'
import { keys } from '#renderer/lib/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { toast } from '#renderer/ui/toast.tsx'

export function AddPersonDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={t('settings:people.add')} text={t('settings:people.addText')}>
      <AddPersonForm onClose={onClose} />
    </Dialog>
  )
}

interface NewPerson {
  username: string
  displayName: string
  role: Exclude<Role, 'owner'>
}

function AddPersonForm({ onClose }: { onClose: () => void }) {
  const [person, setPerson] = useState<NewPerson>({ username: '', displayName: '', role: 'member' })
  // The handle follows the name until somebody writes their own.
  const [ownHandle, setOwnHandle] = useState(false)
  const [handleProblem, setHandleProblem] = useState<string | undefined>(undefined)
  const addition = useAddPerson(onClose)
  const refusal = addition.error === null ? undefined : toErrorBody(addition.error)
  const change = (part: Partial<NewPerson>): void => {
    setPerson({ ...person, ...part })
    setHandleProblem(undefined)
    addition.reset()
  }
  const handleName = (displayName: string): void => change({ displayName, ...(ownHandle ? {} : { username: displayName.trim() === '' ? '' : deriveUsername(displayName, () => false) }) })
  const handleUsername = (raw: string): void => {
    setOwnHandle(raw !== '')
    change({ username: raw.toLowerCase().replace(/^@/, '').replaceAll(/\s+/g, '.') })
  }
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (!usernameSchema.safeParse(person.username).success) return setHandleProblem(t('settings:people.usernameRule'))
    addition.mutate({ ...person, displayName: person.displayName.trim() || person.username })
  }
  return (
    <form onSubmit={handleSubmit} noValidate>
      <div className="dialog__body">
        <TextField label={t('settings:people.displayName')} autoFocus dir="auto" maxLength={64} value={person.displayName} onChange={(event) => handleName(event.target.value)} error={refusal?.field === 'displayName' ? refusal.message : undefined} />
        <TextField label={t('settings:people.username')} spellCheck={false} maxLength={64} hint={t('settings:people.usernameHint')} value={person.username} onChange={(event) => handleUsername(event.target.value)} error={handleProblem ?? (refusal?.field === 'username' ? refusal.message : undefined)} />
        <Select label={t('settings:people.role')} hint={t(`settings:people.roleHint.${person.role}`)} value={person.role} onChange={(event) => change({ role: event.target.value as NewPerson['role'] })}>
          {(['member', 'admin', 'guest'] as const).map((role) => (
            <option key={role} value={role}>
              {t(`people:role.${role}`)}
            </option>
          ))}
        </Select>
        {refusal !== undefined && refusal.field !== 'username' && refusal.field !== 'displayName' && (
          <p className="dialog__problem" role="alert">
            {refusal.message}
          </p>
        )}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button kind="primary" type="submit" busy={addition.isPending}>
          {t('settings:people.add')}
        </Button>
      </DialogButtons>
    </form>
  )
}

function useAddPerson(onDone: () => void) {
  return useMutation({
    mutationFn: (person: NewPerson) => rpc.people.create(person),
    onSuccess: (person) => {
      queryClient.setQueryData<readonly Person[]>(keys.people, (list) => list && upsert(list, person, 'id'))
      toast({ tone: 'ok', text: t('settings:people.added', { name: person.displayName }) })
      onDone()
    },
  })
}
