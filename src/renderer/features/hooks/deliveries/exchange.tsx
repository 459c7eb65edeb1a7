/** What was sent and what came back, of one attempt; secrets are masked by the server. */
import { useState } from 'react'
import type { Attempt, Withheld } from '#shared/contract/delivery.ts'
import { Segment } from '#renderer/ui/segment.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { t } from '#renderer/text/i18n.ts'

export function Exchange({ attempts, withheld }: { attempts: readonly Attempt[]; withheld: Withheld | null }) {
  const [side, setSide] = useState<'request' | 'response'>('request')
  // The last one, until one is chosen.
  const [chosen, setChosen] = useState<number | null>(null)
  const attempt = attempts.find(({ number }) => number === chosen) ?? attempts.at(-1)
  if (attempt === undefined) return null
  const text = side === 'request' ? attempt.request : attempt.response
  return (
    <div className="card">
      <div className="card__head exchange__head">
        <Segment
          label={t('outgoing:deliveries.side')}
          value={side}
          onChange={setSide}
          options={[
            { value: 'request', label: t('outgoing:deliveries.request') },
            { value: 'response', label: t('outgoing:deliveries.response') },
          ]}
        />
        <span className="grow" />
        {attempts.length > 1 && (
          <div className="exchange__which">
            <Select label={t('outgoing:deliveries.attemptShown')} value={String(attempt.number)} onChange={(event) => setChosen(Number(event.target.value))}>
              {attempts.map(({ number }) => (
                <option key={number} value={number}>
                  {t('outgoing:deliveries.attempt', { number })}
                </option>
              ))}
            </Select>
          </div>
        )}
      </div>
      {text === '' ? (
        <p className="card__in faint">{withheld !== null && attempt.request === '' ? t(`delivery:withheld.${withheld}`) : t('outgoing:deliveries.noResponse')}</p>
      ) : (
        <pre className="http exchange__text" dir="ltr" role="group" tabIndex={0} aria-label={side === 'request' ? t('outgoing:deliveries.request') : t('outgoing:deliveries.response')}>
          {readable(text)}
        </pre>
      )}
    </div>
  )
}

/** A JSON body on lines of its own; anything else as it is. */
function readable(text: string): string {
  const end = text.indexOf('\n\n')
  if (end < 0) return text
  try {
    return `${text.slice(0, end)}\n\n${JSON.stringify(JSON.parse(text.slice(end + 2)), null, 2)}`
  } catch {
    return text
  }
}
