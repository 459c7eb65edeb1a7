/** Handlers of files. */
import { PIECE_BYTES } from '#shared/contract/rpc/files.ts'
import { appendUpload } from '../actions/files/append-upload.ts'
import { beginUpload } from '../actions/files/begin-upload.ts'
import { cancelUpload } from '../actions/files/cancel-upload.ts'
import { finishUpload } from '../actions/files/finish-upload.ts'
import { requireChannel } from '../actions/require.ts'
import { countMessages, isFiltered, listChannelFiles } from '../store/message-files.ts'
import type { Handlers } from './handlers.ts'
import { openFile } from './open-file.ts'

export const files: Handlers<'files'> = {
  begin: ({ ctx, actor }, input) => beginUpload(ctx, actor, input),
  append: ({ ctx, actor }, input) => appendUpload(ctx, actor, input),
  finish: ({ ctx, actor }, input) => finishUpload(ctx, actor, input),
  cancel: ({ ctx, actor }, input) => cancelUpload(ctx, actor, input),
  list: ({ ctx, actor, farReader }, { channel, ...input }) => {
    const request = { channelId: requireChannel(ctx.reader, actor, channel).id, ...input }
    return isFiltered(request) ? farReader.run('listChannelFiles', request) : listChannelFiles(ctx.reader, request)
  },
  read: async (call, { fileId, part, offset }) => {
    const file = await openFile(call, fileId, part)
    const bytes = await file.read(offset, PIECE_BYTES)
    return { base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'), sizeBytes: file.sizeBytes }
  },
  usage: async ({ ctx, sync, copying }) => {
    const usage = await ctx.files.usage()
    return { ...usage, messageCount: countMessages(ctx.reader), masterKey: sync.masterKeyPlace(), copy: copying.state() }
  },
}
