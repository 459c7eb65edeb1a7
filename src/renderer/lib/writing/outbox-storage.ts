/** Where unsent messages outlive the window: this browser's storage, apart for each person of each workspace. */
import { z } from 'zod'
import { fileSchema } from '#shared/contract/file.ts'
import { messageIdSchema } from '#shared/contract/ids.ts'
import type { Unsent } from './outbox.ts'

const unsentSchema = z.array(
  z.object({
    id: messageIdSchema,
    channelId: z.string(),
    text: z.string(),
    threadRootId: messageIdSchema.nullable(),
    files: z.array(fileSchema),
    isAction: z.boolean(),
    createdAt: z.int(),
    problem: z.string().nullable(),
  }),
)

const keyOf = (place: string): string => `hookline.outbox.${place}`

/** Nothing where there is nothing, or nothing that can be read. */
export function readOutbox(place: string): readonly Unsent[] {
  return parse(localStorage.getItem(keyOf(place)))
}

/** Calls for what another window of mine sent, took back or threw away. What this one could never store is not among it. */
export function onDropped(place: string, call: (ids: ReadonlySet<string>) => void): void {
  window.addEventListener('storage', ({ key, oldValue, newValue }) => {
    if (key !== keyOf(place)) return
    const left = new Set<string>(parse(newValue).map(({ id }) => id))
    const dropped = parse(oldValue).flatMap(({ id }) => (left.has(id) ? [] : [id]))
    if (dropped.length > 0) call(new Set(dropped))
  })
}

function parse(stored: string | null): readonly Unsent[] {
  if (stored === null) return []
  try {
    return unsentSchema.parse(JSON.parse(stored))
  } catch {
    return []
  }
}

/** `seen` are all ids that this window ever had: what else is stored belongs to another window of mine and stays. */
export function writeOutbox(place: string, unsent: readonly Unsent[], seen: ReadonlySet<string>): void {
  const all = [...readOutbox(place).filter(({ id }) => !seen.has(id)), ...unsent]
  if (all.length === 0) return localStorage.removeItem(keyOf(place))
  try {
    localStorage.setItem(keyOf(place), JSON.stringify(all))
  } catch {
    // The storage is full: what is unsent lives as long as the window.
  }
}
