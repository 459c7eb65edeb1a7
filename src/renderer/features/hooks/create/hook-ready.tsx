/** "NAME is ready": the one time that the new addresses are seen. They live in this component's memory and nowhere else. */
import { useState } from 'react'
import { Trans } from 'react-i18next'
import type { DialectId, Hook, MintedAddress } from '#shared/contract/hook.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { BaseChoice } from '../base-choice.tsx'
import { useAddAddress } from '../mutations.ts'
import { hookPath } from '../paths.ts'
import { FormProblem } from '../form-problem.tsx'
import { SensitiveNote } from '../sensitive-note.tsx'
import { useMinted } from '../use-base.ts'
import { ArrivalCard } from './arrival-card.tsx'
import { DialectPicker } from './dialect-picker.tsx'
import { ReadyPage, Step } from './ready-page.tsx'
import { RecipesCard } from './recipes-card.tsx'
import { SecretOnce } from './secret-once.tsx'
import { SnippetsCard } from './snippets-card.tsx'

export function HookReady({ hook, addresses }: { hook: Hook; addresses: readonly MintedAddress[] }) {
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
    <ReadyPage kind="incoming" name={hook.name} lead={<Trans ns="hooks" i18nKey="readyLead" values={{ channel: hook.channel }} components={{ b: <b className="strong" /> }} />} path={hookPath(hook.id)}>
      <Step number={1} title={t('hooks:stepShape')} note={t('hooks:stepShapeNote')}>
        <DialectPicker value={dialect} onChange={handleChoose} busy={add.isPending ? add.variables.dialect : undefined} />
        <FormProblem message={add.error === null ? undefined : t('hooks:notMinted', { why: toErrorBody(add.error).message })} />
      </Step>
      {shown && <Ready hook={hook} address={shown} />}
    </ReadyPage>
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
