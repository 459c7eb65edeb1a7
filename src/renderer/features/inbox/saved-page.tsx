/** The page of the messages that I saved, the last saved first. */
import { useQueryClient } from '@tanstack/react-query'
import { Bookmark, BookmarkX } from 'lucide-react'
import type { Message } from '#shared/contract/message.ts'
import type { Person } from '#shared/contract/person.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Entry, JumpLink } from './entry.tsx'
import { InboxPage, PagedEntries } from './inbox-page.tsx'
import { setSaved } from './mutations.ts'
import { useSaved } from './queries.ts'

export function SavedPage({ me }: { me: Person }) {
  const pages = useSaved()
  return (
    <InboxPage title={t('inbox:saved')} lead={t('inbox:savedLead')}>
      <PagedEntries
        pages={pages}
        itemsOf={(page) => page.messages}
        draw={(message) => <SavedEntry key={message.id} message={message} me={me} />}
        label={t('inbox:saved')}
        empty={{ icon: Bookmark, title: t('inbox:savedEmpty'), text: t('inbox:savedEmptyText') }}
      />
    </InboxPage>
  )
}

function SavedEntry({ message, me }: { message: Message; me: Person }) {
  const cache = useQueryClient()
  return (
    <Entry message={message} me={me}>
      <Button kind="quiet" size="small" title={t('inbox:unsaveHint')} onClick={() => void setSaved(cache, message.id, false)}>
        <BookmarkX className="icon icon--14" />
        <span className="hide-narrow">{t('inbox:unsave')}</span>
      </Button>
      <JumpLink message={message} />
    </Entry>
  )
}
