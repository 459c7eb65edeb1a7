/** Closes and reopens a case: shown at once everywhere, then asked of the server; taken back and told with its reason when it was refused. */
import type { QueryClient } from '@tanstack/react-query'
import type { Case } from '#shared/contract/case.ts'
import type { CaseState, Message } from '#shared/contract/message.ts'
import { findCase, withCase, type CasePages } from '#renderer/lib/data/case-pages.ts'
import { rpc } from '#renderer/lib/data/client.ts'
import { toErrorBody } from '#renderer/lib/data/errors.ts'
import { patchData } from '#renderer/lib/data/patch-data.ts'
import { patchMessage } from '#renderer/lib/data/patch-message.ts'
import { keys } from '#renderer/lib/data/query-keys.ts'
import { t } from '#renderer/text/i18n.ts'
import { toast } from '#renderer/ui/toast.tsx'
import type { CaseCount } from './case-count.ts'

/** The message that opened it. */
export type CaseRoot = Pick<Message, 'id' | 'channelId'>

const states = ['open', 'closed'] as const

export async function changeCase(cache: QueryClient, root: CaseRoot, state: CaseState): Promise<void> {
  const before = state === 'closed' ? 'open' : 'closed'
  // Kept, because a list that is not there yet cannot keep it.
  const known = states.map((one) => findCase(cache.getQueryData<CasePages>(keys.cases(root.channelId, one)), root.id)).find((found) => found !== undefined)
  const show = (now: CaseState): void => {
    patchMessage(cache, root.id, (message) => ({ ...message, caseState: now }))
    patchData<CaseCount>(cache, keys.caseCount(root.channelId), (count) => ({ ...count, open: Math.max(0, count.open + (now === 'open' ? 1 : -1)) }))
    if (known !== undefined) place(cache, { ...known, state: now })
  }
  show(state)
  try {
    const call = state === 'closed' ? rpc.cases.close : rpc.cases.reopen
    place(cache, await call({ caseId: root.id }))
    toast({
      tone: 'ok',
      text: t(state === 'closed' ? 'cases:closed' : 'cases:reopened'),
      action: { label: t(state === 'closed' ? 'cases:reopenCase' : 'cases:closeCase'), onSelect: () => void changeCase(cache, root, before) },
    })
  } catch (error) {
    show(before)
    toast({ tone: 'bad', text: t(state === 'closed' ? 'cases:notClosed' : 'cases:notReopened', { reason: toErrorBody(error).message }) })
  }
}

function place(cache: QueryClient, changed: Case): void {
  for (const state of states) patchData<CasePages>(cache, keys.cases(changed.channelId, state), (list) => withCase(list, changed, state))
}
