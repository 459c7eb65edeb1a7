/** The rows above the channels: what waits for me, wherever it was written. */
import { AtSign, Bookmark, Inbox, MessageSquareText } from 'lucide-react'
import type { Unreads } from '#shared/contract/unread.ts'
import { mentionsPath, savedPath, threadsPath, unreadPath } from '#renderer/lib/format/channel-path.ts'
import { t } from '#renderer/text/i18n.ts'
import type { TopCounts } from './arrange-sidebar.ts'
import { MentionBadge, SideLink, UnreadCount } from './side-link.tsx'

export function TopRows({ path, counts, threads }: { path: string; counts: TopCounts; threads: Unreads['threads'] }) {
  const isAt = (place: string): boolean => path === place || path.startsWith(`${place}/`)
  return (
    <>
      <SideLink
        href={unreadPath}
        icon={<Inbox className="icon" />}
        label={t('sidebar:catchUp')}
        current={isAt(unreadPath)}
        unread={counts.catchUp > 0}
        end={counts.catchUp > 0 && <UnreadCount count={counts.catchUp} spoken={t('sidebar:unreadChannels', { count: counts.catchUp })} />}
      />
      <SideLink
        href={threadsPath}
        icon={<MessageSquareText className="icon" />}
        label={t('sidebar:threads')}
        current={isAt(threadsPath)}
        unread={threads.unread > 0}
        end={threads.unread > 0 && <UnreadCount count={threads.unread} spoken={t('sidebar:unreadThreads', { count: threads.unread })} />}
      />
      <SideLink
        href={mentionsPath}
        icon={<AtSign className="icon" />}
        label={t('sidebar:mentions')}
        current={isAt(mentionsPath)}
        unread={counts.mentions > 0}
        end={counts.mentions > 0 && <MentionBadge count={counts.mentions} spoken={t('sidebar:mentionCount', { count: counts.mentions })} />}
      />
      <SideLink href={savedPath} icon={<Bookmark className="icon" />} label={t('sidebar:saved')} current={isAt(savedPath)} />
    </>
  )
}
