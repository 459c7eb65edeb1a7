/** One request in full: what happened, how far it came, what to do, what it carried and became, and the facts. */
import '#renderer/ui/card.css'
import { CircleCheck, CircleX, Info } from 'lucide-react'
import { Trans } from 'react-i18next'
import type { VerdictId } from '#shared/contract/ids.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatAbsolute } from '#renderer/lib/format/format-time.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { sayIgnored } from '#renderer/lib/format/say-notice.ts'
import { sayDetail, t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { formatSize, formatTook } from '../format-request.ts'
import { BecameCard } from '../inspector/became-card.tsx'
import { BodyCard } from '../inspector/body-card.tsx'
import { useInspected } from '../inspector/use-requests.ts'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { useUpdateHook } from '../mutations.ts'
import { describeVerdict, type Fix, type ReasonText } from '../reason-texts.ts'
import type { RequestsTabProps } from './requests-tab.tsx'
import { StageTrack } from './stage-track.tsx'

export interface OpenRequestProps extends RequestsTabProps {
  id: VerdictId
  /** What the list knows of it already. */
  known: Verdict | undefined
  onOpen: (id: VerdictId) => void
}

/** What the list knows stands there at once; what it carried follows. */
export function OpenRequest({ id, known, hook, onOpenTab, onOpen }: OpenRequestProps) {
  const { data: inspected, error, isFetching, refetch } = useInspected(hook.id, id, known)
  const verdict = known ?? inspected?.verdict
  if (verdict === undefined && error !== null) return <LoadProblem title={t('inspector:notLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />
  if (verdict === undefined) return <DetailBones />
  const text = describeVerdict(verdict, hook.channel)
  return (
    <div className="page detail">
      <VerdictCard verdict={verdict} hook={hook} text={text} onOpenTab={onOpenTab} />
      <StageTrack verdict={verdict} stoppedAt={text.stoppedAt} />
      {verdict.ignored.length > 0 && (
        <p className="detail__ignored">
          <Info className="icon" />
          <span>
            <Trans ns="hooks" i18nKey="ignored" values={{ fields: verdict.ignored.map(sayIgnored).join(', ') }} />
          </span>
        </p>
      )}
      {inspected === undefined && error === null && <DetailBones />}
      {inspected === undefined && error !== null && <LoadProblem title={t('inspector:notLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {inspected !== undefined && (
        <div className="inspect">
          {inspected.request === null ? <p className="soft">{t('inspector:nothingKept')}</p> : <BodyCard verdict={inspected.verdict} request={inspected.request} />}
          <div className="inspect__side">
            <BecameCard hook={hook} inspected={inspected} onOpen={onOpen} />
            <div className="card">
              <dl className="card__in pairs">
                <Facts verdict={verdict} onOpen={onOpen} />
              </dl>
            </div>
          </div>
        </div>
      )}
    </div>
  )
}

function DetailBones() {
  return (
    <div aria-busy="true" aria-label={t('inspector:loading')} className="detail">
      <Skeleton width="60%" height="20px" />
      <Skeleton width="90%" />
      <Skeleton width="75%" />
    </div>
  )
}

function VerdictCard({ verdict, hook, text, onOpenTab }: RequestsTabProps & { verdict: Verdict; text: ReasonText }) {
  const Icon = text.tone === 'bad' || text.tone === 'warn' ? CircleX : CircleCheck
  return (
    <div className={`verdict verdict--${text.tone}`} role="status">
      <Icon className="icon icon--20" />
      <div className="grow">
        <h3>{text.title}</h3>
        <p>
          {saysMore(verdict) && <bdi>{sayDetail(verdict.detail)}</bdi>} {text.todo} <Trans ns="hooks" i18nKey="toldStatus" values={{ status: verdict.status }} />
        </p>
        {text.fix && <FixButton fix={text.fix} hook={hook} onOpenTab={onOpenTab} />}
      </div>
    </div>
  )
}

/** The server's own sentence says more than the title, except that a plain post was posted. */
function saysMore({ reason, detail, channel }: Verdict): boolean {
  return detail !== '' && !(reason === 'posted' && detail === `Posted to #${channel}.`)
}

function FixButton({ fix, hook, onOpenTab }: RequestsTabProps & { fix: Fix }) {
  const update = useUpdateHook()
  if (fix !== 'switch_on')
    return (
      <div className="verdict__fix">
        <Button size="small" onClick={() => onOpenTab(fix)}>
          {fix === 'addresses' ? t('hooks:openAddresses') : t('hooks:openSettings')}
        </Button>
      </div>
    )
  if (hook.enabled) return <p>{t('hooks:onAgain')}</p>
  return (
    <div className="verdict__fix">
      <Button size="small" busy={update.isPending} onClick={() => update.mutate({ id: hook.id, enabled: true })}>
        {t('hooks:switchOn')}
      </Button>
      {update.error !== null && <span role="alert">{toErrorBody(update.error).message}</span>}
    </div>
  )
}

type Fact = 'arrived' | 'address' | 'from' | 'userAgent' | 'contentType' | 'request' | 'took' | 'requestId' | 'messageId' | 'reason'

function Facts({ verdict, onOpen }: { verdict: Verdict; onOpen: (id: VerdictId) => void }) {
  const rows: readonly (readonly [Fact, string, ('code' | 'num')?])[] = [
    ['arrived', formatAbsolute(verdict.at), 'num'],
    ['address', verdict.dialect === null ? `•••• ${verdict.lastFour}` : `${dialectLabel(verdict.dialect)} •••• ${verdict.lastFour}`],
    ['from', verdict.remote, 'code'],
    ['userAgent', verdict.userAgent],
    ['contentType', verdict.contentType, 'code'],
    ['request', `${verdict.method}, ${verdict.sizeBytes === 0 ? t('hooks:noBody') : formatSize(verdict.sizeBytes)}`, 'num'],
    ['took', t('hooks:tookAnswered', { took: formatTook(verdict.durationMs), status: verdict.status }), 'num'],
    ['requestId', verdict.requestId, 'code'],
    ['messageId', verdict.messageId ?? '', 'code'],
    ['reason', verdict.reason, 'code'],
  ]
  const { replayOf } = verdict
  return (
    <>
      {replayOf !== null && (
        <div className="pairs__row">
          <dt>{t('inspector:replay')}</dt>
          <dd>
            <button type="button" className="linkbtn" onClick={() => onOpen(replayOf)}>
              {t('inspector:firstRequest')}
            </button>
          </dd>
        </div>
      )}
      {rows
        .filter(([, value]) => value !== '')
        .map(([fact, value, kind]) => (
          <div key={fact} className="pairs__row">
            <dt>{t(`hooks:facts.${fact}`)}</dt>
            <dd className={kind === 'num' ? 'num' : undefined}>{kind === 'code' ? <code>{value}</code> : value}</dd>
          </div>
        ))}
    </>
  )
}
