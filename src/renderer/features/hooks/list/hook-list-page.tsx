/** The page of all incoming webhooks. */
import '#renderer/ui/page.css'
import '../page.css'
import { Plus } from 'lucide-react'
import { Trans } from 'react-i18next'
import type { Hook } from '#shared/contract/hook.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { t } from '#renderer/text/i18n.ts'
import { formatShare } from '../format-request.ts'
import { isFull, LimitNote } from '../limit-note.tsx'
import { LiveCounts } from '../live-counts.tsx'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { newHookPath } from '../paths.ts'
import { useHookRoom, useHooks } from '../queries.ts'
import { HookListSkeleton } from './hook-list-skeleton.tsx'
import { HookList } from './hook-list.tsx'

export interface HookListPageProps {
  /** The channel whose webhooks are looked for first. */
  channel?: string | undefined
  session: Session
}

export function HookListPage({ channel = '', session }: HookListPageProps) {
  const { data: hooks, error, isFetching, refetch } = useHooks()
  const room = useHookRoom().data
  return (
    <>
      <LiveCounts />
      <PageHead title={t('hooks:title')} lead={t('hooks:lead')}>
        {hooks !== undefined && hooks.length > 0 && <AddLink />}
      </PageHead>
      {isFull(room) && hooks !== undefined && <LimitNote room={room} session={session} />}
      {hooks === undefined && error === null && <HookListSkeleton />}
      {hooks === undefined && error !== null && <LoadProblem title={t('hooks:hooksNotLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {hooks?.length === 0 && <NoHooks />}
      {hooks !== undefined && hooks.length > 0 && (
        <>
          <Facts hooks={hooks} />
          <HookList key={channel} hooks={hooks} room={room} searchFirst={channel} />
        </>
      )}
    </>
  )
}

function AddLink() {
  return (
    <ButtonLink href={newHookPath()} kind="primary">
      <Plus className="icon" />
      {t('hooks:add')}
    </ButtonLink>
  )
}

function NoHooks() {
  return (
    <div className="centre">
      <Empty icon={HookIcon} title={t('hooks:none')} text={t('hooks:noneText')}>
        <AddLink />
      </Empty>
    </div>
  )
}

/** In a sentence, not in tiles; nothing at all before the first request. */
function Facts({ hooks }: { hooks: readonly Hook[] }) {
  const requests = hooks.reduce((sum, hook) => sum + hook.requests, 0)
  const refused = hooks.reduce((sum, hook) => sum + hook.refused, 0)
  if (requests === 0) return null
  return (
    <div className="facts">
      <span>
        <Trans ns="hooks" i18nKey="onRecord" count={requests} />
      </span>
      <span>
        <Trans ns="hooks" i18nKey="accepted" values={{ share: formatShare(requests - refused, requests) }} />
      </span>
      {refused > 0 && (
        <span>
          <Trans ns="hooks" i18nKey="refusedCount" values={{ total: refused }} />
        </span>
      )}
    </div>
  )
}
