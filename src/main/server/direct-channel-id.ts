/** The id of the conversation of two people: the same on all devices, so that it is one also when both begin it at the same time. */
import { hash } from 'node:crypto'
import type { ChannelId } from '#shared/contract/ids.ts'

/** UUIDv8 (RFC 9562 §5.8) of SHA-256. In either order; `one` twice for the conversation with oneself. */
export function directChannelId(workspaceId: string, one: string, other: string): ChannelId {
  const digest = hash('sha256', ['hookline direct', workspaceId, ...[one, other].sort()].join(' '), 'hex')
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 3) | 8).toString(16)
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}` as ChannelId
}

/** Whether an id is of that kind: nothing else has one. */
export const isDirectChannelId = (id: string): boolean => id.charAt(14) === '8'
