/** Handlers of messages. */
import { AppError } from '#shared/contract/errors.ts'
import { parseId } from '#shared/core/ids.ts'
import { postMessage } from '../actions/post-message.ts'
import { mayRead, requireChannel } from '../actions/require.ts'
import { findChannel } from '../store/channels.ts'
import { findMessage, listMessages } from '../store/messages.ts'
import type { Handlers } from './handlers.ts'

/** A first page of this size is read at once, on the hot connection; everything else on the reader thread. */
const hotLimit = 100

export const messages: Handlers<'messages'> = {
  list: ({ ctx, actor, farReader }, input) => {
    const { id: channelId } = requireChannel(ctx.reader, actor, input.channel)
    const page = { channelId, limit: input.limit, before: input.before, after: input.after }
    const isHot = input.before === undefined && input.after === undefined && input.limit <= hotLimit
    return isHot ? listMessages(ctx.reader, page) : farReader.run('listMessages', page)
  },
  show: ({ ctx, actor }, input) => {
    const message = findMessage(ctx.reader, parseId(input.id) ?? '')
    const channel = message && findChannel(ctx.reader, message.channelId)
    if (!message || !channel || !mayRead(ctx.reader, actor, channel)) throw new AppError('not_found', 'There is no such message.')
    return message
  },
  post: ({ ctx, actor }, input) => postMessage(ctx, actor, input),
}
