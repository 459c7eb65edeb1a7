/** Which case a hook's message opens or updates, by the ids that its sender gave. */
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import type { CaseReport, Refusal } from '#shared/dialects/dialect.ts'
import { findCaseKey } from '../store/cases.ts'
import type { Tx } from '../store/connection.ts'

/** `'opens'`: the message opens one; `'none'`: it belongs to none; else the case that it updates. */
export function resolveCase(tx: Tx, channelId: ChannelId, report: CaseReport | undefined): 'opens' | 'none' | { readonly updates: MessageId } | Refusal {
  if (report === undefined) return 'none'
  const earlier = report.id === undefined ? undefined : findCaseKey(tx, channelId, report.id)
  if (earlier) return { reason: 'case_already_reported', detail: `“${report.id}” was reported to this channel before: nothing was posted.`, earlier }
  if (report.references.length === 0) return report.id === undefined ? 'none' : 'opens'
  for (const reference of report.references) {
    const known = findCaseKey(tx, channelId, reference)
    if (known) return { updates: known.caseId }
  }
  const asked = report.references.map((reference) => `“${reference}”`).join(', ')
  return { reason: 'case_not_found', detail: `Nothing was reported to this channel as ${asked.slice(0, 200)}: post a message with that "id" first.` }
}
