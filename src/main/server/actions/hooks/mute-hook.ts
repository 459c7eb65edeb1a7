/** A reader's own mute of one hook: nothing of it becomes unread or tells them anything; people and other hooks are as before. */
import { AppError } from '#shared/contract/errors.ts'
import type { HookId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { MutedHook } from '#shared/contract/unread.ts'
import type { Actor, Context } from '../../context.ts'
import { findNewestPosition } from '../../store/change-log.ts'
import { findChannel, listChannels, listJoinedChannelIds } from '../../store/channels.ts'
import type { Reader, Tx } from '../../store/connection.ts'
import { countAfter, hasPostedTo, isMutedFor, listAfter, listMutedBy, setHookMute } from '../../store/hook-mutes.ts'
import { findHookPlace } from '../../store/hooks.ts'
import { listMessagesById } from '../../store/messages.ts'
import { advanceReadMark, findReadMark } from '../../store/read-marks.ts'
import { passThreadsOf, recountThreadsOf } from '../../store/threads.ts'
import { readChannelState, readUnreads } from '../../store/unreads.ts'
import { mayRead, requirePerson } from '../require.ts'

/** Anybody who can see one of its messages may. @throws AppError `not_found`. */
export function muteHook(ctx: Context, actor: Actor, { id, muted }: { readonly id: HookId; readonly muted: boolean }): Promise<{ id: HookId; muted: boolean }> {
  return ctx.write((tx) => {
    if (isMutedFor(tx, actor.personId, id) === muted) {
      if (!muted && !isSeen(tx, actor, id)) throw notThere()
      return { id, muted }
    }
    if (muted) {
      if (!isSeen(tx, actor, id)) throw notThere()
      setHookMute(tx, actor.personId, id, ctx.now())
      recountThreadsOf(tx, actor.personId)
    } else {
      passWhatIsRead(tx, actor, id)
      setHookMute(tx, actor.personId, id, null)
    }
    tx.emit({ name: 'hook.muted', data: { hookId: id, muted } }, { person: actor.personId })
    tx.emit({ name: 'unreads.changed', data: readUnreads(tx, actor.personId) }, { person: actor.personId })
    return { id, muted }
  })
}

const notThere = (): AppError => new AppError('not_found', 'There is no such webhook in the channels that you can read.')

function isSeen(tx: Tx, actor: Actor, id: HookId): boolean {
  const place = findHookPlace(tx, id)
  if (place === undefined) return false
  const home = findChannel(tx, place.channelId)
  if (home && mayRead(tx, actor, home)) return true
  const { role } = requirePerson(tx, actor)
  return listChannels(tx, actor.personId, role !== 'guest').some((channel) => hasPostedTo(tx, id, channel.id))
}

/** Whoever had nothing unread still has nothing when they hear the hook again: a badge of a month is no welcome. */
function passWhatIsRead(tx: Tx, { personId }: Actor, id: HookId): void {
  for (const channelId of listJoinedChannelIds(tx, personId)) {
    if (readChannelState(tx, personId, channelId).unread === 0) advanceReadMark(tx, personId, channelId, findNewestPosition(tx, channelId))
  }
  passThreadsOf(tx, personId, id)
}

export function readMutedHooks(reader: Reader, { personId }: Actor): MutedHook[] {
  const channels = listJoinedChannelIds(reader, personId).map((channelId) => ({ channelId, mark: findReadMark(reader, personId, channelId) }))
  return [...listMutedBy(reader, personId)].flatMap(([id, mutedAt]) => {
    const place = findHookPlace(reader, id)
    if (place === undefined) return []
    const waiting = channels.map(({ channelId, mark }) => ({ channelId, count: countAfter(reader, id, channelId, mark) })).filter(({ count }) => count > 0)
    return [{ id, name: place.name, owner: place.owner, mutedAt, waiting }]
  })
}

/** @throws AppError `not_found` for a hook that the person did not mute. */
export function readMutedMessages(reader: Reader, { personId }: Actor, { id, limit }: { readonly id: HookId; readonly limit: number }): Message[] {
  if (!isMutedFor(reader, personId, id)) throw new AppError('not_found', 'You did not mute this webhook.')
  const ids = listJoinedChannelIds(reader, personId).flatMap((channelId) => listAfter(reader, { hookId: id, channelId, mark: findReadMark(reader, personId, channelId), limit }))
  return listMessagesById(reader, ids)
    .sort((a, b) => a.createdAt - b.createdAt || a.position - b.position)
    .slice(-limit)
}
