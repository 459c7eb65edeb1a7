/** A body line by line, numbered; the line that it was refused for is marked. */
import { useMemo } from 'react'
import type { Verdict } from '#shared/contract/verdict.ts'
import { t } from '#renderer/text/i18n.ts'
import { toLines } from './json-lines.ts'

/** Names of the fields that a refusal is about. */
const blamed: Partial<Record<Verdict['reason'], RegExp>> = {
  channel_not_found: /^\s*"(?:channel|room|roomId|channel_id)"\s*:/,
  channel_locked: /^\s*"(?:channel|room|roomId|channel_id)"\s*:/,
  channel_archived: /^\s*"(?:channel|room|roomId|channel_id)"\s*:/,
  channel_forbidden: /^\s*"(?:channel|room|roomId|channel_id)"\s*:/,
  user_not_found: /^\s*"(?:channel|room|roomId)"\s*:/,
  root_not_found: /^\s*"(?:root_id|thread_ts|thread_id)"\s*:/,
  type_not_allowed: /^\s*"type"\s*:/,
}

export function BodyLines({ body, verdict }: { body: string; verdict: Pick<Verdict, 'reason' | 'detail'> }) {
  const lines = useMemo(() => toLines(body), [body])
  const isBlamed = blamed[verdict.reason]
  const marked = isBlamed === undefined ? findBroken(body, verdict) : lines.findIndex((line) => isBlamed.test(line.map(({ text }) => text).join('')))
  return (
    <pre className="http bodylines" dir="ltr" role="group" tabIndex={0} aria-label={t('inspector:sides.body')}>
      {lines.map((line, index) => (
        <span key={index} className={index === marked ? 'bodylines__line is-marked' : 'bodylines__line'}>
          {line.map(({ text, kind }, part) => (
            <span key={part} className={kind && `code-${kind}`}>
              {text}
            </span>
          ))}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}

/** Where JSON breaks is told in bytes; such a body is shown as it came, so its lines are those of the text. */
function findBroken(body: string, { reason, detail }: Pick<Verdict, 'reason' | 'detail'>): number {
  const bytes = reason === 'bad_json' ? /\bbyte (\d+)/.exec(detail)?.[1] : undefined
  if (bytes === undefined) return -1
  const before = new TextDecoder().decode(new TextEncoder().encode(body).subarray(0, Math.max(0, Number(bytes) - 1)))
  return before.split('\n').length - 1
}
