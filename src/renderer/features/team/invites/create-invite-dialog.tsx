/** Makes an invite: role, how long, how often, for whom; then its link, this once. */
import { useState } from 'react'
import type { Invite } from '#shared/contract/team.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useCreateInvite } from '../mutations.ts'
import { LinkOnce } from './link-once.tsx'

const HOUR_MS = 3_600_000
const lifetimes = { day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS, month: 30 * 24 * HOUR_MS, never: null } as const
type Lifetime = keyof typeof lifetimes
const roles = ['member', 'guest', 'admin'] as const
/** As the contract says. */
const MOST_USES = 1000

export function CreateInviteDialog({ onClose }: { onClose: () => void }) {
  const [label, setLabel] = useState('')
  const [role, setRole] = useState<Invite['role']>('member')
  const [lifetime, setLifetime] = useState<Lifetime>('week')
  const [uses, setUses] = useState('1')
  const { mutate, data: made, isPending, error } = useCreateInvite()
  const refusal = error === null ? undefined : toErrorBody(error)
  const count = readUses(uses)
  if (made !== undefined) return <LinkOnce title={t('team:invites.ready')} text={t('team:invites.readyText')} link={made.link} qr={made.qr} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('team:invites.createTitle')} text={t('team:invites.createText')}>
      <DialogForm
        deed={t('team:invites.make')}
        busy={isPending}
        problem={refusal?.message}
        onCancel={onClose}
        onSubmit={() => count !== null && mutate({ role, label: label.trim(), uses: count, expiresAt: endOf(lifetime) })}
      >
        <TextField label={t('team:invites.label')} optional hint={t('team:invites.labelHint')} maxLength={100} value={label} onChange={(event) => setLabel(event.target.value)} />
        <Select label={t('team:invites.role')} hint={t(`team:invites.roleHint.${role}`)} value={role} onChange={(event) => setRole(event.target.value as typeof role)}>
          {roles.map((value) => (
            <option key={value} value={value}>
              {t(`people:role.${value}`)}
            </option>
          ))}
        </Select>
        <div className="dialog__pair">
          <Select label={t('team:invites.lifetime')} value={lifetime} onChange={(event) => setLifetime(event.target.value as Lifetime)}>
            {(['day', 'week', 'month', 'never'] as const).map((value) => (
              <option key={value} value={value}>
                {t(`team:invites.lifetimes.${value}`)}
              </option>
            ))}
          </Select>
          <TextField label={t('team:invites.uses')} inputMode="numeric" maxLength={4} value={uses} onChange={(event) => setUses(event.target.value)} error={count === null ? t('team:invites.usesWrong', { most: MOST_USES }) : undefined} />
        </div>
      </DialogForm>
    </Dialog>
  )
}

function readUses(text: string): number | null {
  const count = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0
  return count >= 1 && count <= MOST_USES ? count : null
}

/** Whole seconds, as the contract asks. */
function endOf(lifetime: Lifetime): number | null {
  const lasts = lifetimes[lifetime]
  return lasts === null ? null : Math.ceil((Date.now() + lasts) / 1000) * 1000
}
