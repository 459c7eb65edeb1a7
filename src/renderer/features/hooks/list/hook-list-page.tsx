/** The page of all incoming webhooks. */
import '#renderer/ui/page.css'
import '../page.css'
import { Plus } from 'lucide-react'
import type { Hook } from '#shared/contract/hook.ts'
import { formatCount } from '#renderer/lib/format-time.ts'
import { ButtonLink } from '#renderer/ui/button-link.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { HookIcon } from '#renderer/ui/hook-icon.tsx'
import { formatShare } from '../format-request.ts'
import { LoadProblem } from '../load-problem.tsx'
import { newHookPath } from '../paths.ts'
import { useHooks, useLiveCounts } from '../queries.ts'
import { HookListSkeleton } from './hook-list-skeleton.tsx'
import { HookList } from './hook-list.tsx'

export function HookListPage() {
  const { data: hooks, error, isFetching, refetch } = useHooks()
  useLiveCounts('all')
  return (
    <>
      <header className="page__head">
        <div className="grow">
          <h1 className="page__title">Incoming webhooks</h1>
          <p className="page__lead">A tool posts to an address, its message appears in a channel.</p>
        </div>
        {hooks !== undefined && hooks.length > 0 && <AddLink />}
      </header>
      {hooks === undefined && error === null && <HookListSkeleton />}
      {hooks === undefined && error !== null && <LoadProblem what="The webhooks" error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {hooks?.length === 0 && <NoHooks />}
      {hooks !== undefined && hooks.length > 0 && (
        <>
          <Facts hooks={hooks} />
          <HookList hooks={hooks} />
        </>
      )}
    </>
  )
}

function AddLink() {
  return (
    <ButtonLink href={newHookPath()} kind="primary">
      <Plus className="icon" />
      Add incoming webhook
    </ButtonLink>
  )
}

function NoHooks() {
  return (
    <div className="centre">
      <Empty icon={HookIcon} title="No tool posts here yet" text="Paste an address into GitLab, Grafana, n8n or a shell script.">
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
        <b>{formatCount(requests)}</b> {requests === 1 ? 'request' : 'requests'} on record
      </span>
      <span>
        <b>{formatShare(requests - refused, requests)}</b> accepted
      </span>
      {refused > 0 && (
        <span>
          <b>{formatCount(refused)}</b> refused
        </span>
      )}
    </div>
  )
}
