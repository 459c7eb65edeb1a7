/** Handlers of channels. */
import { ARCHIVED_LISTED, type Channel } from '#shared/contract/channel.ts'
import { addPeople } from '../actions/channels/add-people.ts'
import { archiveChannel } from '../actions/channels/archive-channel.ts'
import { createChannel } from '../actions/channels/create-channel.ts'
import { joinChannel } from '../actions/channels/join-channel.ts'
import { leaveChannel, removeFromChannel } from '../actions/channels/leave-channel.ts'
import { openDirect } from '../actions/channels/open-direct.ts'
import { setChannelPreference } from '../actions/channels/set-channel-preference.ts'
import { restoreChannel, updateChannel } from '../actions/channels/update-channel.ts'
import { mayRead } from '../actions/require.ts'
import { findChannel, findChannelByName, getChannel, listArchivedChannels, listChannels } from '../store/channels.ts'
import { getPerson } from '../store/people.ts'
import type { Call, Handlers } from './handlers.ts'

export const channels: Handlers<'channels'> = {
  list: (call) => listChannels(call.ctx.reader, call.actor.personId, seesPublic(call)),
  listArchived: (call, input) => (input === undefined ? listArchivedChannels(call.ctx.reader, call.actor.personId, seesPublic(call), ARCHIVED_LISTED) : findArchived(call, input.channel)),
  create: ({ ctx, actor }, input) => createChannel(ctx, actor, input),
  openDirect: ({ ctx, actor }, input) => openDirect(ctx, actor, input),
  join: ({ ctx, actor }, input) => joinChannel(ctx, actor, input),
  leave: ({ ctx, actor }, input) => leaveChannel(ctx, actor, input),
  addPeople: ({ ctx, actor }, input) => addPeople(ctx, actor, input),
  removePerson: ({ ctx, actor }, input) => removeFromChannel(ctx, actor, input),
  update: ({ ctx, actor }, input) => updateChannel(ctx, actor, input),
  archive: ({ ctx, actor }, input) => archiveChannel(ctx, actor, input),
  restore: ({ ctx, actor }, input) => restoreChannel(ctx, actor, input),
  setPreference: ({ ctx, actor }, input) => setChannelPreference(ctx, actor, input),
}

/** However long ago it was archived. */
function findArchived({ ctx: { reader }, actor }: Call, ref: string): Channel[] {
  const channel = findChannel(reader, ref) ?? findChannelByName(reader, ref)
  return channel && channel.archivedAt !== null && mayRead(reader, actor, channel) ? [getChannel(reader, channel.id)] : []
}

const seesPublic = ({ ctx, actor }: Call): boolean => getPerson(ctx.reader, actor.personId).role !== 'guest'
