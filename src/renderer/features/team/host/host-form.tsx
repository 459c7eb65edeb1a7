/** Where others will reach this computer: addresses of its own networks, a name of one's own, a port, and what a check of them says. */
import { useState, type FormEvent } from 'react'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useHost } from '../mutations.ts'
import { HostCheck } from './host-check.tsx'
import { DEFAULT_PORT, readBefore, readHostForm } from './read-host-form.ts'
import { useHostCheck } from './use-host-check.ts'

export interface HostFormProps {
  /** What was announced before; none at first. */
  before?: readonly string[]
  /** The door is open and only moves. */
  moving?: boolean
  onDone?: () => void
  onCancel: () => void
}

export function HostForm({ before = [], moving = false, onDone, onCancel }: HostFormProps) {
  const { check, look } = useHostCheck()
  const host = useHost()
  const lan = check.data?.lanAddresses ?? []
  // The first answer says what the form begins with, until something else is chosen or typed.
  const [first, setFirst] = useState(check.data)
  if (first === undefined && check.data !== undefined) setFirst(check.data)
  const began = first === undefined ? { name: '', left: [] } : readBefore(before, first.lanAddresses, first.port)
  const [typed, setTyped] = useState<{ readonly left: readonly string[] | null; readonly name: string | null; readonly port: string | null }>({ left: null, name: null, port: null })
  const left = typed.left ?? began.left
  const name = typed.name ?? began.name
  const port = typed.port ?? String(first?.port ?? DEFAULT_PORT)
  const read = readHostForm({ chosen: lan.filter((address) => !left.includes(address)), name, port })
  const handleLook = (): void => void (read.port !== null && look({ port: read.port, address: read.name }))
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (read.port !== null && read.addresses.length > 0) host.mutate({ addresses: [...read.addresses], port: read.port }, { onSuccess: onDone })
  }
  return (
    <form className="hostform" onSubmit={handleSubmit} noValidate>
      <fieldset className="hostform__addresses" aria-busy={check.isPending}>
        <legend className="label">{t('team:host.lan')}</legend>
        {lan.map((address) => (
          <Checkbox key={address} label={address} checked={!left.includes(address)} onChange={(event) => setTyped({ ...typed, left: event.target.checked ? left.filter((one) => one !== address) : [...left, address] })} />
        ))}
        {check.isPending && <p className="hint">{t('team:host.looking')}</p>}
        {check.isSuccess && lan.length === 0 && <p className="hint">{t('team:host.noLan')}</p>}
      </fieldset>
      <div className="hostform__row">
        <TextField label={t('team:host.name')} optional hint={t('team:host.nameHint')} placeholder="chat.tidewater.example" maxLength={260} value={name} onChange={(event) => setTyped({ ...typed, name: event.target.value })} onBlur={handleLook} />
        <TextField label={t('team:host.port')} inputMode="numeric" maxLength={5} value={port} onChange={(event) => setTyped({ ...typed, port: event.target.value })} onBlur={handleLook} error={read.port === null ? t('team:host.portWrong') : undefined} />
      </div>
      <HostCheck check={check} name={read.name} onLook={handleLook} />
      {host.isError && (
        <p className="dialog__problem" role="alert">
          {toErrorBody(host.error).message}
        </p>
      )}
      {moving && <p className="hint">{t('team:host.moveHint')}</p>}
      <div className="hostform__deeds">
        <Button onClick={onCancel}>{t('common:cancel')}</Button>
        <Button kind="primary" type="submit" busy={host.isPending} disabled={read.port === null || read.addresses.length === 0}>
          {moving ? t('team:host.moveHere') : t('team:host.start')}
        </Button>
      </div>
    </form>
  )
}
