/** Gives a webhook to somebody else: chooses who, says what changes, and why it cannot be where they cannot read its channel. */
import './transfer-dialog.css'
import { useState, type ReactNode } from 'react'
import { Trans } from 'react-i18next'
import type { Hook } from '#shared/contract/hook.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { usePeople, useSettings } from '#renderer/lib/data/queries.ts'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { PeoplePicker } from '#renderer/widgets/people-picker/people-picker.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useUpdateHook } from '../mutations.ts'
import { useOwnerName } from '../queries.ts'

export function TransferDialog({ hook, onClose }: { hook: Hook; onClose: () => void }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isMissing, setMissing] = useState(false)
  const { mutate, isPending, error, reset } = useUpdateHook()
  const ownerName = useOwnerName()
  const people = (usePeople().data ?? []).filter(({ username, role }) => username !== hook.owner && role !== 'guest')
  const [username] = chosen
  const to = username === undefined ? undefined : ownerName(username)

  const handleChoose = (next: readonly string[]): void => {
    setChosen(next)
    setMissing(false)
    reset()
  }
  const handleSubmit = (): void => {
    setMissing(username === undefined)
    if (username === undefined) return
    const onSuccess = ({ name }: Hook): void => {
      toast({ tone: 'ok', text: t('health:transfer.done', { name, to: to ?? username }) })
      onClose()
    }
    mutate({ id: hook.id, owner: username }, { onSuccess })
  }
  const problem = isMissing ? t('health:transfer.choose') : explain(error, hook, to ?? '')
  return (
    <Dialog open onClose={onClose} title={<Trans ns="health" i18nKey="transfer.title" values={{ name: hook.name }} />}>
      <DialogForm onSubmit={handleSubmit} onCancel={onClose} deed={to === undefined ? t('health:transfer.doOpen') : t('health:transfer.do', { to })} busy={isPending}>
        <PeoplePicker label={t('health:transfer.to')} hint={t('health:transfer.toHint')} autoFocus open={chosen.length === 0} max={1} people={people} chosen={chosen} onChange={handleChoose} error={problem} />
        {to !== undefined && <WhatChanges hook={hook} to={to} from={ownerName(hook.owner)} />}
      </DialogForm>
    </Dialog>
  )
}

function explain(error: Error | null, hook: Hook, to: string): string | undefined {
  if (error === null) return undefined
  const { code, field, message } = toErrorBody(error)
  return code === 'forbidden' && field === 'channel' ? t('health:transfer.cannotRead', { to, channel: hook.channel }) : message
}

function WhatChanges({ hook, to, from }: { hook: Hook; to: string; from: string }): ReactNode {
  const byMembers = useSettings().data?.find(({ key }) => key === 'integrations.managedBy')?.value === 'members'
  return (
    <div>
      <p className="label">{t('health:transfer.what')}</p>
      <ul className="transfer__changes">
        <li>
          <Trans ns="health" i18nKey="transfer.behalf" values={{ to }} />
        </li>
        <li>
          <Trans ns="health" i18nKey={byMembers ? 'transfer.manageMembers' : 'transfer.manageAdmins'} values={{ to, from }} />
        </li>
        <li>
          <Trans ns="health" i18nKey="transfer.stays" values={{ channel: hook.channel }} />
        </li>
      </ul>
    </div>
  )
}
