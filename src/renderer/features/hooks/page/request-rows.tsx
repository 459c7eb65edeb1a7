/** The rows of requests: arrow keys move between them, Enter opens one and goes to it. */
import type { KeyboardEvent, ReactNode } from 'react'
import type { Hook } from '#shared/contract/hook.ts'
import type { VerdictId } from '#shared/contract/ids.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { t } from '#renderer/text/i18n.ts'
import { RequestRow } from './request-row.tsx'

export interface RequestRowsProps {
  hook: Hook
  verdicts: readonly Verdict[]
  now: number
  openId: VerdictId | undefined
  onOpen: (id: VerdictId) => void
  /** Opened by key: the focus goes there too. */
  onEnter: (id: VerdictId) => void
  /** What stands below the last one. */
  children: ReactNode
}

export function RequestRows({ hook, verdicts, now, openId, onOpen, onEnter, children }: RequestRowsProps) {
  // One row can be reached with Tab: the open one, else the first.
  const reached = verdicts.some(({ id }) => id === openId) ? openId : verdicts[0]?.id
  return (
    <ul className="page split__rows" aria-label={t('hooks:requests')} onKeyDown={moveFocus}>
      {verdicts.map((verdict) => (
        <li key={verdict.id}>
          <RequestRow
            verdict={verdict}
            hook={hook}
            now={now}
            open={verdict.id === openId}
            isReached={verdict.id === reached}
            onOpen={() => onOpen(verdict.id)}
            onEnter={() => onEnter(verdict.id)}
          />
        </li>
      ))}
      <li className="split__end">{children}</li>
    </ul>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.req')]
  const at = rows.findIndex((row) => row === document.activeElement)
  if (at < 0) return
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus()
}
