/** A person says how they want a channel: favourite, muted, what notifies. Nobody else sees that. */
import type { ChannelState, NotifyLevel } from '#shared/contract/unread.ts'
import type { Actor, Context } from '../../context.ts'
import { setChannelPreference as store } from '../../store/preferences.ts'
import { findChannelPreference, readChannelState, readUnreads } from '../../store/unreads.ts'
import { requireChannel } from '../require.ts'

/** What is left out stays as it is. */
export interface ChannelPreferenceInput {
  readonly channel: string
  readonly favourite?: boolean | undefined
  readonly muted?: boolean | undefined
  readonly notify?: NotifyLevel | null | undefined
}

/** @throws AppError `not_found`. */
export function setChannelPreference(ctx: Context, actor: Actor, input: ChannelPreferenceInput): Promise<ChannelState> {
  return ctx.write((tx) => {
    const { id } = requireChannel(tx, actor, input.channel)
    const before = findChannelPreference(tx, actor.personId, id)
    const notify = input.notify === undefined ? before.notify : input.notify
    store(tx, actor.personId, id, { favourite: input.favourite ?? before.favourite, muted: input.muted ?? before.muted, notify })
    tx.emit({ name: 'unreads.changed', data: readUnreads(tx, actor.personId) }, { person: actor.personId })
    return readChannelState(tx, actor.personId, id)
  })
}
