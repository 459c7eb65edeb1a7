/** The one subscriber to live events: patches the query cache, at most once per query and animation frame, and refetches after a lost connection. */
import type { QueryClient } from '@tanstack/react-query'
import type { Channel } from '#shared/contract/channel.ts'
import type { Draft } from '#shared/contract/draft.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Backlog, Hook } from '#shared/contract/hook.ts'
import type { CaseState, Message } from '#shared/contract/message.ts'
import type { Session } from '#shared/contract/rpc/session.ts'
import type { Setting } from '#shared/contract/settings.ts'
import type { Subscription } from '#shared/contract/subscription.ts'
import type { FollowedThread } from '#shared/contract/unread.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { withCase, withoutCase, type CasePages } from './case-pages.ts'
import { startConnection, type Rpc } from './client.ts'
import { appendPosted, inOrder, isAtEnd, type MessageWindow } from './message-window.ts'
import { patchData } from './patch-data.ts'
import { patchMessage } from './patch-message.ts'
import { pushTo } from './push-to.ts'
import { keys } from './query-keys.ts'
import { refetchCalmly } from './refetch-calmly.ts'
import { fetchAfterFirst } from './refetch-window.ts'
import { collectTeam } from './team-events.ts'
import { upsert } from './upsert.ts'
import { collectVerdicts, prependVerdicts, useRequestsHeard } from './verdict-events.ts'

/** Connects, subscribes on every connection, and keeps the cache true from then on. `onEvent` gets each once that is done: what is no data, such as notifications. */
export function startLiveEvents(cache: QueryClient, onEvent: (event: AppEvent) => void): void {
  let connectedBefore = false
  const { push, catchUp } = batchPerFrame((events) => {
    applyEvents(cache, events)
    events.forEach(onEvent)
  })
  const greet = async (direct: Rpc, endLine: () => void): Promise<void> => {
    const events = await direct.events.subscribe()
    // A stream also ends by itself, for instance when too much waited in it: what it did not say is asked for over a new line.
    void follow(events, push).then(endLine)
    // The first time only what gave up waiting for the connection.
    const refetchAll = connectedBefore
    void cache.invalidateQueries({ predicate: (query) => refetchAll || query.state.status === 'error' })
    connectedBefore = true
  }
  startConnection(greet, catchUp)
}

async function follow(events: AsyncIterable<AppEvent>, push: (event: AppEvent) => void): Promise<void> {
  try {
    for await (const event of events) push(event)
  } catch {
    // The line was closed, or the server gave the stream up; the client reconnects and this subscription is made anew.
  }
}

const HIDDEN_FRAME_MS = 250
/** More messages than this within a second are a flood: then the window is drawn four times a second, not sixty. */
const CALM_PER_SECOND = 10
const FLOOD_MS = 250

export interface Batches {
  push: (event: AppEvent) => void
  /** Applies what waits at once. */
  catchUp: () => void
}

/** Exported for tests. */
export function batchPerFrame(flush: (events: readonly AppEvent[]) => void): Batches {
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
  const isFlood = measureFlood()
  const push = (event: AppEvent): void => {
    queue.push(event)
    const flood = isFlood(event)
    if (queue.length > 1) return
    if (!flood) frame = requestAnimationFrame(run)
    // A hidden page gets no frames.
    timer = setTimeout(run, flood ? FLOOD_MS : HIDDEN_FRAME_MS)
  }
  return { push, catchUp: () => void (queue.length > 0 && run()) }
}

/** To be called at each event; true when more messages than a reader can follow came within the last second. What one message brings with it does not count. */
function measureFlood(): (event: AppEvent) => boolean {
  const times: number[] = []
  return (event) => {
    const now = performance.now()
    if (event.name === 'message.posted') times.push(now)
    if (times.length > CALM_PER_SECOND + 1) times.shift()
    return times.length > CALM_PER_SECOND && now - times[0]! < 1000
  }
}

/** Applies events in order with one write per cached query. */
export function applyEvents(cache: QueryClient, events: readonly AppEvent[]): void {
  const patches = new Patches()
  for (const event of events) {
    collect(patches, event)
    collectTeam(patches, event)
    collectVerdicts(patches, event)
  }
  patches.write(cache)
  for (const event of events) if (event.name === 'message.changed') applyChanged(cache, event.data)
}

/** A message that was deleted stays in sight only while it has replies. One of mine that waited gets its place among what others wrote meanwhile. */
function applyChanged(cache: QueryClient, message: Message): void {
  patchMessage(cache, message.id, () => (message.deletedAt !== null && message.thread === null ? null : message))
  const key = message.threadRootId === null ? keys.messages(message.channelId) : keys.replies(message.threadRootId)
  patchData<MessageWindow>(cache, key, inOrder)
}

type Patch = (data: unknown) => unknown

class Patches {
  readonly #byKey = new Map<string, { key: readonly unknown[]; patches: Patch[] }>()
  readonly #stale = new Map<string, readonly unknown[]>()
  readonly #changing = new Map<string, { key: readonly unknown[]; exact: boolean }>()
  readonly #old = new Map<string, readonly unknown[]>()
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

function collect(patches: Patches, event: AppEvent): void {
  switch (event.name) {
    case 'message.posted':
      if (event.data.files.length > 0) patches.invalidate(keys.channelFiles(event.data.channelId))
      return pushTo(patches.posted, event.data.threadRootId ?? event.data.channelId, event.data)
    case 'message.changed':
      patches.invalidate(keys.pinned(event.data.channelId))
      if (event.data.deletedAt !== null) dropWhatWasDeleted(patches, event.data)
      return event.data.thread === null ? undefined : patches.invalidate(keys.threads)
    case 'case.changed':
      return inCases(patches, event.data.channelId, (list, state) => withCase(list, event.data, state))
    case 'backlog.changed':
      return patches.add<Backlog>(keys.backlog(event.data.hookId), (backlog) => ({ ...backlog, waiting: event.data.waiting }))
    case 'channel.changed':
      // Restored, unless it is still in there.
      patches.add<readonly Channel[]>(keys.archivedChannels, (list) => list.filter((channel) => channel.id !== event.data.id || event.data.archivedAt !== null))
      patches.invalidate(keys.archivedChannels)
      return patches.add<readonly Channel[]>(keys.channels, (list) => upsert(list, event.data, 'id'))
    case 'channel.lost':
      patches.invalidate(keys.messages(event.data.channelId))
      return patches.add<readonly Channel[]>(keys.channels, (list) => list.filter((channel) => channel.id !== event.data.channelId))
    case 'channel.archived':
      patches.invalidate(keys.archivedChannels)
      return patches.add<readonly Channel[]>(keys.channels, (list) =>
        list.map((channel) => (channel.id === event.data.channelId ? { ...channel, archivedAt: channel.archivedAt ?? Date.now() } : channel)),
      )
    case 'workspace.changed':
      patches.add(keys.workspace, () => event.data)
      return patches.add<Session>(keys.session, (session) => ({ ...session, workspace: event.data }))
    case 'setting.changed':
      patches.add<readonly Setting[]>(keys.settings, (list) => upsert(list, event.data, 'key'))
      patches.invalidate(keys.hookRoom)
      patches.invalidate(keys.subscriptionRoom)
      // Whether it is held.
      patches.invalidate(keys.backlogs)
      // What I may do can depend on it.
      return patches.invalidate(keys.session)
    case 'hook.changed':
      patches.invalidate(keys.hookRoom)
      patches.invalidate(keys.doctor(event.data.id))
      patches.invalidate(keys.backlog(event.data.id))
      patches.add<readonly Hook[]>(keys.hooks, (list) => upsert(list, event.data, 'id'))
      return patches.add(keys.hook(event.data.id), () => event.data)
    case 'hook.deleted':
      patches.invalidate(keys.hookRoom)
      return patches.add<readonly Hook[]>(keys.hooks, (list) => list.filter((hook) => hook.id !== event.data.hookId))
    case 'listener.changed':
      return patches.add(keys.listener, () => event.data)
    default:
      collectSecrets(patches, event)
      collectOutgoing(patches, event)
      return collectMine(patches, event)
  }
}

/** Its files, its thread when nobody had replied, and the case that it opened. */
function dropWhatWasDeleted(patches: Patches, { id, channelId }: Message): void {
  patches.invalidate(keys.channelFiles(channelId))
  patches.invalidate(keys.thread(id))
  inCases(patches, channelId, (list) => withoutCase(list, id))
}

function inCases(patches: Patches, channelId: string, change: (list: CasePages, state: CaseState) => CasePages): void {
  for (const state of ['open', 'closed'] as const) patches.add<CasePages>(keys.cases(channelId, state), (list) => change(list, state))
  patches.invalidate(keys.caseCount(channelId))
}

/** What opens a way in: never itself, only that it changed. */
function collectSecrets(patches: Patches, event: AppEvent): void {
  switch (event.name) {
    case 'addresses.changed':
      return patches.invalidate(keys.addresses(event.data.hookId))
    case 'secrets.changed':
      return patches.invalidate(keys.hookSecrets(event.data.hookId))
    case 'tokens.changed':
      return patches.invalidate(keys.tokens)
  }
}

/** What outgoing webhooks do, and who agreed to it. */
function collectOutgoing(patches: Patches, event: AppEvent): void {
  switch (event.name) {
    case 'subscription.changed':
      patches.invalidate(keys.subscriptionRoom)
      patches.invalidate(keys.consents(event.data.id))
      // A pause changes how those that wait are seen.
      patches.invalidate(keys.subscriptionStandings)
      patches.invalidate(keys.deliveries(event.data.id))
      patches.invalidate(keys.subscriptionHealth(event.data.id))
      return patches.add<readonly Subscription[]>(keys.subscriptions, (list) => upsert(list, event.data, 'id'))
    case 'subscription.deleted':
      patches.invalidate(keys.subscriptionRoom)
      return patches.add<readonly Subscription[]>(keys.subscriptions, (list) => list.filter(({ id }) => id !== event.data.subscriptionId))
    case 'listening.changed':
      patches.invalidate(keys.allConsents)
      return patches.invalidate(keys.listening(event.data.channelId))
    case 'deliveries.changed':
      patches.invalidateCalmly(keys.subscriptionStandings)
      patches.invalidateCalmly(keys.subscriptionHealth(event.data.subscriptionId))
      return patches.invalidateCalmly(keys.deliveries(event.data.subscriptionId))
  }
}

/** What belongs to me alone. */
function collectMine(patches: Patches, event: AppEvent): void {
  switch (event.name) {
    case 'hook.muted':
      patches.invalidate(keys.notices)
      return patches.invalidate(keys.mutedHooks)
    case 'unreads.changed':
      patches.invalidateCalmly(keys.mutedHooks)
      patches.invalidate(keys.notices)
      patches.invalidate(keys.threads)
      return patches.add(keys.unreads, () => event.data)
    case 'preferences.changed':
      return patches.add(keys.preferences, () => event.data)
    case 'draft.changed':
      return patches.add<readonly Draft[]>(keys.drafts, (list) => replaceDraft(list, event.data))
    case 'saved.changed':
      patches.invalidate(keys.saved)
      return patches.add<readonly string[]>(keys.savedIds, (ids) => [...ids.filter((id) => id !== event.data.messageId), ...(event.data.saved ? [event.data.messageId] : [])])
    case 'thread.followed':
      patches.invalidate(keys.threads)
      return patches.add<FollowedThread>(keys.thread(event.data.rootId), (thread) => ({ ...thread, following: event.data.following }))
  }
}

/** One without text and files is none. */
function replaceDraft(list: readonly Draft[], draft: Draft): readonly Draft[] {
  const others = list.filter(({ channelId, threadRootId }) => channelId !== draft.channelId || threadRootId !== draft.threadRootId)
  return draft.text === '' && draft.files.length === 0 ? others : [...others, draft]
}
