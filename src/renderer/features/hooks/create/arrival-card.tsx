/** Waits for the first request to a new webhook, then shows what came of it. */
import '#renderer/ui/card.css'
import { CircleCheck, CircleX } from 'lucide-react'
import { Link } from 'wouter'
import type { Hook } from '#shared/contract/hook.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { channelPath } from '#renderer/lib/format/channel-path.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { sayListenerProblem } from '#renderer/lib/format/say-notice.ts'
import { useListener } from '#renderer/lib/data/queries.ts'
import { buttonClass } from '#renderer/ui/button.tsx'
import { Dot } from '#renderer/ui/dot.tsx'
import { sayDetail, t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { formatTook } from '../format-request.ts'
import { PostedMessage } from '../posted-message.tsx'
import { useVerdicts } from '../queries.ts'
import { describeVerdict } from '../reason-texts.ts'
import { StatusChip } from '../status-chip.tsx'

export function ArrivalCard({ hook }: { hook: Hook }) {
  const verdicts = useVerdicts(hook.id)
  const newest = verdicts.data?.[0]
  return (
    <div className="card trycard" aria-live="polite">
      {newest === undefined ? <Waiting problem={verdicts.error} /> : <Arrived hook={hook} verdict={newest} />}
    </div>
  )
}

function Waiting({ problem }: { problem: unknown }) {
  const listener = useListener()
  const isDown = listener.data !== undefined && listener.data.state !== 'listening'
  return (
    <div className="arrival">
      <p className="arrival__line">
        <Dot tone={isDown || problem !== null ? 'bad' : 'ok'} />
        <b>{isDown ? t('hooks:cannotPost') : t('hooks:waiting')}</b>
      </p>
      <p className="soft">{waitingText(problem, isDown ? (sayListenerProblem(listener.data) ?? t('hooks:notListening')) : undefined)}</p>
    </div>
  )
}

function waitingText(problem: unknown, listenerProblem: string | undefined): string {
  if (listenerProblem !== undefined) return listenerProblem
  if (problem !== null) return t('hooks:requestsNotLoadedBecause', { why: toErrorBody(problem).message })
  return t('hooks:waitingText')
}

function Arrived({ hook, verdict }: { hook: Hook; verdict: Verdict }) {
  const { title, tone, todo } = describeVerdict(verdict, hook.channel)
  const isOk = tone === 'ok' || tone === 'none'
  const Icon = isOk ? CircleCheck : CircleX
  return (
    <>
      <div className="card__head">
        <span className={isOk ? 'arrival__icon--ok' : 'arrival__icon--bad'}>
          <Icon className="icon" />
        </span>
        <span className="grow clip">{verdict.reason === 'posted' ? t('hooks:arrived', { channel: verdict.channel ?? hook.channel }) : title}</span>
        <StatusChip status={verdict.status} tone={tone} />
        <span className="arrival__took faint num">{formatTook(verdict.durationMs)}</span>
      </div>
      {verdict.messageId === null ? (
        <p className="card__in soft">
          <bdi>{sayDetail(verdict.detail)}</bdi> {todo}
        </p>
      ) : (
        <PostedMessage hook={hook} id={verdict.messageId} />
      )}
      <div className="card__foot">
        <span className="faint grow clip">{verdict.dialect === null ? '' : t('hooks:readAs', { dialect: dialectLabel(verdict.dialect) })}</span>
        {verdict.messageId !== null && (
          <Link className={buttonClass({ kind: 'quiet', size: 'small' })} href={channelPath({ name: verdict.channel ?? hook.channel })}>
            {t('hooks:showInChannel')}
          </Link>
        )}
      </div>
    </>
  )
}
