/** How a webhook does, in one line under its head: a day by the hour, the week's share, how fast, and the last of either kind. */
import './health-strip.css'
import { Trans } from 'react-i18next'
import { Link } from 'wouter'
import type { HookHealth } from '#shared/contract/hook-health.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { formatAbsolute, formatAgo } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { formatShare, formatTook } from '../format-request.ts'
import { requestPath } from '../paths.ts'
import { useHookHealth } from '../queries.ts'
import { describeVerdict } from '../reason-texts.ts'

/** Nothing at all before the first request: the tab below says that it waits for one. */
export function HealthStrip({ hook }: { hook: Hook }) {
  const health = useHookHealth(hook.id).data
  if (health === undefined || (health.lastAcceptedAt === null && health.lastRefusal === null)) return null
  return (
    <section className="facts health" aria-label={t('health:strip', { name: hook.name })}>
      <Figures health={health} />
      <LastOnes health={health} hook={hook} />
    </section>
  )
}

function Figures({ health: { hours, lastDay, lastWeek, p95Ms } }: { health: HookHealth }) {
  const week = lastWeek.accepted + lastWeek.refused
  if (week === 0) return <span>{t('health:nothing')}</span>
  return (
    <>
      <span className="health__day">
        <Hours hours={hours} lastDay={lastDay} />
        <span>
          <Trans ns="health" i18nKey="day" count={lastDay.accepted + lastDay.refused} />
        </span>
      </span>
      <span title={t('health:acceptedTitle')}>
        <Trans ns="health" i18nKey="accepted" count={week} values={{ share: formatShare(lastWeek.accepted, week) }} />
      </span>
      {p95Ms !== null && (
        <span title={t('health:p95Title')}>
          <Trans ns="health" i18nKey="p95" values={{ took: formatTook(p95Ms) }} />
        </span>
      )}
    </>
  )
}

function LastOnes({ health: { lastAcceptedAt, lastRefusal }, hook }: { health: HookHealth; hook: Hook }) {
  const now = useNow()
  return (
    <>
      {lastAcceptedAt !== null && (
        <span title={formatAbsolute(lastAcceptedAt)}>
          <Trans ns="health" i18nKey="success" values={{ when: formatAgo(lastAcceptedAt, now) }} />
        </span>
      )}
      {lastRefusal !== null && (
        <span title={formatAbsolute(lastRefusal.at)}>
          <Trans ns="health" i18nKey="refusal" values={{ when: formatAgo(lastRefusal.at, now) }} />{' '}
          <Link className="linkbtn" href={requestPath(hook.id, lastRefusal.verdictId)}>
            {describeVerdict({ reason: lastRefusal.reason, channel: null }, hook.channel).title}
          </Link>
        </span>
      )}
    </>
  )
}

/** A bar for each hour, as high as its share of the busiest; refused ones stand on top. */
function Hours({ hours, lastDay }: Pick<HookHealth, 'hours' | 'lastDay'>) {
  const most = Math.max(1, ...hours.map(({ accepted, refused }) => accepted + refused))
  return (
    <span className="hours" role="img" aria-label={t('health:hours', lastDay)} title={t('health:hours', lastDay)}>
      {hours.map(({ accepted, refused }, index) => (
        <span key={index} className="hours__hour">
          {refused > 0 && <span className="hours__refused" style={{ blockSize: `${(refused / most) * 100}%` }} />}
          {accepted > 0 && <span className="hours__accepted" style={{ blockSize: `${(accepted / most) * 100}%` }} />}
        </span>
      ))}
    </span>
  )
}
