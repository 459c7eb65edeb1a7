/** What is encrypted in a channel, what is not, and what the computer that hosts can see. Alone it says nothing. */
import '../team.css'
import { LockKeyhole, LockOpen, Eye, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import { isConversation } from '#renderer/lib/data/may-in-channel.ts'
import { useInTeam } from '#renderer/lib/data/team.ts'
import { t } from '#renderer/text/i18n.ts'

export function EncryptionSection({ channel }: { channel: Channel }) {
  if (!useInTeam()) return null
  return (
    <section className="details__sect" aria-label={t('team:lock.title')}>
      <h3 className="details__head">{t('team:lock.title')}</h3>
      <ul className="lockfacts">
        <Fact icon={LockKeyhole}>{t('team:lock.sealed')}</Fact>
        {!isConversation(channel) && <Fact icon={LockOpen}>{t('team:lock.hooks')}</Fact>}
        <Fact icon={Eye}>{channel.type === 'public' ? t('team:lock.hostPublic') : t('team:lock.hostPrivate')}</Fact>
      </ul>
    </section>
  )
}

function Fact({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <li>
      <Icon className="icon" />
      <span>{children}</span>
    </li>
  )
}
