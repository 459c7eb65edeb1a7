/** Requests that reached no webhook: somebody posts to an address that is old or wrong. For owners and admins. */
import '#renderer/ui/page.css'
import '../page.css'
import '../page/requests.css'
import './strays.css'
import { CircleCheck, Search } from 'lucide-react'
import { useState } from 'react'
import type { Verdict } from '#shared/contract/verdict.ts'
import { formatAbsolute, formatAgo, formatCount } from '#renderer/lib/format/format-time.ts'
import { useNow } from '#renderer/lib/look/use-now.ts'
import { useSettled } from '#renderer/lib/look/use-settled.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Empty } from '#renderer/ui/empty.tsx'
import { PageHead } from '#renderer/ui/page-head.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { t } from '#renderer/text/i18n.ts'
import { dialectLabel } from '../dialect-label.ts'
import { useRequests, type ShownRequests } from '../inspector/use-requests.ts'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { describeVerdict } from '../reason-texts.ts'
import { RowBones } from '../row-bones.tsx'
import { StatusChip } from '../status-chip.tsx'

const TYPING_MS = 200

export function StraysPage() {
  const [typed, setTyped] = useState('')
  const text = useSettled(typed.trim(), TYPING_MS)
  const shown = useRequests('all', { state: 'strays', text, until: null })
  const isEmpty = shown.verdicts?.length === 0
  return (
    <>
      <PageHead title={t('inspector:strays.title')} lead={t('inspector:strays.lead')} />
      {(!isEmpty || text !== '') && (
        <div className="toolbar">
          <div className="strays__search">
            <SearchField label={t('inspector:search')} value={typed} onChange={setTyped} />
          </div>
        </div>
      )}
      {shown.verdicts === undefined && shown.error !== null && <LoadProblem title={t('hooks:requestsNotLoaded')} error={shown.error} busy={shown.busy} onRetry={shown.retry} />}
      {shown.verdicts === undefined && shown.error === null && <RowBones label={t('hooks:loadingRequests')} />}
      {isEmpty && (
        <div className="centre">
          {text === '' ? (
            <Empty icon={CircleCheck} title={t('inspector:strays.none')} text={t('inspector:strays.noneText')} />
          ) : (
            <Empty icon={Search} title={t('inspector:noneMatch')} text={t('inspector:strays.searched')} />
          )}
        </div>
      )}
      {shown.verdicts !== undefined && !isEmpty && <Strays verdicts={shown.verdicts} older={shown.older} />}
    </>
  )
}

function Strays({ verdicts, older }: { verdicts: readonly Verdict[]; older: ShownRequests['older'] }) {
  const now = useNow()
  // A row that counts up is new again.
  const latest = verdicts.toSorted((one, other) => other.at - one.at)
  return (
    <div className="page">
      <table className="grid strays">
        <thead>
          <tr>
            <th>{t('inspector:strays.what')}</th>
            <th>{t('hooks:address')}</th>
            <th>{t('inspector:strays.sender')}</th>
            <th className="end">{t('inspector:strays.times')}</th>
            <th>{t('inspector:strays.last')}</th>
          </tr>
        </thead>
        <tbody>
          {latest.map((verdict) => (
            <Stray key={verdict.id} verdict={verdict} now={now} />
          ))}
        </tbody>
      </table>
      {older !== null && (
        <div className="split__end">
          <Button size="small" busy={older.busy} onClick={older.load}>
            {t('inspector:older')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Stray({ verdict, now }: { verdict: Verdict; now: number }) {
  const { title, tone, todo } = describeVerdict(verdict, '')
  return (
    <tr>
      <td>
        <div className="strays__what">
          <StatusChip status={verdict.status} tone={tone} />
          <span>
            <span className="who__name">{title}</span>
            <span className="who__sub strays__todo">{verdict.reason === 'no_such_address' ? t('inspector:strays.todo') : todo}</span>
          </span>
        </div>
      </td>
      <td>
        {verdict.dialect === null ? t('inspector:strays.noShape') : dialectLabel(verdict.dialect)} {verdict.lastFour !== '' && <code className="faint">•••• {verdict.lastFour}</code>}
      </td>
      <td className="strays__sender">
        <code>{verdict.remote}</code>
        {verdict.userAgent !== '' && <bdi className="who__sub">{verdict.userAgent}</bdi>}
      </td>
      <td className="num end">{formatCount(verdict.count)}</td>
      <td className="num" title={formatAbsolute(verdict.at)}>
        {formatAgo(verdict.at, now)}
      </td>
    </tr>
  )
}
