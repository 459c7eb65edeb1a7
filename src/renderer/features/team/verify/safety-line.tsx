/** In a direct channel: that the other one's devices changed since I verified them. It blocks nothing. */
import { ShieldAlert } from 'lucide-react'
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { formatMoment } from '#renderer/lib/format/format-time.ts'
import { useSafety } from '#renderer/lib/data/team.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { usePerson } from '#renderer/lib/data/use-person.ts'
import { openVerifyDialog } from '#renderer/lib/screen/verify-dialog.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'

export function SafetyLine({ channel, me }: { channel: Channel; me: Person }) {
  const other = channel.type === 'direct' ? channel.members.find((name) => name !== me.username) : undefined
  const person = usePerson(other ?? '')
  const { data: safety } = useSafety(other ?? '', other !== undefined)
  const now = useNow()
  if (person === undefined || safety?.changedAt == null) return null
  return (
    <div className="teamline teamline--warn" role="note">
      <ShieldAlert className="icon icon--14" />
      <span className="grow">{t('team:verify.changedOf', { name: person.displayName, moment: formatMoment(safety.changedAt, now) })}</span>
      <Button kind="quiet" size="small" onClick={() => openVerifyDialog(person.username)}>
        {t('team:verify.again')}
      </Button>
    </div>
  )
}
