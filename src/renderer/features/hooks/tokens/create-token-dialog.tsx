/** Makes a token: whose it is, what it is called and how long it lasts; then its secret, this once. */
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { Session } from '#shared/contract/rpc/session.ts'
import { can } from '#shared/core/permissions.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { usePeople, useSettings } from '#renderer/lib/data/queries.ts'
import { DialogForm } from '#renderer/ui/dialog-form.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { SecretValue } from '../create/secret-value.tsx'
import { useCreateToken } from '../mutations.ts'

const DAY_MS = 24 * 3600_000
const lifetimes = { '30': 30 * DAY_MS, '90': 90 * DAY_MS, '365': 365 * DAY_MS, never: undefined } as const
type Lifetime = keyof typeof lifetimes

/** The only one that there is. */
const scope = 'hooks'

export interface CreateTokenDialogProps {
  session: Session
  /** What gets the focus afterwards. */
  returnTo: () => HTMLElement | null
  onClose: () => void
}

export function CreateTokenDialog({ session: { me }, returnTo, onClose }: CreateTokenDialogProps) {
  const [label, setLabel] = useState('')
  const [person, setPerson] = useState(me.username)
  const [lifetime, setLifetime] = useState<Lifetime>('90')
  const { mutate, data: made, isPending, error } = useCreateToken()
  const owners = useOwners(me)
  const refusal = error === null ? undefined : toErrorBody(error)

  if (made !== undefined) return <TokenReady token={made.token} returnTo={returnTo} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} returnTo={returnTo} title={t('integrations:tokens.createTitle')} text={t('integrations:tokens.createText')}>
      <DialogForm
        deed={t('integrations:tokens.create')}
        busy={isPending}
        problem={refusal !== undefined && refusal.field !== 'label' ? refusal.message : undefined}
        onCancel={onClose}
        onSubmit={() => mutate({ person, label, scope, expiresInMs: lifetimes[lifetime] })}
      >
        <TextField
          label={t('integrations:tokens.label')}
          optional
          hint={t('integrations:tokens.labelHint')}
          maxLength={64}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          error={refusal?.field === 'label' ? refusal.message : undefined}
        />
        {owners.length > 1 && (
          <Select label={t('integrations:tokens.person')} hint={t('integrations:tokens.personHint')} value={person} onChange={(event) => setPerson(event.target.value)}>
            {owners.map(({ username, displayName }) => (
              <option key={username} value={username}>
                {displayName} (@{username})
              </option>
            ))}
          </Select>
        )}
        <div>
          <p className="label">{t('integrations:tokens.scope')}</p>
          <p>{t(`integrations:tokens.scopes.${scope}`)}</p>
        </div>
        <Select label={t('integrations:tokens.lifetime')} value={lifetime} onChange={(event) => setLifetime(event.target.value as Lifetime)}>
          {(['30', '90', '365', 'never'] as const).map((value) => (
            <option key={value} value={value}>
              {t(`integrations:tokens.lifetimes.${value}`)}
            </option>
          ))}
        </Select>
      </DialogForm>
    </Dialog>
  )
}

/** For whom I may make one, and who could do something with it; me first. */
function useOwners(me: Session['me']) {
  const people = usePeople().data ?? []
  const managedBy = useSettings().data?.find(({ key }) => key === 'integrations.managedBy')?.value === 'members' ? 'members' : 'admins'
  const others = people.filter((one) => one.username !== me.username && can('hook.manage', me, { managedBy, isOwn: false }) && can('hook.manage', one, { managedBy, isOwn: true }))
  return [me, ...others.sort((a, b) => a.displayName.localeCompare(b.displayName))]
}

function TokenReady({ token, returnTo, onClose }: { token: string } & Pick<CreateTokenDialogProps, 'returnTo' | 'onClose'>) {
  return (
    <Dialog open once onClose={onClose} returnTo={returnTo} title={t('integrations:tokens.ready')} text={t('integrations:tokens.readyText')}>
      <div className="dialog__body">
        <div>
          <SecretValue value={token} copyLabel={t('integrations:tokens.copy')} />
          <p className="hint secret__hint">
            <KeyRound className="icon icon--14" />
            {t('integrations:tokens.readyNote')}
          </p>
        </div>
      </div>
    </Dialog>
  )
}
