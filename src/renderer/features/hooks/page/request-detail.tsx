/** One request in full: what happened, how far it came, what to do, and the facts. */
import '#renderer/ui/card.css'
import { CircleCheck, CircleX, Info } from 'lucide-react'
import { Link } from 'wouter'
import type { Verdict } from '#shared/contract/verdict.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { channelPath } from '#renderer/lib/channel-path.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { formatAbsolute } from '#renderer/lib/format-time.ts'
import { Button, buttonClass } from '#renderer/ui/button.tsx'
import { formatSize, formatTook } from '../format-request.ts'
import { useUpdateHook } from '../mutations.ts'
import { PostedMessage } from '../posted-message.tsx'
import { describeVerdict, type Fix, type ReasonText } from '../reason-texts.ts'
import type { RequestsTabProps } from './requests-tab.tsx'
import { StageTrack } from './stage-track.tsx'

export function RequestDetail({ verdict, hook, onOpenTab }: RequestsTabProps & { verdict: Verdict }) {
  const text = describeVerdict(verdict, hook.channel)
  return (
    <div className="page detail">
      <VerdictCard verdict={verdict} hook={hook} text={text} onOpenTab={onOpenTab} />
      <StageTrack verdict={verdict} stoppedAt={text.stoppedAt} />
      {verdict.ignored.length > 0 && (
        <p className="detail__ignored">
          <Info className="icon" />
          <span>
            Accepted without effect here: <code>{verdict.ignored.join(', ')}</code>
          </span>
        </p>
      )}
      {verdict.messageId !== null && (
        <div className="card">
          <div className="card__head">
            <span className="grow">What it became</span>
            <Link className={buttonClass({ size: 'small' })} href={channelPath({ name: verdict.channel ?? hook.channel })}>
              Show in channel
            </Link>
          </div>
          <PostedMessage hook={hook} id={verdict.messageId} />
        </div>
      )}
      <div className="card">
        <dl className="card__in pairs">
          <Facts verdict={verdict} />
        </dl>
      </div>
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
          {explain(verdict, text)} The sender was told <code>{verdict.status}</code>.
        </p>
        {text.fix && <FixButton fix={text.fix} hook={hook} onOpenTab={onOpenTab} />}
      </div>
    </div>
  )
}

/** The server's sentence says more than the title, except that a plain post was posted. */
function explain({ reason, detail, channel }: Verdict, { todo }: ReasonText): string {
  const says = reason === 'posted' && detail === `Posted to #${channel}.` ? '' : detail
  return [says, todo].filter(Boolean).join(' ')
}

function FixButton({ fix, hook, onOpenTab }: RequestsTabProps & { fix: Fix }) {
  const update = useUpdateHook()
  if (fix !== 'switch_on')
    return (
      <div className="verdict__fix">
        <Button size="small" onClick={() => onOpenTab(fix)}>
          {fix === 'addresses' ? 'Open addresses' : 'Open settings'}
        </Button>
      </div>
    )
  if (hook.enabled) return <p>It is on again now.</p>
  return (
    <div className="verdict__fix">
      <Button size="small" busy={update.isPending} onClick={() => update.mutate({ id: hook.id, enabled: true })}>
        Switch it on
      </Button>
      {update.error !== null && <span role="alert">{toErrorBody(update.error).message}</span>}
    </div>
  )
}

function Facts({ verdict }: { verdict: Verdict }) {
  const rows: readonly (readonly [string, string, ('code' | 'num')?])[] = [
    ['Arrived', formatAbsolute(verdict.at), 'num'],
    ['Address', verdict.dialect === null ? `•••• ${verdict.lastFour}` : `${getDialect(verdict.dialect).label} •••• ${verdict.lastFour}`],
    ['From', verdict.remote, 'code'],
    ['User agent', verdict.userAgent],
    ['Content type', verdict.contentType, 'code'],
    ['Request', `${verdict.method}, ${verdict.sizeBytes === 0 ? 'no body read' : formatSize(verdict.sizeBytes)}`, 'num'],
    ['Took', `${formatTook(verdict.durationMs)}, answered ${verdict.status}`, 'num'],
    ['Request id', verdict.requestId, 'code'],
    ['Message id', verdict.messageId ?? '', 'code'],
    ['Reason', verdict.reason, 'code'],
  ]
  return rows
    .filter(([, value]) => value !== '')
    .map(([label, value, kind]) => (
      <div key={label} className="pairs__row">
        <dt>{label}</dt>
        <dd className={kind === 'num' ? 'num' : undefined}>{kind === 'code' ? <code>{value}</code> : value}</dd>
      </div>
    ))
}
