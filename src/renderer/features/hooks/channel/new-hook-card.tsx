/** A webhook that was just added beside its channel: its URL this once, and what it is for. */
import { KeyRound } from 'lucide-react'
import { useRef, useState, type FormEvent } from 'react'
import { Trans } from 'react-i18next'
import { Link } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Hook, MintedAddress } from '#shared/contract/hook.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { BaseChoice } from '../base-choice.tsx'
import { useUpdateHook } from '../mutations.ts'
import { hookPath } from '../paths.ts'
import { SensitiveNote } from '../sensitive-note.tsx'
import { useMinted } from '../use-base.ts'
import { checkPurpose } from './hook-purpose.tsx'

export interface MadeHook {
  hook: Hook
  address: MintedAddress
}

export interface NewHookCardProps extends MadeHook {
  channel: Channel
  onDone: () => void
}

export function NewHookCard({ hook, address, channel, onDone }: NewHookCardProps) {
  const code = useRef<HTMLElement>(null)
  const [purpose, setPurpose] = useState('')
  const update = useUpdateHook()
  const { url } = useMinted(address)
  const problem = checkPurpose(purpose) ?? (messageOf(update.error))

  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (checkPurpose(purpose) !== undefined) return
    if (purpose.trim() === '') return onDone()
    update.mutate({ id: hook.id, description: purpose }, { onSuccess: onDone })
  }

  return (
    <form className="newhook" onSubmit={handleSubmit} noValidate aria-label={t('integrations:channel.newHook')}>
      <h3 className="details__head">
        <span>
          <Trans ns="hooks" i18nKey="ready" values={{ name: hook.name }} />
        </span>
      </h3>
      <BaseChoice />
      <code className="newhook__url" ref={code}>
        {url}
      </code>
      <CopyButton kind="primary" label={t('integrations:channel.copyUrl')} text={url} shownIn={code} />
      <p className="hint secret__hint">
        <KeyRound className="icon icon--14" />
        {t('integrations:channel.once')}
      </p>
      <SensitiveNote channel={channel.name} />
      <TextField label={t('integrations:channel.purpose')} optional dir="auto" placeholder={t('integrations:channel.purposeExample')} value={purpose} error={problem} onChange={(event) => setPurpose(event.target.value)} />
      <div className="details__line newhook__row">
        <Button type="submit" busy={update.isPending}>
          {t('integrations:channel.ok')}
        </Button>
        <Link href={hookPath(hook.id, 'addresses')}>{t('integrations:channel.otherShapes')}</Link>
      </div>
    </form>
  )
}
