/** Cases one below the other; more are loaded when asked for. ↑ ↓ Home End move between them. */
import { useRef, type KeyboardEvent } from 'react'
import type { Case } from '#shared/contract/case.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { nextIndex } from '#renderer/widgets/message-actions/use-row-keys.ts'
import { CaseRow } from './case-row.tsx'
import type { useCases } from './queries.ts'

export interface CaseListProps {
  cases: readonly Case[]
  /** Whether I may close and reopen them. */
  mayChange: boolean
  more: Pick<ReturnType<typeof useCases>, 'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'>
}

export function CaseList({ cases, mayChange, more }: CaseListProps) {
  const list = useRef<HTMLOListElement>(null)
  const now = useNow()
  const titles = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('.case__open') ?? [])]
  const handleKeyDown = (event: KeyboardEvent): void => {
    const all = titles()
    const next = nextIndex(event.key, all.indexOf(event.target as HTMLElement), all.length)
    if (next === null || !all.includes(event.target as HTMLElement)) return
    event.preventDefault()
    all[next]?.focus()
  }
  // What is closed leaves the list, and the focus must not go with it.
  const handleLeave = (index: number): void => {
    const all = titles()
    const neighbour = all[index + 1] ?? all[index - 1] ?? list.current
    neighbour?.focus()
  }
  return (
    <div className="cases">
      <ol ref={list} tabIndex={-1} aria-label={t('cases:title')} onKeyDown={handleKeyDown}>
        {cases.map((one, index) => (
          <CaseRow key={one.id} found={one} now={now} mayChange={mayChange} onLeave={() => handleLeave(index)} />
        ))}
      </ol>
      {more.hasNextPage && (
        <div className="cases__more">
          {more.isFetchNextPageError && (
            <span className="soft" role="alert">
              {t('cases:moreFailed')}
            </span>
          )}
          <Button size="small" busy={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
            {more.isFetchNextPageError ? t('common:tryAgain') : t('cases:more')}
          </Button>
        </div>
      )}
    </div>
  )
}
