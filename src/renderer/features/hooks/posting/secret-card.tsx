/** The secrets that senders sign with: how old each is, who uses it, and the ways to set, rotate and end one. */
import { KeyRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { HookSecret } from '#shared/contract/hook-secret.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { formatAgo, formatMoment } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { FormProblem } from '../form-problem.tsx'
import { useHookSecrets, useRemoveSecret } from './secrets.ts'
import { SetSecretDialog } from './set-secret-dialog.tsx'

export function SecretCard({ hook }: { hook: Hook }) {
  const { data: secrets, error, refetch } = useHookSecrets(hook.id)
  const [open, setOpen] = useState(false)
  const remove = useRemoveSecret(hook.id)
  // Who uses them changes with the requests, which are counted once a second.
  useEffect(() => void refetch(), [hook.requests, refetch])
  const problem = error ?? remove.error
  return (
    <section className="card" aria-label={t('posting:secret')}>
      <h2 className="card__head">
        <KeyRound className="icon" />
        {t('posting:secret')}
      </h2>
      <div className="card__in hookform">
        {secrets?.length === 0 && <p role="alert">{t('posting:noSecret')}</p>}
        <ul className="posting__secrets">
          {secrets?.map((secret) => (
            <SecretRow key={secret.number} secret={secret} onEnd={() => remove.mutate({ id: hook.id, number: 2 })} />
          ))}
        </ul>
        <FormProblem message={messageOf(problem)} />
        {secrets !== undefined && (
          <div className="hookform__row">
            <Button kind={secrets.length === 0 ? 'primary' : 'default'} onClick={() => setOpen(true)}>
              {t(secrets.length === 0 ? 'posting:set' : 'posting:rotate')}
            </Button>
          </div>
        )}
      </div>
      {open && <SetSecretDialog hook={hook} isFirst={secrets?.length === 0} onClose={() => setOpen(false)} />}
    </section>
  )
}

function SecretRow({ secret, onEnd }: { secret: HookSecret; onEnd: () => void }) {
  const now = useNow()
  const { number, createdAt, expiresAt, lastUsedAt, usedBy } = secret
  const ended = expiresAt !== null && expiresAt <= now
  return (
    <li>
      <p>
        <b>{t(number === 1 ? 'posting:current' : 'posting:old')}</b>
        {expiresAt !== null && <span> · {t(ended ? 'hooks:endedAt' : 'hooks:until', { when: formatMoment(expiresAt, now) })}</span>}
      </p>
      <p className="soft">{t('posting:since', { when: formatAgo(createdAt, now), used: formatAgo(lastUsedAt, now) })}</p>
      {number === 2 && usedBy.map((one) => (
        <p key={`${one.remote} ${one.userAgent}`} className="faint posting__who">
          {t('posting:stillUsedBy', { who: `${one.remote} ${one.userAgent}`.trim(), when: formatAgo(one.at, now) })}
        </p>
      ))}
      {number === 2 && (
        <Button kind="quiet" size="small" onClick={onEnd}>
          {t('posting:endNow')}
        </Button>
      )}
    </li>
  )
}
