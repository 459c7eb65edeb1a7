/** Which case a hook's message opens or updates, by the ids that its sender gave. */
import type { ChannelId, MessageId } from '#shared/contract/ids.ts'
import type { CaseReport, Refusal } from '#shared/dialects/dialect.ts'
import { findCaseKey } from '../../store/cases.ts'
import type { Tx } from '../../store/connection.ts'

/** `'opens'`: the message opens one; `'none'`: it belongs to none; else the case that it updates. */
export function resolveCase(tx: Tx, channelId: ChannelId, report: CaseReport | undefined): 'opens' | 'none' | { readonly updates: MessageId } | Refusal {
  if (report === undefined) return 'none'
  const earlier = report.id === undefined ? undefined : findCaseKey(tx, channelId, report.id)
  if (earlier) {
    const { id, messageId, caseId } = earlier
    return { reason: 'case_already_reported', detail: `“${id}” was reported to this channel before: nothing was posted.`, earlier: { id, messageId, caseId } }
  }
  if (report.references.length === 0) return report.id === undefined ? 'none' : 'opens'
  let wasDeleted = false
  for (const reference of report.references) {
    const known = findCaseKey(tx, channelId, reference)
    if (known?.isThere === 1) return { updates: known.caseId }
    wasDeleted ||= known !== undefined
  }
  return { reason: 'case_not_found', detail: describeMissing(report.references, wasDeleted) }
}

function describeMissing(references: readonly string[], wasDeleted: boolean): string {
  const asked = references.map((reference) => `“${reference}”`).join(', ').slice(0, 200).toWellFormed()
  if (wasDeleted) return `The case that ${asked} belongs to was deleted in this channel: open a new one with an "id" of its own and no "references".`
  return `Nothing was reported to this channel as ${asked}: post a message with that "id" first.`
}
