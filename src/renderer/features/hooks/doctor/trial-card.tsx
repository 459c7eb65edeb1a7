/** Sends a sample to one of the webhook's addresses and shows what became of it. */
import '#renderer/ui/card.css'
import { Send } from 'lucide-react'
import { useState } from 'react'
import type { Address, Hook } from '#shared/contract/hook.ts'
import { chatSamples } from '#shared/dialects/samples/chats.ts'
import { findSample } from '#shared/dialects/samples/index.ts'
import { senderSamples } from '#shared/dialects/samples/senders.ts'
import { messageOf } from '#renderer/lib/data/errors.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { FormProblem } from '../form-problem.tsx'
import { hookPath } from '../paths.ts'
import { useAddresses } from '../queries.ts'
import { useTrial } from './queries.ts'
import { TrialResult } from './trial-result.tsx'

export function TrialCard({ hook }: { hook: Hook }) {
  const { data: addresses } = useAddresses(hook.id)
  return (
    <section className="card trial" aria-label={t('doctor:trial.title')}>
      <div className="card__head">{t('doctor:trial.title')}</div>
      <div className="card__in trial__in">
        <p className="soft">{t('doctor:trial.lead')}</p>
        {addresses?.length === 0 && (
          <p className="trial__row">
            <span className="grow">{t('doctor:trial.none')}</span>
            <ButtonLink size="small" href={hookPath(hook.id, 'addresses')}>
              {t('doctor:trial.addOne')}
            </ButtonLink>
          </p>
        )}
        {addresses !== undefined && addresses.length > 0 && <Trial hook={hook} addresses={addresses} />}
      </div>
    </section>
  )
}

function Trial({ hook, addresses }: { hook: Hook; addresses: readonly Address[] }) {
  const [chosen, setChosen] = useState<string>()
  const [wanted, setWanted] = useState<string>()
  const trial = useTrial(hook.id)
  const address = addresses.find(({ id }) => id === chosen) ?? addresses[0]
  if (address === undefined) return null
  // Another shape may not have what was chosen for the one before.
  const sample = findSample(address.dialect, wanted) ?? findSample(address.dialect)
  if (sample === undefined) return null
  return (
    <>
      <div className="trial__choice">
        <Select label={t('doctor:trial.address')} value={address.id} onChange={(event) => setChosen(event.currentTarget.value)}>
          {addresses.map(({ id, dialect, lastFour, label }) => (
            <option key={id} value={id}>
              {[`${dialectLabel(dialect)} •••• ${lastFour}`, label].filter((part) => part !== '').join(' · ')}
            </option>
          ))}
        </Select>
        <Select label={t('doctor:trial.sample')} value={sample.name} onChange={(event) => setWanted(event.currentTarget.value)}>
          <optgroup label={t('doctor:trial.ofChat', { chat: dialectLabel(address.dialect) })}>
            {chatSamples[address.dialect].map(({ name }) => (
              <option key={name} value={name}>
                {t(`doctor:samples.${name}`)}
              </option>
            ))}
          </optgroup>
          <optgroup label={t('doctor:trial.ofTools')}>
            {senderSamples.map(({ name }) => (
              <option key={name} value={name}>
                {t(`doctor:samples.${name}`)}
              </option>
            ))}
          </optgroup>
        </Select>
      </div>
      <pre className="http trial__body" dir="ltr" role="group" tabIndex={0} aria-label={t('doctor:trial.body')}>
        {showBody(sample.contentType, sample.body, sample.headers)}
      </pre>
      <div className="trial__row">
        <Button kind="primary" busy={trial.isPending} onClick={() => trial.mutate({ addressId: address.id, sample: sample.name })}>
          <Send className="icon icon--14" />
          {trial.data === undefined ? t('doctor:trial.send') : t('doctor:trial.again')}
        </Button>
      </div>
      <FormProblem message={messageOf(trial.error)} />
      <div aria-live="polite">{trial.data !== undefined && <TrialResult hook={hook} trial={trial.data} />}</div>
    </>
  )
}

/** Headers that tell the tool, then the body; JSON on several lines. */
function showBody(contentType: string, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ 'Content-Type': contentType, ...headers }).map(([name, value]) => `${name}: ${value}`)
  const shown = contentType === 'application/json' ? JSON.stringify(JSON.parse(body), null, 2) : body
  return `${lines.join('\n')}\n\n${shown}`
}
