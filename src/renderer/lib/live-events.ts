/** The one subscriber to live events: patches the query cache, at most once per query and animation frame, and refetches after a lost connection. */
import type { QueryClient } from '@tanstack/react-query'
import type { Channel } from '#shared/contract/channel.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Hook } from '#shared/contract/hook.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { Setting } from '#shared/contract/settings.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { startConnection } from './client.ts'
import { appendPosted, isAtEnd, type MessageWindow } from './message-window.ts'
import { keys } from './query-keys.ts'

const KEPT_VERDICTS = 200

/** Connects, subscribes on every connection, and keeps the cache true from then on. */
export function startLiveEvents(cache: QueryClient): void {
  let connectedBefore = false
  const push = batchPerFrame((events) => applyEvents(cache, events))
  startConnection(async (direct) => {
    const events = await direct.events.subscribe()
    void follow(events, push)
    // The first time only what gave up waiting for the connection.
    const refetchAll = connectedBefore
    void cache.invalidateQueries({ predicate: (query) => refetchAll || query.state.status === 'error' })
    connectedBefore = true
  })
}

async function follow(events: AsyncIterable<AppEvent>, push: (event: AppEvent) => void): Promise<void> {
  try {
    for await (const event of events) push(event)
  } catch {
    // The line was closed; the client reconnects and this subscription is made anew.
  }
}

const HIDDEN_FRAME_MS = 250

function batchPerFrame(flush: (events: readonly AppEvent[]) => void): (event: AppEvent) => void {
  let queue: AppEvent[] = []
  const run = (): void => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    const events = queue
    queue = []
    flush(events)
  }
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return (event) => {
    queue.push(event)
    if (queue.length > 1) return
    frame = requestAnimationFrame(run)
    // A hidden page gets no frames.
    timer = setTimeout(run, HIDDEN_FRAME_MS)
  }
}

/** Applies events in order with one write per cached query. */
export function applyEvents(cache: QueryClient, events: readonly AppEvent[]): void {
  const patches = new Patches()
  for (const event of events) collect(patches, event)
  patches.write(cache)
}

type Patch = (data: unknown) => unknown

class Patches {
  readonly #byKey = new Map<string, { key: readonly unknown[]; patches: Patch[] }>()
  readonly #stale = new Map<string, readonly unknown[]>()
  readonly posted = new Map<string, Message[]>()
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

  write(cache: QueryClient): void {
    for (const [channelId, messages] of this.posted) {
      this.add<MessageWindow>(keys.messages(channelId), (window) => appendPosted(window, messages, isAtEnd(channelId)))
    }
    for (const [hookId, verdicts] of this.recorded) this.add<readonly Verdict[]>(keys.verdicts(hookId), (list) => prependVerdicts(list, verdicts))
    for (const { key, patches } of this.#byKey.values()) {
      // What is not cached is not wanted yet; whoever wants it fetches it whole.
      cache.setQueryData<unknown>(key, (data: unknown) => (data === undefined ? undefined : patches.reduce<unknown>((value, patch) => patch(value), data)))
    }
    for (const key of this.#stale.values()) void cache.invalidateQueries({ queryKey: key })
  }
}

function collect(patches: Patches, event: AppEvent): void {
  switch (event.name) {
    case 'message.posted':
      return pushTo(patches.posted, event.data.channelId, event.data)
    case 'verdict.recorded':
      if (event.data.hookId !== null) pushTo(patches.recorded, event.data.hookId, event.data)
      return pushTo(patches.recorded, 'all', event.data)
    case 'channel.changed':
      // Restored, unless it is still in there.
      patches.add<readonly Channel[]>(keys.archivedChannels, (list) => list.filter((channel) => channel.id !== event.data.id || event.data.archivedAt !== null))
      return patches.add<readonly Channel[]>(keys.channels, (list) => upsert(list, event.data, 'id'))
    case 'channel.archived':
      patches.invalidate(keys.archivedChannels)
      return patches.add<readonly Channel[]>(keys.channels, (list) =>
        list.map((channel) => (channel.id === event.data.channelId ? { ...channel, archivedAt: channel.archivedAt ?? Date.now() } : channel)),
      )
    case 'person.changed':
      patches.add<readonly (typeof event.data)[]>(keys.people, (list) => upsert(list, event.data, 'id'))
      return patches.add<Session>(keys.session, (session) => (session.me.id === event.data.id ? { ...session, me: event.data } : session))
    case 'workspace.changed':
      patches.add(keys.workspace, () => event.data)
      return patches.add<Session>(keys.session, (session) => ({ ...session, workspace: event.data }))
    case 'setting.changed':
      patches.add<readonly Setting[]>(keys.settings, (list) => upsert(list, event.data, 'key'))
      // What I may do can depend on it.
      return patches.invalidate(keys.session)
    case 'hook.changed':
      patches.add<readonly Hook[]>(keys.hooks, (list) => upsert(list, event.data, 'id'))
      return patches.add(keys.hook(event.data.id), () => event.data)
    case 'hook.deleted':
      return patches.add<readonly Hook[]>(keys.hooks, (list) => list.filter((hook) => hook.id !== event.data.hookId))
    case 'addresses.changed':
      return patches.invalidate(keys.addresses(event.data.hookId))
    case 'listener.changed':
      return patches.add(keys.listener, () => event.data)
  }
}

/** Replaces in place or adds at the end, so that rows do not jump. */
export function upsert<T, K extends keyof T>(list: readonly T[], item: T, key: K): readonly T[] {
  const index = list.findIndex((other) => other[key] === item[key])
  return index === -1 ? [...list, item] : list.with(index, item)
}

/** `recorded` is oldest first as it arrived; the list is newest first. A verdict that only counts up replaces its row. */
export function prependVerdicts(list: readonly Verdict[], recorded: readonly Verdict[]): readonly Verdict[] {
  const fresh = new Map<Verdict['id'], Verdict>()
  for (const verdict of recorded.toReversed()) if (!fresh.has(verdict.id)) fresh.set(verdict.id, verdict)
  return [...fresh.values(), ...list.filter((verdict) => !fresh.has(verdict.id))].slice(0, KEPT_VERDICTS)
}

function pushTo<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}
