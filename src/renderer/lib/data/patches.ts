/** What a batch of events does to the query cache: one write per query, and what is to be asked for again. */
import type { QueryClient } from '@tanstack/react-query'
import type { Message } from '#shared/contract/message.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { appendPosted, isAtEnd, type MessageWindow } from './message-window.ts'
import { patchData } from './patch-data.ts'
import { keys } from './query-keys.ts'
import { refetchCalmly } from './refetch-calmly.ts'
import { fetchAfterFirst } from './refetch-window.ts'
import { prependVerdicts, useRequestsHeard } from './verdict-events.ts'

type Patch = (data: unknown) => unknown

export class Patches {
  readonly #byKey = new Map<string, { key: readonly unknown[]; patches: Patch[] }>()
  readonly #stale = new Map<string, readonly unknown[]>()
  readonly #changing = new Map<string, { key: readonly unknown[]; exact: boolean }>()
  readonly #old = new Map<string, readonly unknown[]>()
  readonly posted = new Map<string, Message[]>()
  /** By webhook, and under `all`; written together. */
  readonly recorded = new Map<string, Verdict[]>()

  add<T>(key: readonly unknown[], patch: (data: T) => T): void {
    const name = JSON.stringify(key)
    const entry = this.#byKey.get(name) ?? { key, patches: [] }
    entry.patches.push(patch as Patch)
    this.#byKey.set(name, entry)
  }

  invalidate(key: readonly unknown[]): void {
    this.#stale.set(JSON.stringify(key), key)
  }

  /** For what changes with every delivery. `exact`: nothing whose key merely begins with it. */
  invalidateCalmly(key: readonly unknown[], exact = false): void {
    this.#changing.set(JSON.stringify(key), { key, exact })
  }

  /** For what changes with every request: asked for again when somebody next looks, and by who looks at it now (`features/hooks/live-counts.tsx`). */
  readonly markOld = (key: readonly unknown[]): unknown => this.#old.set(JSON.stringify(key), key)

  write(cache: QueryClient): void {
    for (const [place, messages] of this.posted) {
      const { channelId, threadRootId } = messages[0]!
      const key = threadRootId === null ? keys.messages(channelId) : keys.replies(threadRootId)
      this.add<MessageWindow>(key, (window) => appendPosted(window, messages, isAtEnd(place)))
      fetchAfterFirst(cache, key)
    }
    for (const [hookId, verdicts] of this.recorded) this.add<readonly Verdict[]>(keys.verdicts(hookId), (list) => prependVerdicts(list, verdicts))
    for (const { key, patches } of this.#byKey.values()) {
      patchData<unknown>(cache, key, (data) => patches.reduce<unknown>((value, patch) => patch(value), data))
    }
    for (const key of this.#stale.values()) void cache.invalidateQueries({ queryKey: key })
    for (const key of this.#old.values()) void cache.invalidateQueries({ queryKey: key, refetchType: 'none' })
    if (this.#old.size > 0) useRequestsHeard.setState(({ times }) => ({ times: times + 1 }))
    for (const { key, exact } of this.#changing.values()) refetchCalmly(cache, key, exact)
  }
}
