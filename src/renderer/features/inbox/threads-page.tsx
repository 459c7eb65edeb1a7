/** The page of the threads that I follow: the one with the last reply first. */
import { useQueryClient } from '@tanstack/react-query'
import { BellOff, MessagesSquare, PanelRight } from 'lucide-react'
import type { Person } from '#shared/contract/person.ts'
import type { FollowedThread } from '#shared/contract/unread.ts'
import { openPanel } from '#renderer/lib/screen/panel.ts'
import { unreadText } from '#renderer/lib/format/unread-text.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { Entry, JumpLink } from './entry.tsx'
import { InboxPage, PagedEntries } from './inbox-page.tsx'
import { setFollowing } from './mutations.ts'
import { useFollowedThreads } from './queries.ts'

export function ThreadsPage({ me }: { me: Person }) {
  const pages = useFollowedThreads()
  return (
    <InboxPage title={t('inbox:threads')} lead={t('inbox:threadsLead')}>
      <PagedEntries
        pages={pages}
        itemsOf={(page) => page.threads}
        draw={(thread) => <ThreadEntry key={thread.root.id} thread={thread} me={me} />}
        label={t('inbox:threads')}
        empty={{ icon: MessagesSquare, title: t('inbox:threadsEmpty'), text: t('inbox:threadsEmptyText') }}
      />
    </InboxPage>
  )
}

function ThreadEntry({ thread, me }: { thread: FollowedThread; me: Person }) {
  const cache = useQueryClient()
  const { root, unread } = thread
  return (
    <Entry message={root} me={me} isUnread={unread > 0} at={root.thread?.lastReplyAt ?? root.createdAt} reason={unread > 0 && <Pill tone="accent">{t('inbox:newReplies', { count: unread, shown: unreadText(unread) })}</Pill>}>
      <Button kind="quiet" size="small" title={t('inbox:unfollowHint')} onClick={() => void setFollowing(cache, thread, false)}>
        <BellOff className="icon icon--14" />
        <span className="hide-narrow">{t('inbox:unfollow')}</span>
      </Button>
      <JumpLink message={root} />
      <Button size="small" onClick={() => openPanel({ kind: 'thread', channelId: root.channelId, rootId: root.id })}>
        <PanelRight className="icon icon--14" />
        {t('inbox:openThread')}
      </Button>
    </Entry>
  )
}
