/** Tells everybody with a window what is unread as it changes: at once, then at most four times a second, however many posts come. */
import type { ChannelId, PersonId } from '#shared/contract/ids.ts'
import type { Context } from './context.ts'
import type { Announced } from './store/write.ts'
import { isMember, listJoinedChannelIds } from './store/channels.ts'
import { countUnreadThreads } from './store/threads.ts'
import { readChannelState, sumUnreads } from './store/unreads.ts'
import type { ChannelState } from '#shared/contract/unread.ts'

const PAUSE_MS = 250

/** @returns the function that ends it. */
export function startAnnouncingUnreads(ctx: Context): () => void {
  const known = new Map<PersonId, Map<ChannelId, ChannelState>>()
  const dirty = new Set<ChannelId>()
  let everything = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastAt = 0

  const flush = (): void => {
    timer = undefined
    lastAt = performance.now()
    const channels = everything ? null : [...dirty]
    dirty.clear()
    everything = false
    for (const personId of known.keys()) if (!ctx.events.watching.has(personId)) known.delete(personId)
    for (const personId of ctx.events.watching.keys()) announce(personId, channels)
  }
  const arm = (): void => {
    timer ??= setTimeout(flush, Math.max(0, lastAt + PAUSE_MS - performance.now())).unref()
  }

  function announce(personId: PersonId, channels: readonly ChannelId[] | null): void {
    const states = known.get(personId)
    const fresh = states === undefined || channels === null ? new Map(listJoinedChannelIds(ctx.reader, personId).map((id) => [id, readChannelState(ctx.reader, personId, id)])) : states
    if (fresh === states) for (const id of channels ?? []) if (isMember(ctx.reader, id, personId)) fresh.set(id, readChannelState(ctx.reader, personId, id))
    known.set(personId, fresh)
    const data = sumUnreads([...fresh.values()], countUnreadThreads(ctx.reader, personId))
    ctx.events.publish({ event: { name: 'unreads.changed', data }, audience: { person: personId } })
  }

  const end = ctx.events.subscribe(({ event, audience }: Announced) => {
    switch (event.name) {
      case 'message.posted':
      case 'message.changed':
        dirty.add(event.data.channelId)
        return arm()
      case 'channel.changed':
      case 'channel.archived':
      case 'channel.lost':
        everything = true
        return arm()
      case 'unreads.changed':
        // Somebody moved a mark: what is known of them here is old. What comes from here says nothing new.
        if (typeof audience === 'object') known.set(audience.person, new Map(event.data.channels.map((state) => [state.channelId, state])))
    }
  })
  return () => {
    end()
    clearTimeout(timer)
  }
}
