/** On a device that joined: says where the host is now, for when it has moved and is not found. Its key is compared before anything is sent. */
import { useState, type FormEvent } from 'react'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useFindHost } from '../mutations.ts'

export function FindHostRow() {
  const [address, setAddress] = useState('')
  const find = useFindHost()
  const typed = address.trim()
  const error = find.isError && find.variables.address === typed ? toErrorBody(find.error).message : undefined
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (typed !== '') find.mutate({ address: typed })
  }
  return (
    <form className="setting findhost" onSubmit={handleSubmit} noValidate data-setting="team.findHost">
      <TextField label={t('team:link.moved')} hint={t('team:link.movedHint')} error={error} placeholder="192.168.1.20:4666" maxLength={260} value={address} onChange={(event) => setAddress(event.target.value)} />
      <div className="findhost__do">
        <Button type="submit" busy={find.isPending} disabled={typed === ''}>
          {t('team:link.find')}
        </Button>
      </div>
    </form>
  )
}
