/** The filters of the query as chips that can be taken away, and buttons that begin another one. */
import { Plus, X } from 'lucide-react'
import { filterNames, splitQuery, type FilterName, type QueryPart } from '#shared/core/search-query.ts'
import { t } from '#renderer/text/i18n.ts'
import { addFilter, removePart } from './suggest.ts'

/** `before`, `after` and `on` are one button: a day. */
const offered = ['from', 'in', 'has', 'is', 'on'] as const satisfies readonly FilterName[]

export function FilterChips({ text, put }: { text: string; put: (text: string) => void }) {
  const chips = splitQuery(text).filter((part) => part.value !== '' && filterNames.some((name) => name === part.name))
  return (
    <div className="filters" role="group" aria-label={t('search:filtersLabel')}>
      {chips.map((part) => (
        <Chip key={part.start} part={part} onRemove={() => put(removePart(text, part))} />
      ))}
      {offered.map((name) => (
        <button key={name} type="button" className="filter filter--add" onClick={() => put(addFilter(text, name))}>
          <Plus className="icon icon--12" />
          {t(`search:add.${name}`)}
        </button>
      ))}
    </div>
  )
}

function Chip({ part, onRemove }: { part: QueryPart; onRemove: () => void }) {
  const filter = `${part.not ? '-' : ''}${part.name}:`
  return (
    <span className="filter">
      <span className="filter__name">{filter}</span>
      <bdi className="clip">{part.value}</bdi>
      <button type="button" className="filter__remove" aria-label={t('search:removeFilter', { filter: `${filter}${part.value}` })} title={t('search:removeFilter', { filter: `${filter}${part.value}` })} onClick={onRemove}>
        <X className="icon icon--12" />
      </button>
    </span>
  )
}
