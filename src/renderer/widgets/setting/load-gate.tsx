/** A page that needs data first: rows of bones while it comes, and why with a button when it does not. */
import type { UseQueryResult } from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'

export function LoadGate<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError)
    return (
      <div role="alert">
        <Empty icon={CloudOff} title={t('settings:notLoaded')} text={toErrorBody(query.error).message}>
          <Button size="small" busy={query.isFetching} onClick={() => void query.refetch()}>
            {t('common:tryAgain')}
          </Button>
        </Empty>
      </div>
    )
  return <RowBones />
}

function RowBones() {
  return (
    <div className="card settings-group__rows" role="group" aria-busy="true" aria-label={t('settings:loading')}>
      {['38%', '52%', '44%', '30%'].map((width) => (
        <div className="setting" key={width}>
          <Skeleton width={width} />
          <Skeleton width="120px" height="24px" />
        </div>
      ))}
    </div>
  )
}
