/** A body line by line, numbered; the line that it was refused for is marked. */
import { useMemo } from 'react'
import type { Reason } from '#shared/contract/verdict.ts'
import { t } from '#renderer/text/i18n.ts'
import { toLines } from './json-lines.ts'

/** Names of the fields that a refusal is about. */
const blamed: Partial<Record<Reason, RegExp>> = {
  channel_not_found: /^\s*"(?:channel|room|roomId|channel_id)"\s*:/,
  channel_locked: /^\s*"(?:channel|room|roomId|channel_id)"\s*:/,
  channel_archived: /^\s*"(?:channel|room|roomId|channel_id)"\s*:/,
  channel_forbidden: /^\s*"(?:channel|room|roomId|channel_id)"\s*:/,
  user_not_found: /^\s*"(?:channel|room|roomId)"\s*:/,
  root_not_found: /^\s*"(?:root_id|thread_ts|thread_id)"\s*:/,
  type_not_allowed: /^\s*"type"\s*:/,
}

export function BodyLines({ body, reason }: { body: string; reason: Reason }) {
  const lines = useMemo(() => toLines(body), [body])
  const isBlamed = blamed[reason]
  const marked = isBlamed === undefined ? -1 : lines.findIndex((line) => isBlamed.test(line.map(({ text }) => text).join('')))
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
