/** The frame of these pages: its name, what stands in it, and the list that grows as one scrolls down. */
import './inbox.css'
import '#renderer/ui/page.css'
import type { LucideIcon } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useKeptFocus } from '#renderer/lib/screen/use-kept-focus.ts'
import { t } from '#renderer/text/i18n.ts'
import { Empty } from '#renderer/ui/empty.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { MorePages } from '#renderer/widgets/loading/more-pages.tsx'
import { useRowKeys } from '#renderer/widgets/message-actions/use-row-keys.ts'
import { EntryBones } from './entry-bones.tsx'
import type { Pages } from './queries.ts'

export interface InboxPageProps {
  title: string
  /** One sentence: what stands here. */
  lead: string
  /** Buttons at the head's end. */
  actions?: ReactNode
  children: ReactNode
}

export function InboxPage({ title, lead, actions, children }: InboxPageProps) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => void (document.title = t('app:windowTitle', { page: title })), [title])
  useKeptFocus(frame, '.entry, .catch')
  return (
    <div className="page inbox" tabIndex={-1} ref={frame}>
      <PageHead title={title} lead={lead}>
        {actions}
      </PageHead>
      {children}
    </div>
  )
}

export interface PagedEntriesProps<Page, Item> {
  pages: Pages<Page>
  itemsOf: (page: Page) => readonly Item[]
  /** Draws one entry as an `<li>` with its key. */
  draw: (item: Item) => ReactNode
  label: string
  empty: { icon: LucideIcon; title: string; text: string }
}

/** Bones, a failure with its way out, nothing yet, or the entries. */
export function PagedEntries<Page, Item>({ pages, itemsOf, draw, label, empty }: PagedEntriesProps<Page, Item>) {
  const place = useRef<HTMLOListElement>(null)
  const keys = useRowKeys(place)
  const items = pages.data?.pages.flatMap(itemsOf)
  if (items === undefined) return pages.isError ? <LoadProblem title={t('inbox:loadFailed')} error={pages.error} busy={pages.isFetching} onRetry={() => void pages.refetch()} /> : <EntryBones />
  if (items.length === 0 && !pages.hasNextPage)
    return (
      <div className="centre">
        <Empty {...empty} />
      </div>
    )
  return (
    <>
      <ol className="entries" aria-label={label} aria-busy={pages.isFetchingNextPage} tabIndex={0} ref={place} {...keys}>
        {items.map(draw)}
      </ol>
      <MorePages pages={pages} failed={t('inbox:moreFailed')} />
    </>
  )
}
