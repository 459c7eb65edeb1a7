/** The frame of a page that lists all of one kind: its head, and in the list's place what stands there while it loads, when it failed, and before there is one. */
import '#renderer/ui/page.css'
import './page.css'
import type { UseQueryResult } from '@tanstack/react-query'
import { Plus, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'

export interface ListPageProps<T> {
  title: string
  lead: string
  query: UseQueryResult<readonly T[]>
  /** Adds one: stands in the head once there are some. */
  add: ReactNode
  /** Between head and list. */
  notes?: ReactNode
  bones: ReactNode
  notLoaded: string
  none: { readonly icon: LucideIcon; readonly title: string; readonly text: string }
  children: (list: readonly T[]) => ReactNode
}

export function ListPage<T>({ title, lead, query, add, notes, bones, notLoaded, none, children }: ListPageProps<T>) {
  const { data: list, error, isFetching, refetch } = query
  const isSome = list !== undefined && list.length > 0
  return (
    <>
      <PageHead title={title} lead={lead}>
        {isSome && add}
      </PageHead>
      {notes}
      {list === undefined && error === null && bones}
      {list === undefined && error !== null && <LoadProblem title={notLoaded} error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {list?.length === 0 && (
        <div className="centre">
          <Empty {...none}>{add}</Empty>
        </div>
      )}
      {isSome && children(list)}
    </>
  )
}

export function AddLink({ href, label }: { href: string; label: string }) {
  return (
    <ButtonLink href={href} kind="primary">
      <Plus className="icon" />
      {label}
    </ButtonLink>
  )
}
