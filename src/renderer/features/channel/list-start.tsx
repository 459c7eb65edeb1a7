/** Where a channel begins and nothing is written yet: says what can be done. */
import { Hash, Lock, MessageSquare } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Channel } from '#shared/contract/channel.ts'
import { t } from '#renderer/text/i18n.ts'
import { Empty } from '#renderer/ui/empty.tsx'

export function ListStart({ channel, canWrite, children }: { channel: Channel; canWrite: boolean; children: ReactNode }) {
  if (channel.type === 'direct') return <Empty icon={MessageSquare} title={t('channel:startDirect')} text={t('channel:startDirectText')} />
  if (channel.type === 'group') return <Empty icon={MessageSquare} title={t('channel:startDirect')} text={t('channel:startGroupText', { count: channel.members.length - 1 })} />
  return (
    <Empty icon={channel.type === 'private' ? Lock : Hash} title={t('channel:startOf', { name: channel.name })} text={canWrite ? t('channel:startText') : t('channel:startTextReader')}>
      {children}
    </Empty>
  )
}
