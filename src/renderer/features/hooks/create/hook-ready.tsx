/** "NAME is ready": the one time that the new addresses are seen. They live in this component's memory and nowhere else. */
import './hook-ready.css'
import { useState, type ReactNode } from 'react'
import { Trans } from 'react-i18next'
import { useLocation } from 'wouter'
import type { DialectId, Hook, MintedAddress } from '#shared/contract/hook.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { Button } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { BaseChoice } from '../base-choice.tsx'
import { HooksCrumb } from '../hooks-crumb.tsx'
import { useAddAddress } from '../mutations.ts'
import { hookPath } from '../paths.ts'
import { FormProblem } from '../form-problem.tsx'
import { SensitiveNote } from '../sensitive-note.tsx'
import { useMinted } from '../use-base.ts'
import { ArrivalCard } from './arrival-card.tsx'
import { DialectPicker } from './dialect-picker.tsx'
import { RecipesCard } from './recipes-card.tsx'
import { SecretOnce } from './secret-once.tsx'
import { SnippetsCard } from './snippets-card.tsx'

export function HookReady({ hook, addresses }: { hook: Hook; addresses: readonly MintedAddress[] }) {
  const [, navigate] = useLocation()
  const [minted, setMinted] = useState(addresses)
  const [dialect, setDialect] = useState<DialectId | null>(addresses[0]?.dialect ?? null)
  const add = useAddAddress()
  const shown = minted.find((address) => address.dialect === dialect)

  const handleChoose = (chosen: DialectId) => {
    if (minted.some((address) => address.dialect === chosen)) return setDialect(chosen)
    add.mutate(
      { hookId: hook.id, dialect: chosen },
      {
        onSuccess: (address) => {
          setMinted((list) => [...list, address])
          setDialect(chosen)
        },
      },
    )
  }

  return (
    <div className="page">
      <header className="page__head">
        <div className="grow">
          <HooksCrumb here={hook.name} />
          <h1 className="page__title">
            <Trans ns="hooks" i18nKey="ready" values={{ name: hook.name }} />
          </h1>
          <p className="page__lead">
            <Trans ns="hooks" i18nKey="readyLead" values={{ channel: hook.channel }} components={{ b: <b className="strong" /> }} />
          </p>
        </div>
        <Button onClick={() => navigate(hookPath(hook.id))}>{t('common:done')}</Button>
      </header>
      <div className="page__in">
        <Step number={1} title={t('hooks:stepShape')} note={t('hooks:stepShapeNote')}>
          <DialectPicker value={dialect} onChange={handleChoose} busy={add.isPending ? add.variables.dialect : undefined} />
          <FormProblem message={add.error === null ? undefined : t('hooks:notMinted', { why: toErrorBody(add.error).message })} />
        </Step>
        {shown && <Ready hook={hook} address={shown} />}
      </div>
    </div>
  )
}

/** By the way that is chosen. */
function Ready({ hook, address }: { hook: Hook; address: MintedAddress }) {
  const [hidden, setHidden] = useState(false)
  const { url, pin } = useMinted(address)
  const shown = { hookName: hook.name, dialect: address.dialect, url, pin, hidden, onReveal: () => setHidden(false) }
  return (
    <>
      <Step number={2} title={t('hooks:stepCopy')}>
        <BaseChoice />
        <SecretOnce key={address.id} url={url} hidden={hidden} onHiddenChange={setHidden} />
        <SensitiveNote channel={hook.channel} />
      </Step>
      <Step number={3} title={t('hooks:stepTry')}>
        <div className="two">
          <SnippetsCard {...shown} />
          <ArrivalCard hook={hook} />
        </div>
      </Step>
      <Step number={4} title={t('integrations:recipes.title')} note={t('integrations:recipes.note')}>
        <RecipesCard {...shown} />
      </Step>
    </>
  )
}

function Step({ number, title, note, children }: { number: number; title: string; note?: string; children: ReactNode }) {
  return (
    <div className="section">
      <span className="stepno" aria-hidden="true">
        {number}
      </span>
      <div>
        <h2>
          {title}
          {note !== undefined && <small>{note}</small>}
        </h2>
        {children}
      </div>
    </div>
  )
}
