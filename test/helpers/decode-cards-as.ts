/** What another chat's body becomes, short enough to compare in full; empty parts are left out. */
import { decodeCards } from '#shared/dialects/decode-cards.ts'
import type { HookPost } from '#shared/dialects/dialect.ts'

export type CardsSeen = Partial<Pick<HookPost, 'text' | 'attachments' | 'ignored' | 'thread'>>

/** Undefined when it is of no such chat; a refusal's reason when there is nothing to post. */
export function decodeCardsAs(body: unknown, query = '', isAnyTool = true): CardsSeen | string | undefined {
  const decoded = decodeCards({ method: 'POST', headers: {}, query: new URLSearchParams(query), rawText: typeof body === 'string' ? body : JSON.stringify(body) }, isAnyTool)
  if (decoded === undefined) return undefined
  if (!decoded.ok) return `${decoded.reason} ${decoded.answerAs ?? ''}`
  const { text, attachments, ignored, thread } = decoded.post
  return { ...(text === '' ? {} : { text }), ...(attachments.length === 0 ? {} : { attachments }), ...(ignored.length === 0 ? {} : { ignored }), ...(thread === undefined ? {} : { thread }) }
}
