/** Changes one message wherever the cache holds it: channel, thread, pins, saved, mentions, search. For what I do, before the server answers. */
import type { QueryClient } from '@tanstack/react-query'
import type { Message } from '#shared/contract/message.ts'
import { patchData } from './patch-data.ts'

/** Null: the message is gone. */
export type MessageChange = (message: Message) => Message | null

/** Every cached list is walked, whatever its shape; what does not hold the message keeps its identity, so that nothing else is drawn anew. */
export function patchMessage(cache: QueryClient, id: string, change: MessageChange): void {
  for (const query of cache.getQueryCache().getAll()) {
    const data: unknown = query.state.data
    const patched = patchIn(data, id, change)
    if (patched !== data && patched !== GONE) patchData(cache, query.queryKey, () => patched)
  }
}

const GONE = Symbol('gone')

/** Deep enough for pages of notices: data, pages, page, list, entry, message. */
function patchIn(value: unknown, id: string, change: MessageChange): unknown {
  if (Array.isArray(value)) return patchList(value, id, change)
  if (typeof value !== 'object' || value === null) return value
  if (isMessage(value)) return value.id === id ? (change(value) ?? GONE) : value
  return patchObject(value as Record<string, unknown>, id, change)
}

function patchList(list: readonly unknown[], id: string, change: MessageChange): readonly unknown[] {
  let isChanged = false
  const patched = list.map((item) => {
    const now = patchIn(item, id, change)
    isChanged ||= now !== item
    return now
  })
  return isChanged ? patched.filter((item) => item !== GONE) : list
}

/** An entry about a message that is gone, for instance a notice, is gone with it. */
function patchObject(object: Record<string, unknown>, id: string, change: MessageChange): unknown {
  let patched = object
  for (const [name, value] of Object.entries(object)) {
    if (typeof value !== 'object' || value === null) continue
    const now = patchIn(value, id, change)
    if (now === GONE) return GONE
    if (now !== value) patched = { ...patched, [name]: now }
  }
  return patched
}

const isMessage = (value: object): value is Message => 'channelId' in value && 'position' in value && 'text' in value
