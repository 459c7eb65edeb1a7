/** What became of a sample: the verdict, the message, and the ways to both. */
import { CircleCheck, CircleX } from 'lucide-react'
import { Link } from 'wouter'
import type { Hook } from '#shared/contract/hook.ts'
import type { HookTrial } from '#shared/contract/hook-trial.ts'
import { messagePath } from '#renderer/lib/format/channel-path.ts'
import { useListener } from '#renderer/lib/data/queries.ts'
import { buttonClass } from '#renderer/ui/button.tsx'
import { t } from '#renderer/text/i18n.ts'
import { formatTook } from '../format-request.ts'
import { requestPath } from '../paths.ts'
import { PostedMessage } from '../posted-message.tsx'
import { describeVerdict, isRefusal } from '../reason-texts.ts'
import { StatusChip } from '../status-chip.tsx'

export function TrialResult({ hook, trial: { verdict, through } }: { hook: Hook; trial: HookTrial }) {
  const address = useListener().data?.url ?? ''
  const { title, todo } = describeVerdict(verdict, hook.channel)
  const refused = isRefusal(verdict)
  const { messageId, channel } = verdict
  return (
    <section className={refused ? 'trialresult is-bad' : 'trialresult'} aria-label={t('doctor:trial.result')}>
      <div className="trialresult__head">
        {refused ? <CircleX className="icon" /> : <CircleCheck className="icon" />}
        <b className="grow">{title}</b>
        <StatusChip status={verdict.status} tone={refused ? 'bad' : 'ok'} />
        <span className="faint num">{formatTook(verdict.durationMs)}</span>
      </div>
      {todo !== '' && <p>{todo}</p>}
      <p className="faint">{through === 'socket' ? t('doctor:trial.overSocket', { address }) : t('doctor:trial.inside')}</p>
      {messageId !== null && <PostedMessage hook={hook} id={messageId} />}
      <div className="trial__row">
        {messageId !== null && channel !== null && (
          <Link className={buttonClass({ size: 'small' })} href={messagePath({ id: messageId, channel })}>
            {t('hooks:showInChannel')}
          </Link>
        )}
        <Link className={buttonClass({ size: 'small' })} href={requestPath(hook.id, verdict.id)}>
          {t('doctor:trial.showRequest')}
        </Link>
      </div>
    </section>
  )
}
