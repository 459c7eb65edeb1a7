/** Everything that I wrote as one JSON file: fetched page by page, so that it can be watched and called off. */
import type { Message } from '#shared/contract/message.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import { localDay } from '#shared/core/local-day.ts'
import { rpc } from '#renderer/lib/data/client.ts'

const PAGE = 500

/** Null when it was called off. */
export async function collectMine(signal: AbortSignal, onProgress: (count: number) => void): Promise<Message[] | null> {
  const collected: Message[] = []
  for (let after: number | null | undefined; after !== null; ) {
    const page = await rpc.messages.mine({ limit: PAGE, ...(after === undefined ? {} : { after }) })
    if (signal.aborted) return null
    collected.push(...page.messages)
    onProgress(collected.length)
    after = page.next
  }
  return collected
}

/** Gives it to the browser to save, named by person and day. */
export function offerFile({ me, workspace, version }: Session, messages: readonly Message[]): void {
  const now = new Date()
  const content = { exportedAt: now.toISOString(), by: `Hookline ${version}`, workspace: { id: workspace.id, name: workspace.name }, person: { id: me.id, username: me.username, displayName: me.displayName }, messages }
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `hookline-${me.username}-${localDay(now)}.json`
  link.click()
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
