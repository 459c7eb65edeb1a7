/** In the composer, once and quietly: what is written here is end-to-end encrypted. Leads to what that means. */
import '../team.css'
import { LockKeyhole } from 'lucide-react'
import type { Channel } from '#shared/contract/channel.ts'
import { openPanel } from '#renderer/lib/screen/panel.ts'
import { useInTeam } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'

export function ComposerLock({ channel }: { channel: Channel }) {
  if (!useInTeam()) return null
  return (
    <button type="button" className="composer-lock" title={t('team:lock.more')} onClick={() => openPanel({ kind: 'details', channelId: channel.id, tab: 'about' })}>
      <LockKeyhole className="icon icon--12" />
      {t('team:lock.short')}
    </button>
  )
}
