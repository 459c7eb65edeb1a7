/** The page that finds messages as one types: field, filters, and what was found, newest first. */
import './search.css'
import '#renderer/ui/page.css'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Channel } from '#shared/contract/channel.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { searchPath } from '#renderer/lib/format/channel-path.ts'
import { useChannels, useEverybody } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { FilterChips } from './filter-chips.tsx'
import { QueryField } from './query-field.tsx'
import { rememberSearch } from './recent.ts'
import { Results } from './results.tsx'
import { useQueryField } from './use-query-field.ts'
import { useRested } from './use-search.ts'

export interface SearchPageProps {
  session: Session
  /** From the address. */
  query: string
  /** Where Esc leads. */
  backHref: string
}

export function SearchPage({ session, query, backHref }: SearchPageProps) {
  const { text, setText, address } = useAddressedText(query)
  const [, navigate] = useLocation()
  const known = useKnown(session)
  const rested = useRested(text)
  const page = useRef<HTMLDivElement>(null)
  const firstRow = (): HTMLElement | null => page.current?.querySelector<HTMLElement>('[data-message-id]') ?? null
  const control = useQueryField({
    text,
    known,
    onChange: setText,
    onSubmit: () => {
      rememberSearch(text)
      firstRow()?.focus()
    },
    onDown: () => firstRow()?.focus(),
    onLeave: () => navigate(backHref),
  })
  const handleOpen = (): void => {
    rememberSearch(text)
    // So that the way back leads to this search, however quick one was.
    address()
  }
  useEffect(() => void (document.title = t('app:windowTitle', { page: t('search:title') })), [])
  return (
    <div className="page search" data-region="page" ref={page}>
      <div className="search__head">
        <h1 className="only-spoken">{t('search:title')}</h1>
        <QueryField control={control} workspace={session.workspace.name} />
        <FilterChips text={text} put={control.put} />
      </div>
      <Results query={rested} me={session.me} onLeave={() => control.field.current?.focus()} onOpen={handleOpen} onChange={control.put} />
    </div>
  )
}

const noChannels: readonly Channel[] = []

function useKnown({ me }: Session) {
  const people = useEverybody()
  const channels = useChannels().data ?? noChannels
  return useMemo(() => ({ me, people, channels }), [me, people, channels])
}

const ADDRESS_MS = 300

/** The text of the field, which the window's address follows, so that going back leads to what was found. */
function useAddressedText(query: string): { text: string; setText: (text: string) => void; address: () => void } {
  const [, navigate] = useLocation()
  const [text, setText] = useState(query)
  const [addressed, setAddressed] = useState(query)
  // Somebody else led to another search: a shortcut, or the way back.
  if (query !== addressed) {
    setAddressed(query)
    setText(query)
  }
  useEffect(() => {
    if (text === addressed) return
    const timer = setTimeout(() => {
      // The way to another page may be open already, and not drawn yet.
      if (!location.hash.startsWith('#/search')) return
      setAddressed(text)
      navigate(searchPath(text), { replace: true })
    }, ADDRESS_MS)
    return () => clearTimeout(timer)
  }, [text, addressed, navigate])
  return { text, setText, address: () => navigate(searchPath(text), { replace: true }) }
}
