/** Adds a person to the workspace. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { usernameSchema, type Person, type Role } from '#shared/contract/person.ts'
import { deriveUsername } from '#shared/core/username.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { upsert } from '#renderer/lib/data/upsert.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { toast } from '#renderer/ui/toast.tsx'

type GivenRole = Exclude<Role, 'owner'>
const roles = ['member', 'admin', 'guest'] as const satisfies readonly GivenRole[]

export function NewPersonDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={t('sidebar:newPerson')} text={t('sidebar:newPersonText')}>
      <NewPersonForm onClose={onClose} />
    </Dialog>
  )
}

function NewPersonForm({ onClose }: { onClose: () => void }) {
  const [username, setUsername] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [role, setRole] = useState<GivenRole>('member')
  const [nameProblem, setNameProblem] = useState<string | undefined>(undefined)
  const creation = useCreatePerson(onClose)
  const problem = creation.error === null ? undefined : toErrorBody(creation.error)
  const problemOf = (field: string): string | undefined => (problem?.field === field ? problem.message : undefined)

  // The handle follows the name until somebody writes their own.
  const [ownHandle, setOwnHandle] = useState(false)
  const changeUsername = (changed: string): void => {
    setUsername(changed)
    setNameProblem(undefined)
    creation.reset()
  }
  const handleName = (name: string): void => {
    setDisplayName(name)
    if (!ownHandle) changeUsername(name.trim() === '' ? '' : deriveUsername(name, () => false))
  }
  const handleUsername = (raw: string): void => {
    setOwnHandle(raw !== '')
    changeUsername(raw.toLowerCase().replace(/^@/, '').replaceAll(/\s+/g, '.'))
  }
  const handleSubmit = (): void => {
    if (!usernameSchema.safeParse(username).success) return setNameProblem(/^[a-z0-9._-]{1,64}$/.test(username) ? t('sidebar:usernameReserved') : t('sidebar:usernameCharacters'))
    creation.mutate({ username, role, ...(displayName.trim() !== '' && { displayName: displayName.trim() }) })
  }
  return (
    <DialogForm onSubmit={handleSubmit} onCancel={onClose} deed={t('sidebar:createPerson')} busy={creation.isPending} problem={['username', 'displayName'].includes(problem?.field ?? '') ? undefined : problem?.message}>
      <TextField label={t('sidebar:username')} autoFocus spellCheck={false} maxLength={64} placeholder="jonas.weber" value={username} onChange={(event) => handleUsername(event.target.value)} error={nameProblem ?? problemOf('username')} />
      <TextField label={t('channels:displayName')} optional maxLength={64} placeholder="Jonas Weber" value={displayName} onChange={(event) => handleName(event.target.value)} error={problemOf('displayName')} />
      <Select label={t('channels:role')} hint={t(`sidebar:roleHint.${role}`)} value={role} onChange={(event) => setRole(event.target.value as GivenRole)}>
        {roles.map((value) => (
          <option key={value} value={value}>
            {t(`people:role.${value}`)}
          </option>
        ))}
      </Select>
    </DialogForm>
  )
}

function useCreatePerson(onDone: () => void) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (person: Parameters<typeof rpc.people.create>[0]) => rpc.people.create(person),
    onSuccess: (person) => {
      patchData<readonly Person[]>(cache, keys.people, (list) => upsert(list, person, 'id'))
      onDone()
      toast({ tone: 'ok', text: t('sidebar:personAdded', { name: person.displayName }) })
    },
  })
}
