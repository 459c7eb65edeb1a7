/** Who may touch which file: the uploader before it is posted, then whoever may read the channel; people's pictures everyone here. */
import type { PostedFile } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { FileId } from '#shared/contract/ids.ts'
import type { Actor } from '../../context.ts'
import { findChannel } from '../../store/channels.ts'
import type { Reader } from '../../store/connection.ts'
import { findMessageFile, findPictureFile } from '../../store/message-files.ts'
import { findUpload, toPostedFile, type Upload } from '../../store/uploads.ts'
import { mayRead } from '../require.ts'

/** An upload of the actor's own. @throws AppError `not_found`. */
export function requireUpload(reader: Reader, actor: Actor, fileId: FileId): Upload {
  const upload = findOwnUpload(reader, actor, fileId)
  if (!upload) throw new AppError('not_found', 'This upload is not here any more. Send the file again.', 'fileId')
  return upload
}

/** A file that the actor may read. One that they may not is not found, as if it did not exist. @throws AppError `not_found`. */
export function requireFile(reader: Reader, actor: Actor, fileId: string): PostedFile {
  const file = findPosted(reader, actor, fileId) ?? findWholeUpload(reader, actor, fileId) ?? findPictureFile(reader, fileId)
  if (!file) throw new AppError('not_found', 'There is no such file.', 'fileId')
  return file
}

function findPosted(reader: Reader, actor: Actor, fileId: string): PostedFile | undefined {
  const posted = findMessageFile(reader, fileId)
  const channel = posted && findChannel(reader, posted.channelId)
  return channel && mayRead(reader, actor, channel) ? posted.file : undefined
}

function findWholeUpload(reader: Reader, actor: Actor, fileId: string): PostedFile | undefined {
  const upload = findOwnUpload(reader, actor, fileId)
  return upload && toPostedFile(upload)
}

function findOwnUpload(reader: Reader, actor: Actor, fileId: string): Upload | undefined {
  const upload = findUpload(reader, fileId)
  return upload?.personId === actor.personId ? upload : undefined
}
