/** The one subscriber to live events: patches the query cache, at most once per query and animation frame, and refetches after a lost connection. */
import type { QueryClient } from '@tanstack/react-query'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Message } from '#shared/contract/message.ts'
import { batchPerFrame } from './batch-per-frame.ts'
import { startConnection, type Rpc } from './client.ts'
import { collectEvent } from './collect-events.ts'
import { inOrder, type MessageWindow } from './message-window.ts'
import { patchData } from './patch-data.ts'
import { patchMessage } from './patch-message.ts'
import { Patches } from './patches.ts'
import { keys } from './query-keys.ts'

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

/** Applies events in order with one write per cached query. */
export function applyEvents(cache: QueryClient, events: readonly AppEvent[]): void {
  const patches = new Patches()
  for (const event of events) collectEvent(patches, event)
  patches.write(cache)
  for (const event of events) if (event.name === 'message.changed') applyChanged(cache, event.data)
}

/** A message that was deleted stays in sight only while it has replies. One of mine that waited gets its place among what others wrote meanwhile. */
function applyChanged(cache: QueryClient, message: Message): void {
  patchMessage(cache, message.id, () => (message.deletedAt !== null && message.thread === null ? null : message))
  const key = message.threadRootId === null ? keys.messages(message.channelId) : keys.replies(message.threadRootId)
  patchData<MessageWindow>(cache, key, inOrder)
}
