/** The page of the messages that wanted me, the newest first, each with its reason in words. */
import { useQueryClient } from '@tanstack/react-query'
import { AtSign, CheckCheck, Megaphone, Tag, type LucideIcon } from 'lucide-react'
import type { Person } from '#shared/contract/person.ts'
import type { Notice } from '#shared/contract/unread.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { reasonText } from '#renderer/widgets/why-notified/reason-text.ts'
import { Entry, JumpLink } from './entry.tsx'
import { InboxPage, PagedEntries } from './inbox-page.tsx'
import { markReadTo } from './mutations.ts'
import { useNotices } from './queries.ts'

export function MentionsPage({ me }: { me: Person }) {
  const pages = useNotices()
  return (
    <InboxPage title={t('inbox:mentions')} lead={t('inbox:mentionsLead')}>
      <PagedEntries
        pages={pages}
        itemsOf={(page) => page.notices}
        draw={(notice) => <NoticeEntry key={notice.message.id} notice={notice} me={me} />}
        label={t('inbox:mentions')}
        empty={{ icon: AtSign, title: t('inbox:mentionsEmpty'), text: t('inbox:mentionsEmptyText', { username: me.username }) }}
      />
    </InboxPage>
  )
}

const icons: Readonly<Record<Notice['reason'], LucideIcon>> = { mention: AtSign, audience: Megaphone, keyword: Tag }

function NoticeEntry({ notice, me }: { notice: Notice; me: Person }) {
  const cache = useQueryClient()
  const { message, reason, keyword, unread } = notice
  const Icon = icons[reason]
  return (
    <Entry
      message={message}
      me={me}
      isUnread={unread}
      wantsMe={unread}
      reason={
        <span className="entry__reason">
          <Icon className="icon icon--14" />
          {reasonText({ reason, keyword, text: message.text })}
        </span>
      }
    >
      {unread && (
        <Button kind="quiet" size="small" title={message.threadRootId === null ? t('inbox:markReadHint') : t('inbox:markThreadReadHint')} onClick={() => void markReadTo(cache, message)}>
          <CheckCheck className="icon icon--14" />
          <span className="hide-narrow">{t('inbox:markRead')}</span>
        </Button>
      )}
      <JumpLink message={message} />
    </Entry>
  )
}
