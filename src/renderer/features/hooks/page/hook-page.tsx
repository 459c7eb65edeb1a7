/** The page of one webhook: its requests, addresses and settings. */
import '#renderer/ui/page.css'
import '../page.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { Hook } from '#shared/contract/hook.ts'
import { verdictIdSchema } from '#shared/contract/ids.ts'
import { formatCount } from '#renderer/lib/format/format-time.ts'
import { Tabs, type TabDefinition } from '#renderer/ui/tabs.tsx'
import { t } from '#renderer/text/i18n.ts'
import { TestTab } from '../doctor/test-tab.tsx'
import { ElsewhereNote } from '../elsewhere-note.tsx'
import { HeaderBones, NotFound } from '../page-states.tsx'
import { PostingTab } from '../posting/posting-tab.tsx'
import { useElsewhere } from '../use-elsewhere.ts'
import { LoadProblem } from '#renderer/widgets/loading/load-problem.tsx'
import { hookPath, type HookTab } from '../paths.ts'
import { useHooks, useLiveCounts } from '../queries.ts'
import { AddressesTab } from './addresses-tab.tsx'
import { BacklogNote } from './backlog-note.tsx'
import { HealthStrip } from './health-strip.tsx'
import { HookHeader } from './hook-header.tsx'
import { PausedNote } from './paused-note.tsx'
import { RequestsTab } from './requests-tab.tsx'
import { SettingsTab } from './settings-tab.tsx'
import { UnusedNote } from './unused-note.tsx'

export function HookPage() {
  const { id } = useParams<{ id: string }>()
  const { data: hooks, error, isFetching, refetch } = useHooks()
  // From the list, so that a hook that somebody deletes or edits is gone or new here at once.
  const hook = hooks?.find((candidate) => candidate.id === id)
  return (
    <>
      {hook !== undefined && <HookTabs key={hook.id} hook={hook} />}
      {hooks !== undefined && hook === undefined && <NotFound kind="incoming" />}
      {hooks === undefined && error === null && <HeaderBones />}
      {hooks === undefined && error !== null && <LoadProblem title={t('hooks:hookNotLoaded')} error={error} busy={isFetching} onRetry={() => void refetch()} />}
    </>
  )
}

function HookTabs({ hook }: { hook: Hook }) {
  const { tab: wanted, request } = useParams<{ tab?: string; request?: string }>()
  const [, navigate] = useLocation()
  const [dirty, setDirty] = useState(false)
  const [rulesDirty, setRulesDirty] = useState(false)
  const setTab = (next: HookTab): void => navigate(hookPath(hook.id, next), { replace: true })
  const elsewhere = useElsewhere()(hook)
  useLiveCounts()
  const shared: readonly TabDefinition<HookTab>[] = [
    { value: 'settings', label: t('hooks:settings'), ...(dirty && { count: t('hooks:unsavedMark') }), content: <SettingsTab hook={hook} onDirty={setDirty} /> },
    { value: 'posting', label: t('posting:tab'), ...(rulesDirty && { count: t('hooks:unsavedMark') }), content: <PostingTab hook={hook} onDirty={setRulesDirty} /> },
  ]
  const tabs: readonly TabDefinition<HookTab>[] =
    elsewhere !== null
      ? shared
      : [
          { value: 'requests', label: t('hooks:requests'), count: formatCount(hook.requests), content: <RequestsTab hook={hook} wanted={verdictIdSchema.safeParse(Number(request)).data} onOpenTab={setTab} /> },
          { value: 'addresses', label: t('hooks:addresses'), content: <AddressesTab hook={hook} /> },
          ...shared,
          // It examines when it is opened, and not before.
          { value: 'test', label: t('doctor:tab'), content: wanted === 'test' && <TestTab hook={hook} /> },
        ]
  const tab = tabs.find(({ value }) => value === wanted) ?? tabs[0]
  return (
    <>
      <HookHeader hook={hook} isHere={elsewhere === null} />
      <ElsewhereNote kind="incoming" elsewhere={elsewhere} />
      <HealthStrip hook={hook} />
      <PausedNote hook={hook} />
      <UnusedNote hook={hook} />
      <BacklogNote hook={hook} />
      <Tabs label={t('hooks:partsOf', { name: hook.name })} value={tab?.value ?? 'settings'} onChange={setTab} tabs={tabs} />
    </>
  )
}
