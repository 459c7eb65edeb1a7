/** Changes when an address ends; one that has ended works again with the same URL. */
import { useState } from 'react'
import type { Address, Hook } from '#shared/contract/hook.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { useSetExpiry } from '../mutations.ts'
import { EndField, endOf, readEnd } from './end-field.tsx'

export function SetEndDialog({ hook, address, onClose }: { hook: Hook; address: Address; onClose: () => void }) {
  const [end, setEnd] = useState(() => endOf(address.expiresAt))
  const [isMissing, setMissing] = useState(false)
  const { mutate, isPending, error } = useSetExpiry(hook.id)
  const which = { dialect: dialectLabel(address.dialect), lastFour: address.lastFour }
  const handleSubmit = (): void => {
    const expiresAt = readEnd(end, Date.now())
    setMissing(expiresAt === undefined)
    if (expiresAt === undefined) return
    const onSuccess = (): void => {
      toast({ tone: 'ok', text: t('addresses:end.saved', which) })
      onClose()
    }
    mutate({ id: address.id, expiresAt }, { onSuccess })
  }
  return (
    <Dialog open onClose={onClose} title={t('addresses:end.title', which)} text={t('addresses:end.text')}>
      <DialogForm onSubmit={handleSubmit} onCancel={onClose} deed={t('addresses:end.save')} busy={isPending} problem={messageOf(error)}>
        <EndField value={end} onChange={setEnd} problem={isMissing ? t('addresses:end.missing') : undefined} />
      </DialogForm>
    </Dialog>
  )
}
