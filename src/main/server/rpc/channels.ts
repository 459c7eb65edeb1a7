/** Handlers of channels. */
import { archiveChannel } from '../actions/archive-channel.ts'
import { createChannel } from '../actions/create-channel.ts'
import { listChannels } from '../store/channels.ts'
import { getPerson } from '../store/people.ts'
import type { Handlers } from './handlers.ts'

export const channels: Handlers<'channels'> = {
  list: ({ ctx, actor }) => listChannels(ctx.reader, actor.personId, getPerson(ctx.reader, actor.personId).role !== 'guest'),
  create: ({ ctx, actor }, input) => createChannel(ctx, actor, input),
  archive: ({ ctx, actor }, input) => archiveChannel(ctx, actor, input),
}
