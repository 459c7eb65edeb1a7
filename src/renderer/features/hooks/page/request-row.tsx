/** One request in the list: words first, then the code's facts. */
import type { Hook } from '#shared/contract/hook.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { formatAbsolute } from '#renderer/lib/format/format-time.ts'
import { sayDetail, t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { formatClock, formatSize, formatTook } from '../format-request.ts'
import { describeVerdict } from '../reason-texts.ts'
import { StatusChip } from '../status-chip.tsx'

export interface RequestRowProps {
  verdict: Verdict
  hook: Hook
  now: number
  open: boolean
  /** Whether Tab comes here; other rows are reached with arrow keys. */
  isReached: boolean
  onOpen: () => void
  onEnter: () => void
}

export function RequestRow({ verdict, hook, now, open, isReached, onOpen, onEnter }: RequestRowProps) {
  const { title, tone } = describeVerdict(verdict, hook.channel)
  const time = formatClock(verdict.at, now)
  return (
    <button
      type="button"
      className="req"
      aria-current={open || undefined}
      tabIndex={isReached ? 0 : -1}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        onEnter()
      }}
    >
      <StatusChip status={verdict.status} tone={tone} />
      <span className="grow">
        <span className="req__verdict">{sayWhose(verdict, title)}</span>
        {tone === 'bad' && verdict.detail !== '' ? (
          <span className="req__sub">
            <bdi>{sayDetail(verdict.detail)}</bdi>
          </span>
        ) : (
          <span className="req__sub">{facts(verdict)}</span>
        )}
      </span>
      <time className="req__time" dateTime={new Date(verdict.at).toISOString()} title={formatAbsolute(verdict.at)}>
        {time.slice(0, 5)}
        {/* A date has no seconds to hide. */}
        <span className={time.includes(':') ? 'hide-narrow' : undefined}>{time.slice(5)}</span>
      </time>
    </button>
  )
}

function facts({ dialect, sizeBytes, durationMs, count }: Verdict): string {
  const parts = [dialect && dialectLabel(dialect), formatSize(sizeBytes), formatTook(durationMs), count > 1 && t('hooks:times', { count })]
  return parts.filter(Boolean).join(' · ')
}

/** Whether a tool sent it, or somebody here. */
function sayWhose({ source, replayOf }: Verdict, what: string): string {
  if (source === 'test') return t('inspector:testOf', { what })
  return replayOf === null ? what : t('inspector:replayOf', { what })
}
