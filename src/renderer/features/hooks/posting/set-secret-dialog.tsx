/** Gives a webhook a signing secret: one that is made here and shown once, or the one that its vendor gave. */
import { useState } from 'react'
import type { Hook } from '#shared/contract/hook.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogButtons } from '#renderer/ui/dialog.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { SecretValue } from '../create/secret-value.tsx'
import { FormProblem } from '../form-problem.tsx'
import { overlapOptions, overlaps, type Overlap } from '../overlaps.ts'
import { useSetSecret } from './secrets.ts'

/** Their vendors make the secret. */
const given: readonly string[] = ['slack', 'stripe', 'kommo']

export function SetSecretDialog({ hook, isFirst, onClose }: { hook: Hook; isFirst: boolean; onClose: () => void }) {
  const [way, setWay] = useState<'made' | 'given'>(given.includes(hook.rules.signature.scheme) ? 'given' : 'made')
  const [secret, setSecret] = useState('')
  const [overlap, setOverlap] = useState<Overlap>(isFirst ? 'now' : 'day')
  const { mutate, data, isPending, error } = useSetSecret(hook.id)
  const refusal = error === null ? undefined : toErrorBody(error)
  const handleSet = (): void => mutate({ id: hook.id, overlapMs: overlaps[overlap], ...(way === 'given' ? { secret } : {}) }, { onSuccess: (set) => set.secret === null && onClose() })
  if (data?.secret != null)
    return (
      <Dialog open once onClose={onClose} title={t('posting:madeTitle')} text={t('posting:madeText')}>
        <div className="dialog__body">
          <SecretValue value={data.secret} copyLabel={t('outgoing:secret.copySecret')} />
        </div>
      </Dialog>
    )
  return (
    <Dialog open onClose={onClose} title={t(isFirst ? 'posting:set' : 'posting:rotate')} text={t(`posting:hint.${hook.rules.signature.scheme}`)}>
      <div className="dialog__body">
        <Segment
          label={t('posting:whose')}
          value={way}
          onChange={setWay}
          options={[
            { value: 'made', label: t('posting:made') },
            { value: 'given', label: t('posting:given') },
          ]}
        />
        {way === 'given' && <TextField label={t('posting:secret')} type="password" error={refusal?.field === 'secret' ? refusal.message : undefined} value={secret} onChange={({ target }) => setSecret(target.value)} />}
        {!isFirst && (
          <div>
            <p className="label">{t('posting:oldEnds')}</p>
            <Segment label={t('posting:oldEnds')} value={overlap} onChange={setOverlap} options={overlapOptions()} />
          </div>
        )}
        <FormProblem message={refusal?.field === 'secret' && way === 'given' ? undefined : refusal?.message} />
      </div>
      <DialogButtons busy={isPending}>
        <Button disabled={isPending} onClick={onClose}>{t('common:cancel')}</Button>
        <Button kind="primary" busy={isPending} disabled={way === 'given' && secret.trim() === ''} onClick={handleSet}>
          {t('common:save')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
