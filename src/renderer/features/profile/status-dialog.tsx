/** Sets what stands beside my name for a while: an emoji, a few words, and when it goes. */
import './profile.css'
import { useMutation } from '@tanstack/react-query'
import { SmilePlus } from 'lucide-react'
import { useId, useState, type FormEvent } from 'react'
import type { Person, PersonStatus } from '#shared/contract/person.ts'
import { currentStatus } from '#shared/core/person-status.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { closeStatusDialog, useStatusDialog } from '#renderer/lib/screen/status-dialog.ts'
import { updateProfile } from '#renderer/lib/data/update-profile.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { EmojiPopover } from '#renderer/widgets/emoji-picker/emoji-popover.tsx'
import { clearAt, clearChoices, statusPresets, type ClearChoice } from './status-presets.ts'

export function StatusDialog({ me }: { me: Person }) {
  const open = useStatusDialog((state) => state.open)
  return (
    <Dialog open={open} onClose={closeStatusDialog} title={t('people:statusTitle')} text={t('people:statusText')}>
      <StatusForm me={me} />
    </Dialog>
  )
}

interface Draft {
  emoji: string
  text: string
  /** `keep`: as it ends now. */
  clear: ClearChoice | 'keep'
}

const TEXT_LENGTH = 100

function StatusForm({ me }: { me: Person }) {
  const status = currentStatus(me.status, Date.now())
  const [draft, setDraft] = useState<Draft>({ emoji: status?.emoji ?? '', text: status?.text ?? '', clear: status?.until == null ? 'never' : 'keep' })
  const saving = useSaveStatus()
  const isEmpty = draft.emoji === '' && draft.text.trim() === ''
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (isEmpty) return saving.mutate(null)
    saving.mutate({ emoji: draft.emoji, text: draft.text.trim(), until: draft.clear === 'keep' ? (status?.until ?? null) : clearAt(draft.clear, Date.now()) })
  }
  return (
    <form onSubmit={handleSubmit} noValidate>
      <div className="dialog__body">
        <StatusField draft={draft} onChange={(part) => setDraft({ ...draft, ...part })} />
        <ul className="presets" aria-label={t('people:presets')}>
          {statusPresets().map((preset) => (
            <li key={preset.emoji}>
              <Button size="small" onClick={() => setDraft({ ...preset })}>
                <span aria-hidden="true">{preset.emoji}</span> {preset.text}
              </Button>
            </li>
          ))}
        </ul>
        <Select label={t('people:clearAfter')} value={draft.clear} onChange={(event) => setDraft({ ...draft, clear: event.target.value as Draft['clear'] })}>
          {status?.until != null && <option value="keep">{t('people:statusUntil', { moment: formatMoment(status.until, Date.now()) })}</option>}
          {clearChoices.map((choice) => (
            <option key={choice} value={choice}>
              {t(`people:clear.${choice}`)}
            </option>
          ))}
        </Select>
        {saving.isError && (
          <p className="dialog__problem" role="alert">
            {toErrorBody(saving.error).message}
          </p>
        )}
      </div>
      <DialogButtons busy={saving.isPending}>
        {status !== null && (
          <Button kind="quiet" disabled={saving.isPending} onClick={() => saving.mutate(null)}>
            {t('people:clearStatus')}
          </Button>
        )}
        <Button disabled={saving.isPending} onClick={closeStatusDialog}>{t('common:cancel')}</Button>
        <Button kind="primary" type="submit" busy={saving.isPending} disabled={isEmpty && status === null}>
          {t('common:save')}
        </Button>
      </DialogButtons>
    </form>
  )
}

function StatusField({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const id = useId()
  return (
    <div>
      <label className="label" htmlFor={id}>
        {t('people:statusLabel')}
      </label>
      <div className="status-field">
        <EmojiPopover
          side="bottom"
          onPick={(emoji) => onChange({ emoji })}
          trigger={
            <IconButton label={draft.emoji === '' ? t('people:chooseEmoji') : t('people:changeEmoji', { emoji: draft.emoji })}>
              {draft.emoji === '' ? <SmilePlus className="icon icon--20" /> : <span className="status-field__emoji">{draft.emoji}</span>}
            </IconButton>
          }
        />
        <input id={id} className="field" autoFocus autoComplete="off" dir="auto" maxLength={TEXT_LENGTH} placeholder={t('people:statusPlaceholder')} value={draft.text} onChange={(event) => onChange({ text: event.target.value })} />
      </div>
    </div>
  )
}

function useSaveStatus() {
  return useMutation({
    mutationFn: (status: PersonStatus | null) => updateProfile({ status }),
    onSuccess: ({ status }) => {
      closeStatusDialog()
      toast({ tone: 'ok', text: t(status === null ? 'people:statusCleared' : 'people:statusSet') })
    },
  })
}
