/** How a webhook does, in a word or a number: what wants somebody first, else the week's share. */
import { formatDate } from '#renderer/lib/format/format-time.ts'
import type { HookStanding } from '#shared/contract/hook-health.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { Pill } from '#renderer/ui/pill.tsx'
import { t } from '#renderer/text/i18n.ts'
import { formatShare } from '../format-request.ts'

export function HealthCell({ hook, standing }: { hook: Hook; standing: HookStanding | undefined }) {
  if (!hook.enabled && hook.pausedReason !== null) return <Pill tone="warn">{t('health:paused')}</Pill>
  if (standing === undefined) return null
  const { failingSince, unusedSince, lastWeek } = standing
  const week = lastWeek.accepted + lastWeek.refused
  if (hook.enabled && failingSince !== null)
    return (
      <span title={t('health:failingTitle', { when: formatDate(failingSince) })}>
        <Pill tone="bad">{t('health:failing')}</Pill>
      </span>
    )
  if (unusedSince !== null)
    return (
      <span title={t('health:unusedTitle', { when: formatDate(unusedSince) })}>
        <Pill>{t('health:unused')}</Pill>
      </span>
    )
  if (week === 0) return <span className="faint" title={t('health:noneWeek')}>–</span>
  return <span title={t('health:columnTitle')}>{formatShare(lastWeek.accepted, week)}</span>
}
