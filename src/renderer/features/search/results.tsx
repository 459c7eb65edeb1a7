/** What was found: rows, or why there are none, and what could not be understood. */
import { SearchX } from 'lucide-react'
import { useRef, type KeyboardEvent } from 'react'
import type { Person } from '#shared/contract/person.ts'
import { splitQuery } from '#shared/core/search-query.ts'
import { useLate } from '#renderer/lib/look/use-late.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { MorePages } from '#renderer/widgets/loading/more-pages.tsx'
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
  if (pages.isError && pages.data === undefined) return <LoadProblem title={t('search:failed')} error={pages.error} busy={pages.isFetching} onRetry={() => void pages.refetch()} />
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
      <MorePages pages={pages} failed={t('search:moreFailed')} />
    </>
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
