/** What happened to each request, newest first and live; one is open beside the list. */
import './requests.css'
import { Inbox } from 'lucide-react'
import { useState } from 'react'
import type { Hook } from '#shared/contract/hook.ts'
import type { VerdictId } from '#shared/contract/ids.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { useConnection } from '#renderer/lib/connection.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dot } from '#renderer/ui/dot.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { Pill } from '#renderer/ui/pill.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'
import { LoadProblem } from '../load-problem.tsx'
import { useVerdicts } from '../queries.ts'
import { isRefusal } from '../reason-texts.ts'
import { useNow } from '#renderer/lib/use-now.ts'
import type { HookTab } from '../paths.ts'
import { RequestDetail } from './request-detail.tsx'
import { RowBones } from '../row-bones.tsx'
import { RequestRow } from './request-row.tsx'

export interface RequestsTabProps {
  hook: Hook
  onOpenTab: (tab: HookTab) => void
}

export function RequestsTab({ hook, onOpenTab }: RequestsTabProps) {
  const { data: verdicts, error, isFetching, refetch } = useVerdicts(hook.id)
  if (verdicts === undefined && error !== null)
    return <LoadProblem title={t('hooks:requestsNotLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />
  if (verdicts === undefined) return <RowBones label={t('hooks:loadingRequests')} />
  if (verdicts.length === 0) return <NoRequests onOpenAddresses={() => onOpenTab('addresses')} />
  return <Requests hook={hook} verdicts={verdicts} onOpenTab={onOpenTab} />
}

type Outcome = 'all' | 'posted' | 'refused'

function Requests({ hook, verdicts, onOpenTab }: RequestsTabProps & { verdicts: readonly Verdict[] }) {
  const now = useNow()
  const live = useConnection(({ state }) => state === 'open')
  const [outcome, setOutcome] = useState<Outcome>('all')
  // The newest of when the page opened: what arrives later does not push it away.
  const [openId, setOpenId] = useState<VerdictId | undefined>(verdicts[0]?.id)
  const shown = outcome === 'all' ? verdicts : verdicts.filter((verdict) => isRefusal(verdict) === (outcome === 'refused'))
  const open = verdicts.find((verdict) => verdict.id === openId)

  return (
    <div className="split">
      <div className="split__list">
        <div className="toolbar split__toolbar">
          <Segment label={t('hooks:whichRequests')} value={outcome} onChange={setOutcome} options={outcomes(hook)} />
          <span className="grow" />
          {live && (
            <span className="hide-narrow">
              <Pill tone="ok">
                <Dot tone="ok" />
                {t('hooks:live')}
              </Pill>
            </span>
          )}
        </div>
        <ul className="page split__rows" aria-label={t('hooks:requests')}>
          {shown.map((verdict) => (
            <li key={verdict.id}>
              <RequestRow verdict={verdict} hook={hook} now={now} open={verdict.id === openId} onOpen={() => setOpenId(verdict.id)} />
            </li>
          ))}
          {shown.length === 0 && <li className="split__end">{outcome === 'posted' ? t('hooks:nonePosted') : t('hooks:noneRefused')}</li>}
          {verdicts.length < hook.requests && (
            <li className="split__end">
              {t('hooks:newestOf', { shown: verdicts.length, total: hook.requests })}
            </li>
          )}
        </ul>
      </div>
      <div className="split__detail">
        {open === undefined ? (
          <Empty icon={Inbox} title={t('hooks:chooseRequest')} text={t('hooks:chooseRequestText')} />
        ) : (
          <RequestDetail key={open.id} verdict={open} hook={hook} onOpenTab={onOpenTab} />
        )}
      </div>
    </div>
  )
}

function outcomes({ refused }: Hook) {
  return [
    { value: 'all', label: t('hooks:all') },
    { value: 'posted', label: t('hooks:posted') },
    { value: 'refused', label: refused > 0 ? t('hooks:refusedTotal', { total: refused }) : t('hooks:refused') },
  ] as const
}

function NoRequests({ onOpenAddresses }: { onOpenAddresses: () => void }) {
  return (
    <div className="centre">
      <Empty icon={Inbox} title={t('hooks:noRequests')} text={t('hooks:noRequestsText')}>
        <Button size="small" onClick={onOpenAddresses}>
          {t('hooks:openAddresses')}
        </Button>
      </Empty>
    </div>
  )
}
