/** Why this device can write nothing in its team any more; null where it can. */
import { useTeam } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'

export function useClosedBecause(): string | null {
  const { data: status } = useTeam()
  if (status?.removed === true) return t('team:closed.removed')
  if (status?.twin === true) return t('team:closed.twin')
  // What would be written would wait for ever. Why stands across the top.
  return status?.link === 'refused' ? t('team:closed.refused') : null
}
