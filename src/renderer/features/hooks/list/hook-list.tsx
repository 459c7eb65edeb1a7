/** Search, state and order above the table; the dialogs that a row can open. */
import { ArrowDownWideNarrow } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Trans } from 'react-i18next'
import type { Hook } from '#shared/contract/hook.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Menu, MenuChoice } from '#renderer/ui/menu.tsx'
import { SearchField } from '#renderer/ui/search-field.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { t } from '#renderer/text/i18n.ts'
import { DeleteHookDialog } from '../delete-hook-dialog.tsx'
import { RoomCount, type HookRoom } from '../limit-note.tsx'
import { NoMatch } from '../no-match.tsx'
import { useOwnerName, useStandings } from '../queries.ts'
import { arrangeHooks, type HookOrder, type HookState } from './arrange-hooks.ts'
import { HookTable } from './hook-table.tsx'

export interface HookListProps {
  hooks: readonly Hook[]
  /** Of the whole workspace. */
  room: HookRoom | undefined
  /** What the search begins with. */
  searchFirst: string
}

export function HookList({ hooks, room, searchFirst }: HookListProps) {
  const [search, setSearch] = useState(searchFirst)
  const [state, setState] = useState<HookState>('all')
  const [order, setOrder] = useState<HookOrder>('name')
  const [deleting, setDeleting] = useState<Hook | null>(null)
  const ownerName = useOwnerName()
  const wanted = useDeferredValue(search)

  const standings = useStandings().data ?? []
  const unused = new Set(standings.filter(({ unusedSince }) => unusedSince !== null).map(({ hookId }) => hookId))
  const shown = arrangeHooks(hooks, { search: wanted, state, order, unused }, ownerName)
  const none = state === 'unused' ? t('health:noneUnused') : t('hooks:noneOff')
  const offCount = hooks.filter((hook) => !hook.enabled).length

  return (
    <>
      <div className="toolbar">
        <div className="hooksearch">
          <SearchField label={t('hooks:search')} value={search} onChange={setSearch} />
        </div>
        <Segment<HookState>
          label={t('hooks:which')}
          value={state}
          onChange={setState}
          options={[
            { value: 'all', label: t('hooks:whichAll', { total: hooks.length }) },
            { value: 'off', label: t('hooks:whichOff', { total: offCount }) },
            ...(unused.size > 0 || state === 'unused' ? [{ value: 'unused' as const, label: t('health:whichUnused', { total: unused.size }) }] : []),
          ]}
        />
        <span className="grow" />
        <RoomCount room={room} />
        <OrderMenu order={order} onChange={setOrder} />
      </div>
      {shown.length > 0 ? (
        <HookTable hooks={shown} standings={standings} ownerName={ownerName} onDelete={setDeleting} />
      ) : (
        <NoMatch title={search.trim() === '' ? none : <Trans ns="hooks" i18nKey="noMatch" values={{ search: search.trim() }} />} text={t('hooks:noMatchText')} onShowAll={() => (setSearch(''), setState('all'))} />
      )}
      <DeleteHookDialog hook={deleting} onClose={() => setDeleting(null)} />
    </>
  )
}

function OrderMenu({ order, onChange }: { order: HookOrder; onChange: (order: HookOrder) => void }) {
  const orders = [
    { value: 'last used', label: t('hooks:lastUsed') },
    { value: 'name', label: t('hooks:name') },
  ] as const
  return (
    <Menu
      trigger={
        <Button kind="quiet" size="small">
          <ArrowDownWideNarrow className="icon icon--14" />
          {order === 'name' ? t('hooks:sortedByName') : t('hooks:sortedByUse')}
        </Button>
      }
    >
      <MenuChoice value={order} onChange={onChange} options={orders} />
    </Menu>
  )
}
