/** The end of a list that grows as one scrolls down: loads the next page before its place is reached; after a failure only when asked to. */
import './more-pages.css'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'

export interface MorePagesProps<Page> {
  pages: UseInfiniteQueryResult<InfiniteData<Page>>
  /** Says that the next ones did not come. */
  failed: string
}

export function MorePages<Page>({ pages: { hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData, fetchNextPage }, failed }: MorePagesProps<Page>) {
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
    <div className="morepages" role="alert">
      <span className="soft">{failed}</span>
      <Button size="small" onClick={() => void fetchNextPage()}>
        {t('common:tryAgain')}
      </Button>
    </div>
  )
}
