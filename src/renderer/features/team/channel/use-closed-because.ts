/** Why this device can write nothing in its team any more; null where it can. */
import { useTeam } from '#renderer/lib/team.ts'
import { t } from '#renderer/text/i18n.ts'

export function useClosedBecause(): string | null {
  const { data: status } = useTeam()
  if (status?.removed === true) return t('team:closed.removed')
  return status?.twin === true ? t('team:closed.twin') : null
}
