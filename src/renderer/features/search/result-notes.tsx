/** One line above the results: how many, what was not understood, and what is not searchable yet. */
import { TriangleAlert } from 'lucide-react'
import { t } from '#renderer/text/i18n.ts'
import type { Found } from './use-search.ts'

/** Fewer are indexed within a second, and not worth a word. */
const WORTH_SAYING = 100

export function ResultNotes({ first, count, hasMore }: { first: Found | undefined; count: number; hasMore: boolean }) {
  return (
    <div className="search__notes">
      <p role="status">
        {count > 0 && (hasMore ? t('search:foundMore', { count }) : t('search:found', { count }))}
      </p>
      {first?.problems.map((problem, index) => (
        <p key={index} className="search__problem" role="status">
          <TriangleAlert className="icon icon--14" />
          <span>{t(`search:problems.${problem.code}`, { name: problem.name, value: problem.value })}</span>
        </p>
      ))}
      {(first?.waiting ?? 0) > WORTH_SAYING && (
        <p role="status">
          {t('search:waiting', { count: first?.waiting ?? 0 })}
        </p>
      )}
    </div>
  )
}
