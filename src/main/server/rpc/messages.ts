/** Handlers of messages. */
import { deleteMessage } from '../actions/messages/delete-message.ts'
import { editMessage } from '../actions/messages/edit-message.ts'
import { explainNotice } from '../actions/messages/explain-notice.ts'
import { readRepeats } from '../actions/posts/read-repeats.ts'
import { pinMessage } from '../actions/messages/pin-message.ts'
import { postMessage } from '../actions/messages/post-message.ts'
import { reactToMessage } from '../actions/messages/react-to-message.ts'
import { requireChannel } from '../actions/require.ts'
import { requireMessage } from '../actions/messages/require-message.ts'
import { readNotices, readSaved } from '../actions/messages/read-inbox.ts'
import { readVersions } from '../actions/messages/read-versions.ts'
import { saveMessage } from '../actions/messages/save-message.ts'
import { listMessages, listPinned } from '../store/messages.ts'
import { listSavedIds } from '../store/saved.ts'
import type { Handlers } from './handlers.ts'

/** A page of this size is read at once, on the hot connection, wherever it lies: it costs the same. A larger one goes to the reader thread. */
const hotLimit = 100
const PINNED = 100

export const messages: Handlers<'messages'> = {
  list: ({ ctx, actor, farReader }, { channel, ...input }) => {
    const page = { ...input, channelId: requireChannel(ctx.reader, actor, channel).id }
    const { thread } = input
    if (thread !== undefined && requireMessage(ctx.reader, actor, thread).channel.id !== page.channelId) return { messages: [], hasOlder: false, hasNewer: false }
    return input.limit <= hotLimit ? listMessages(ctx.reader, page) : farReader.run('listMessages', page)
  },
  show: ({ ctx, actor }, input) => requireMessage(ctx.reader, actor, input.id).message,
  versions: ({ ctx, actor }, input) => readVersions(ctx.reader, actor, input),
  post: ({ ctx, actor }, input) => postMessage(ctx, actor, input),
  edit: ({ ctx, actor }, input) => editMessage(ctx, actor, input),
  delete: ({ ctx, actor }, input) => deleteMessage(ctx, actor, input),
  react: ({ ctx, actor }, input) => reactToMessage(ctx, actor, input),
  pin: ({ ctx, actor }, input) => pinMessage(ctx, actor, input),
  pinned: ({ ctx, actor }, input) => listPinned(ctx.reader, requireChannel(ctx.reader, actor, input.channel).id, PINNED),
  repeats: ({ ctx, actor }, input) => readRepeats(ctx.reader, actor, input),
  save: ({ ctx, actor }, input) => saveMessage(ctx, actor, input),
  saved: ({ ctx, actor }, input) => readSaved(ctx.reader, actor, input),
  savedIds: ({ ctx, actor }) => listSavedIds(ctx.reader, actor.personId),
  notices: ({ ctx, actor }, input) => readNotices(ctx.reader, actor, input),
  whyNotified: ({ ctx, actor }, input) => explainNotice(ctx.reader, actor, input.messageId),
  mine: ({ actor, farReader }, { after = 0, limit }) => farReader.run('listOwnMessages', { personId: actor.personId, after, limit }),
}
