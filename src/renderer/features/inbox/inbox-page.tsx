/** The frame of these pages: its name, what stands in it, and the list that grows as one scrolls down. */
import './inbox.css'
import '#renderer/ui/page.css'
import { CloudOff, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
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
  useEffect(() => void (document.title = t('app:windowTitle', { page: title })), [title])
  return (
    <div className="page inbox">
      <header className="page__head">
        <div className="grow">
          <h1 className="page__title">{title}</h1>
          <p className="page__lead">{lead}</p>
        </div>
        {actions}
      </header>
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
  if (items === undefined) return pages.isError ? <LoadFailed pages={pages} /> : <EntryBones />
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
      <More pages={pages} />
    </>
  )
}

function LoadFailed<Page>({ pages }: { pages: Pages<Page> }) {
  return (
    <div className="centre" role="alert">
      <Empty icon={CloudOff} title={t('inbox:loadFailed')} text={toErrorBody(pages.error).message}>
        <Button kind="primary" busy={pages.isFetching} onClick={() => void pages.refetch()}>
          {t('common:tryAgain')}
        </Button>
      </Empty>
    </div>
  )
}

/** Loads the next page before it is reached; after a failure only when asked to. */
function More<Page>({ pages: { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } }: { pages: Pages<Page> }) {
  const mark = useRef<HTMLDivElement>(null)
  const isWanted = hasNextPage && !isFetchingNextPage && !isFetchNextPageError
  useEffect(() => {
    if (!isWanted || mark.current === null) return
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && void fetchNextPage(), { root: mark.current.closest('.page'), rootMargin: '600px' })
    seen.observe(mark.current)
    return () => seen.disconnect()
  }, [isWanted, fetchNextPage])
  if (isFetchNextPageError)
    return (
      <div className="inbox__more" role="alert">
        <span className="soft">{t('inbox:moreFailed')}</span>
        <Button size="small" onClick={() => void fetchNextPage()}>
          {t('common:tryAgain')}
        </Button>
      </div>
    )
  return <div ref={mark} />
}
