/** What happened to each request, newest first and live until it is paused; one is open beside the list. */
import './requests.css'
import '../inspector/inspector.css'
import { Inbox, Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import type { Hook } from '#shared/contract/hook.ts'
import type { VerdictId } from '#shared/contract/ids.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { useConnection } from '#renderer/lib/data/connection.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { useSettled } from '#renderer/lib/look/use-settled.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dot } from '#renderer/ui/dot.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'
import { useRequests, type RequestFilter, type ShownRequests } from '../inspector/use-requests.ts'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import type { HookTab } from '../paths.ts'
import { useVerdicts } from '../queries.ts'
import { RowBones } from '../row-bones.tsx'
import { OpenRequest } from './request-detail.tsx'
import { RequestRows } from './request-rows.tsx'
import { useOpenRequest } from './use-open-request.ts'

export interface RequestsTabProps {
  hook: Hook
  onOpenTab: (tab: HookTab) => void
}

export function RequestsTab({ hook, wanted, onOpenTab }: RequestsTabProps & { wanted: VerdictId | undefined }) {
  const { data: verdicts, error, isFetching, refetch } = useVerdicts(hook.id)
  if (verdicts === undefined && error !== null)
    return <LoadProblem title={t('hooks:requestsNotLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />
  if (verdicts === undefined) return <RowBones label={t('hooks:loadingRequests')} />
  if (verdicts.length === 0) return <NoRequests hook={hook} onOpenAddresses={() => onOpenTab('addresses')} />
  return <Requests hook={hook} wanted={wanted} live={verdicts} onOpenTab={onOpenTab} />
}

/** While somebody types, the list waits this long. */
const TYPING_MS = 200

function Requests({ hook, wanted, live, onOpenTab }: RequestsTabProps & { wanted: VerdictId | undefined; live: readonly Verdict[] }) {
  const now = useNow()
  const [filter, setFilter] = useState<RequestFilter>({ state: 'all', text: '', until: null })
  const text = useSettled(filter.text.trim(), TYPING_MS)
  const shown = useRequests(hook.id, { ...filter, text })
  // The one that a link names, else the newest of when the page opened: what arrives later does not push it away.
  const { openId, open } = useOpenRequest(hook.id, wanted, live[0]?.id)
  const detail = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (wanted !== undefined) detail.current?.closest('.split')?.querySelector('.req[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [wanted])
  const handleEnter = (id: VerdictId) => {
    flushSync(() => open(id))
    detail.current?.focus()
  }
  /** Back to the row that is open. */
  const handleDetailKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    detail.current?.closest('.split')?.querySelector<HTMLElement>('.req[aria-current]')?.focus()
  }

  return (
    <div className="split">
      <div className="split__list">
        <Toolbar hook={hook} filter={filter} live={live} onFilter={setFilter} />
        <RequestRows hook={hook} verdicts={shown.verdicts ?? []} now={now} openId={openId} onOpen={open} onEnter={handleEnter}>
          <ListEnd hook={hook} shown={shown} filter={filter} live={live} onFilter={setFilter} />
        </RequestRows>
      </div>
      <div className="split__detail" ref={detail} tabIndex={-1} role="region" aria-label={t('inspector:oneRequest')} onKeyDown={handleDetailKey}>
        {openId === undefined ? (
          <Empty icon={Inbox} title={t('hooks:chooseRequest')} text={t('hooks:chooseRequestText')} />
        ) : (
          <OpenRequest key={openId} id={openId} known={(shown.verdicts ?? live).find(({ id }) => id === openId)} hook={hook} onOpenTab={onOpenTab} onOpen={open} />
        )}
      </div>
    </div>
  )
}

interface FilterProps {
  hook: Hook
  filter: RequestFilter
  live: readonly Verdict[]
  onFilter: (filter: RequestFilter) => void
}

function Toolbar({ hook, filter, live, onFilter }: FilterProps) {
  const options = [
    { value: 'all', label: t('hooks:all') },
    { value: 'posted', label: t('hooks:posted') },
    { value: 'refused', label: hook.refused > 0 ? t('hooks:refusedTotal', { total: hook.refused }) : t('hooks:refused') },
  ] as const
  return (
    <>
      <div className="toolbar split__toolbar">
        <Segment<RequestFilter['state']> label={t('hooks:whichRequests')} value={filter.state} onChange={(state) => onFilter({ ...filter, state })} options={options} />
        <span className="grow" />
        <LiveState until={filter.until} live={live} />
      </div>
      <div className="requests__search">
        <SearchField label={t('inspector:search')} value={filter.text} onChange={(text) => onFilter({ ...filter, text })} />
        {filter.until === null ? (
          <IconButton label={t('inspector:pause')} onClick={() => onFilter({ ...filter, until: live[0]?.id ?? null })}>
            <Pause className="icon" />
          </IconButton>
        ) : (
          <IconButton label={t('inspector:resume')} onClick={() => onFilter({ ...filter, until: null })}>
            <Play className="icon" />
          </IconButton>
        )}
      </div>
    </>
  )
}

function LiveState({ until, live }: { until: VerdictId | null; live: readonly Verdict[] }) {
  const connected = useConnection(({ state }) => state === 'open')
  const waiting = until === null ? 0 : live.filter(({ id }) => id > until).length
  return (
    <span aria-live="polite">
      {until !== null && <Pill tone="warn">{waiting === 0 ? t('inspector:paused') : t('inspector:pausedNew', { count: waiting })}</Pill>}
      {until === null && connected && (
        <Pill tone="ok">
          <Dot tone="ok" />
          {t('hooks:live')}
        </Pill>
      )}
    </span>
  )
}

/** What stands below the last row. */
function ListEnd({ hook, shown, filter, live, onFilter }: FilterProps & { shown: ShownRequests }) {
  const { verdicts, error, busy, retry, older } = shown
  if (verdicts === undefined && error !== null) return <LoadProblem title={t('hooks:requestsNotLoaded')} error={error} busy={busy} onRetry={retry} />
  if (verdicts === undefined) return <span aria-busy="true">{t('hooks:loadingRequests')}</span>
  if (verdicts.length === 0) return noneOf(filter)
  if (older !== null)
    return (
      <Button size="small" busy={older.busy} onClick={older.load}>
        {t('inspector:older')}
      </Button>
    )
  // A live list holds the newest; those behind are looked at with the list paused.
  if (filter.until !== null || filter.state !== 'all' || filter.text !== '' || verdicts.length >= hook.requests) return null
  return (
    <>
      {t('hooks:newestOf', { shown: verdicts.length, total: hook.requests })}{' '}
      <Button size="small" onClick={() => onFilter({ ...filter, until: live[0]?.id ?? null })}>
        {t('inspector:older')}
      </Button>
    </>
  )
}

function noneOf({ state, text }: RequestFilter): string {
  if (text !== '') return t('inspector:noneMatch')
  return state === 'posted' ? t('hooks:nonePosted') : t('hooks:noneRefused')
}

function NoRequests({ hook, onOpenAddresses }: { hook: Hook; onOpenAddresses: () => void }) {
  const hadSome = hook.lastUsedAt !== null
  return (
    <div className="centre">
      <Empty icon={Inbox} title={hadSome ? t('health:noneKept') : t('hooks:noRequests')} text={hadSome ? t('health:noneKeptText') : t('hooks:noRequestsText')}>
        <Button size="small" onClick={onOpenAddresses}>
          {t('hooks:openAddresses')}
        </Button>
      </Empty>
    </div>
  )
}
