/** Closes and reopens a case: shown at once everywhere, then asked of the server; taken back and told with its reason when it was refused. */
import type { QueryClient } from '@tanstack/react-query'
import type { Case } from '#shared/contract/case.ts'
import type { CaseState, Message } from '#shared/contract/message.ts'
import { findCase, withCase, type CasePages } from '#renderer/lib/case-pages.ts'
import { rpc } from '#renderer/lib/client.ts'
import { toErrorBody } from '#renderer/lib/errors.ts'
import { patchMessage } from '#renderer/lib/patch-message.ts'
import { keys } from '#renderer/lib/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { toast } from '#renderer/ui/toast.tsx'
import type { CaseCount } from './case-count.ts'

/** The message that opened it. */
export type CaseRoot = Pick<Message, 'id' | 'channelId'>

const states = ['open', 'closed'] as const

export async function changeCase(cache: QueryClient, root: CaseRoot, state: CaseState): Promise<void> {
  show(cache, root, state)
  try {
    const call = state === 'closed' ? rpc.cases.close : rpc.cases.reopen
    place(cache, await call({ caseId: root.id }))
    const back = state === 'closed' ? 'open' : 'closed'
    toast({
      tone: 'ok',
      text: t(state === 'closed' ? 'cases:closed' : 'cases:reopened'),
      action: { label: t(state === 'closed' ? 'cases:reopen' : 'cases:close'), onSelect: () => void changeCase(cache, root, back) },
    })
  } catch (error) {
    show(cache, root, state === 'closed' ? 'open' : 'closed')
    toast({ tone: 'bad', text: t(state === 'closed' ? 'cases:notClosed' : 'cases:notReopened', { reason: toErrorBody(error).message }) })
  }
}

function show(cache: QueryClient, { id, channelId }: CaseRoot, state: CaseState): void {
  patchMessage(cache, id, (message) => ({ ...message, caseState: state }))
  cache.setQueryData<CaseCount>(keys.caseCount(channelId), (count) => count && { ...count, open: Math.max(0, count.open + (state === 'open' ? 1 : -1)) })
  const known = states.map((one) => findCase(cache.getQueryData<CasePages>(keys.cases(channelId, one)), id)).find((found) => found !== undefined)
  if (known !== undefined) place(cache, { ...known, state })
}

function place(cache: QueryClient, changed: Case): void {
  for (const state of states) cache.setQueryData<CasePages>(keys.cases(changed.channelId, state), (list) => list && withCase(list, changed, state))
}
