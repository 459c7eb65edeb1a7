/** Where an invite link is pasted, whole. It is looked at before anything is sent anywhere. */
import { useState } from 'react'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'

export interface LinkFormProps {
  link: string
  busy: boolean
  error: Error | null
  onLink: (link: string) => void
}

export function LinkForm({ link, busy, error, onLink }: LinkFormProps) {
  const [text, setText] = useState(link)
  const [isEmpty, setEmpty] = useState(false)
  const refusal = error === null || text.trim() !== link ? undefined : toErrorBody(error).message
  return (
    <form
      className="join__form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setEmpty(text.trim() === '')
        if (text.trim() !== '') onLink(text.trim())
      }}
    >
      <TextArea label={t('team:join.link')} hint={t('team:join.linkHint')} error={isEmpty && text.trim() === '' ? t('team:join.linkNeeded') : refusal} rows={4} maxLength={8000} spellCheck={false} autoFocus placeholder="hookline://join#…" value={text} onChange={(event) => setText(event.target.value)} />
      <Button kind="primary" size="large" type="submit" busy={busy}>
        {t('team:join.look')}
      </Button>
    </form>
  )
}
