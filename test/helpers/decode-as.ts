/** What a raw sender's request becomes, short enough to compare in full. */
import type { Attachment } from '#shared/contract/message.ts'
import type { RawPost } from '#shared/dialects/dialect.ts'
import { decodeSender } from '#shared/dialects/senders/index.ts'

export interface Read {
  readonly readAs: string | undefined
  readonly text: string
  readonly attachments: readonly Attachment[]
  /** Sorted. */
  readonly ignored: readonly string[]
}

/** Undefined when no sender knows it. */
export function decodeAs(headers: RawPost['headers'], body: unknown): Read | undefined {
  const decoded = decodeSender({ method: 'POST', headers, query: new URLSearchParams(), rawText: typeof body === 'string' ? body : JSON.stringify(body) })
  if (decoded === undefined) return undefined
  if (!decoded.ok) throw new Error(decoded.detail)
  const { readAs, text, attachments, ignored } = decoded.post
  return { readAs, text, attachments, ignored: [...ignored].sort() }
}
