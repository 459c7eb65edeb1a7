/** What was found: rows, or why there are none, and what could not be understood. */
import { CloudOff, SearchX } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { splitQuery } from '#shared/core/search-query.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { useLate } from '#renderer/lib/use-late.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { useRowKeys } from '#renderer/widgets/message-actions/use-row-keys.ts'
import { Blank } from './blank.tsx'
import { ResultBones } from './result-bones.tsx'
import { ResultNotes } from './result-notes.tsx'
import { ResultRow } from './result-row.tsx'
import { removePart } from './suggest.ts'
import { useMarks } from './use-marks.ts'
import { isSearch, useSearch, type Pages } from './use-search.ts'

export interface ResultsProps {
  query: string
  me: Person
  /** ↑ on the first row. */
  onLeave: () => void
  /** A message is about to be opened. */
  onOpen: () => void
  /** Changes the query, for a way out of an empty page. */
  onChange: (text: string) => void
}

const BONES_MS = 150

export function Results(props: ResultsProps) {
  const { query, onChange } = props
  const pages = useSearch(query)
  const showsBones = useLate(pages.isFetching && pages.data === undefined, BONES_MS)
  if (!isSearch(query)) return <Blank showsRecent={query === ''} onChange={onChange} />
  if (pages.isError && pages.data === undefined) return <Failed pages={pages} />
  if (pages.data === undefined) return showsBones ? <ResultBones /> : null
  const found = pages.data.pages
  return (
    <>
      <ResultNotes first={found[0]} count={found.reduce((sum, page) => sum + page.messages.length, 0)} hasMore={pages.hasNextPage} />
      {found[0]?.messages.length === 0 ? <Nothing query={query} onChange={onChange} /> : <Rows {...props} pages={pages} />}
    </>
  )
}

function Rows({ query, me, pages, onLeave, onOpen }: ResultsProps & { pages: Pages }) {
  const place = useRef<HTMLOListElement>(null)
  const keys = useRowKeys(place)
  useMarks(place, query, pages.data)
  const handleKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const row = event.target as HTMLElement
    if (row.dataset['messageId'] === undefined) return
    const isFirst = place.current?.querySelector('[data-message-id]') === row
    if (event.key === 'Escape' || (event.key === 'ArrowUp' && isFirst)) {
      event.preventDefault()
      return onLeave()
    }
    keys.onKeyDown(event)
  }
  // On the way in, before the row itself opens the message.
  const handleKeyOnTheWay = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Enter' && (event.target as HTMLElement).dataset['messageId'] !== undefined) onOpen()
  }
  return (
    <>
      <ol className="found" aria-label={t('search:results')} aria-busy={pages.isPlaceholderData} ref={place} onKeyDownCapture={handleKeyOnTheWay} onKeyDown={handleKeyDown}>
        {pages.data?.pages.flatMap(({ messages }) => messages.map((message) => <ResultRow key={message.id} message={message} me={me} onOpen={onOpen} />))}
      </ol>
      <More pages={pages} />
    </>
  )
}

/** Loads the next page before its place is reached; after a failure only when asked to. */
function More({ pages: { hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData, fetchNextPage } }: { pages: Pages }) {
  const mark = useRef<HTMLDivElement>(null)
  const isWanted = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData
  useEffect(() => {
    if (!isWanted || mark.current === null) return
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && void fetchNextPage(), { root: mark.current.closest('.page'), rootMargin: '600px' })
    seen.observe(mark.current)
    return () => seen.disconnect()
  }, [isWanted, fetchNextPage])
  if (!isFetchNextPageError) return <div ref={mark} />
  return (
    <div className="found__more" role="alert">
      <span className="soft">{t('search:moreFailed')}</span>
      <Button size="small" onClick={() => void fetchNextPage()}>
        {t('common:tryAgain')}
      </Button>
    </div>
  )
}

function Failed({ pages }: { pages: Pages }) {
  return (
    <div className="centre" role="alert">
      <Empty icon={CloudOff} title={t('search:failed')} text={toErrorBody(pages.error).message}>
        <Button kind="primary" busy={pages.isFetching} onClick={() => void pages.refetch()}>
          {t('common:tryAgain')}
        </Button>
      </Empty>
    </div>
  )
}

function Nothing({ query, onChange }: { query: string; onChange: (text: string) => void }) {
  const filter = splitQuery(query).find(({ name }) => name !== null)
  return (
    <div className="centre">
      <Empty icon={SearchX} title={t('search:nothing')} text={filter === undefined ? t('search:nothingText') : t('search:nothingFiltered')}>
        {filter !== undefined && <Button onClick={() => onChange(removePart(query, filter))}>{t('search:without', { filter: query.slice(filter.start, filter.end) })}</Button>}
      </Empty>
    </div>
  )
}
