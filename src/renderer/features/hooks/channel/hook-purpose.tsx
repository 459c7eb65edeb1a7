/** What a webhook is for, edited in place: Enter saves, Esc takes the change back; either gives the focus back. */
import { useState, type KeyboardEvent } from 'react'
import { hookFieldsSchema, type Hook } from '#shared/contract/hook.ts'
import { describeIssue } from '#renderer/lib/data/describe-issue.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useUpdateHook } from '../mutations.ts'

export function HookPurpose({ hook }: { hook: Hook }) {
  const [open, setOpen] = useState(false)
  // Null while nobody types: what somebody else writes is then shown, and left alone.
  const [written, setWritten] = useState<string | null>(null)
  const text = written ?? hook.description
  // What had the focus is gone with the form.
  const [cameBack, setCameBack] = useState(false)
  const close = (): void => {
    setOpen(false)
    setWritten(null)
    setCameBack(true)
  }
  const update = useUpdateHook()
  if (!open)
    return (
      <button type="button" autoFocus={cameBack} className={hook.description === '' ? 'chanhook__purpose faint' : 'chanhook__purpose'} onClick={() => setOpen(true)} title={t('integrations:channel.editPurpose', { name: hook.name })}>
        <bdi>{hook.description === '' ? t('integrations:channel.addPurpose') : hook.description}</bdi>
      </button>
    )
  const problem = checkPurpose(text) ?? (messageOf(update.error))
  const handleSave = (): void => {
    if (text.trim() === hook.description) return close()
    if (checkPurpose(text) === undefined) update.mutate({ id: hook.id, description: text }, { onSuccess: close })
  }
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey))) return
    // The panel around it closes with Esc.
    event.preventDefault()
    if (event.key === 'Escape') close()
    else handleSave()
  }
  return (
    <form className="chanhook__form" onSubmit={(event) => (event.preventDefault(), handleSave())}>
      <TextArea autoFocus label={t('integrations:channel.purpose')} dir="auto" value={text} readOnly={update.isPending} error={problem} onChange={(event) => setWritten(event.target.value)} onKeyDown={handleKeyDown} />
      <div className="details__line">
        <Button type="submit" size="small" busy={update.isPending}>
          {t('common:save')}
        </Button>
        <Button kind="quiet" size="small" onClick={close}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}

/** What is wrong with it, in words. */
export function checkPurpose(text: string): string | undefined {
  const issue = hookFieldsSchema.shape.description.safeParse(text).error?.issues[0]
  return issue && describeIssue(issue)
}
