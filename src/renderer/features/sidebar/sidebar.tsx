/** The left side of the window: the workspace, what waits for me, my channels. */
import './sidebar.css'
import '#renderer/ui/nav.css'
import { useLocation } from 'wouter'
import type { Session } from '#shared/contract/rpc/session.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { useChannels, usePreferences } from '#renderer/lib/data/queries.ts'
import { t } from '#renderer/text/i18n.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Logo } from '#renderer/ui/logo.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { ChannelList } from './channel-list.tsx'
import { FilterButton } from './filter-button.tsx'
import { NewMenu } from './new-menu.tsx'
import { useSections } from './use-sections.ts'
import { WorkspaceMenu } from './workspace-menu.tsx'

export function Sidebar({ session }: { session: Session }) {
  const [path] = useLocation()
  const channels = useChannels()
  const sections = useSections(session.me, path)
  const unreadOnly = usePreferences().data?.['sidebar.unreadOnly'] ?? false
  return (
    <nav className="sidebar__nav" aria-label={t('sidebar:label')}>
      <div className="workspace">
        <Logo size="small" />
        <WorkspaceMenu session={session} />
        <FilterButton />
        <NewMenu session={session} />
      </div>
      {sections !== null && <ChannelList sections={sections} me={session.me} path={path} unreadOnly={unreadOnly} />}
      {sections === null && !channels.isLoadingError && <RowBones />}
      {channels.isLoadingError && <LoadProblem message={toErrorBody(channels.error).message} busy={channels.isFetching} onRetry={() => void channels.refetch()} />}
    </nav>
  )
}

function LoadProblem({ message, busy, onRetry }: { message: string; busy: boolean; onRetry: () => void }) {
  return (
    <div className="nav nav__problem" role="alert">
      <p>{t('sidebar:loadProblem', { why: message })}</p>
      <Button size="small" busy={busy} onClick={onRetry}>
        {t('common:tryAgain')}
      </Button>
    </div>
  )
}

function RowBones() {
  return (
    <div className="nav nav__bones" role="status" aria-busy="true" aria-label={t('sidebar:loading')}>
      {['44%', '38%', '48%', '34%', '58%', '72%', '46%', '64%'].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}
