/** On the host: its clock was ahead, by which invites count as expired; whoever runs it says that it is right now. */
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { SettingRow } from '#renderer/widgets/setting/setting-row.tsx'
import { useTrustClock } from '../mutations.ts'

export interface ClockRowProps {
  /** ms since epoch: the time by which invites expire. */
  ahead: number
  isAdmin: boolean
}

export function ClockRow({ ahead, isAdmin }: ClockRowProps) {
  const now = useNow()
  const trust = useTrustClock()
  return (
    <SettingRow name="team.clock" label={t('team:host.clock')} hint={t('team:host.clockHint', { moment: formatMoment(ahead, now) })} problem={trust.isError ? toErrorBody(trust.error).message : undefined}>
      {isAdmin && (
        <Button busy={trust.isPending} onClick={() => trust.mutate()}>
          {t('team:host.clockRight')}
        </Button>
      )}
    </SettingRow>
  )
}
