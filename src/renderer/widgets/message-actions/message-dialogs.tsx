/** The dialogs of messages, drawn once for all rows, because a row can leave the page while its dialog is open. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { create } from 'zustand'
import type { Message } from '#shared/contract/message.ts'
import { endingEdit } from '#renderer/lib/writing/editing.ts'
import { asDeed } from '#renderer/lib/data/as-deed.ts'
import { t } from '#renderer/text/i18n.ts'
import { AlertDialog } from '#renderer/ui/alert-dialog.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { WhyNotified } from '../why-notified/why-notified.tsx'
import { deleteMessage } from './act.ts'

interface Asked {
  readonly kind: 'delete' | 'why'
  readonly message: Message
  readonly isMine: boolean
}

const useAsked = create<{ readonly asked: Asked | null }>(() => ({ asked: null }))

export const askDelete = (message: Message, isMine: boolean): void => useAsked.setState({ asked: { kind: 'delete', message, isMine } })
export const askWhy = (message: Message): void => useAsked.setState({ asked: { kind: 'why', message, isMine: false } })

/** Stands once in the shell. */
export function MessageDialogs() {
  const asked = useAsked((state) => state.asked)
  // What a dialog says stays on it while it fades.
  const [last, setLast] = useState(asked)
  if (asked !== null && asked !== last) setLast(asked)
  if (last === null) return null
  const close = (): void => useAsked.setState({ asked: null })
  return last.kind === 'delete' ? <DeleteDialog key={last.message.id} asked={last} open={asked !== null} onClose={close} /> : <WhyDialog asked={last} open={asked !== null} onClose={close} />
}

interface AskedDialogProps {
  asked: Asked
  open: boolean
  onClose: () => void
}

function DeleteDialog({ asked: { message, isMine }, open, onClose }: AskedDialogProps) {
  const cache = useQueryClient()
  const deleting = useMutation({
    mutationFn: () => endingEdit(message.id, () => deleteMessage(cache, message)),
    onSuccess: onClose,
  })
  return (
    <AlertDialog
      open={open}
      {...asDeed(deleting, onClose)}
      title={isMine ? t('message:delete.title') : t('message:delete.titleOf', { name: message.username })}
      effect={effectOf(message)}
      confirmLabel={t('message:delete.confirm')}
      onConfirm={() => deleting.mutate()}
      returnTo={() => rowOf(message.id)}
    />
  )
}

function effectOf({ thread, files }: Message): string {
  if (thread !== null) return t('message:delete.effectThread', { count: thread.replyCount })
  return files.length > 0 ? t('message:delete.effectFiles', { count: files.length }) : t('message:delete.effect')
}

function WhyDialog({ asked: { message }, open, onClose }: AskedDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={t('message:action.why')} returnTo={() => rowOf(message.id)}>
      <div className="dialog__body">
        <WhyNotified messageId={message.id} />
      </div>
      <DialogButtons>
        <Button onClick={onClose}>{t('common:done')}</Button>
      </DialogButtons>
    </Dialog>
  )
}

/** The row, or the list where it stood. */
function rowOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`article[data-message-id="${id}"]`) ?? document.querySelector<HTMLElement>('[role="log"]')
}
