/** Procedures of files: upload in pieces, listing, and reading in pieces where no HTTP serves the window. */
import { z } from 'zod'
import { fileKindSchema, fileNameSchema, fileSchema } from '../file.ts'
import { fileIdSchema } from '../ids.ts'
import { messageSchema } from '../message.ts'
import { channelRefSchema } from './channels.ts'
import { procedure } from './procedure.ts'

/** Bytes of one piece before base64. */
export const PIECE_BYTES = 256 * 1024

/** Where the key is under which this device's secrets rest: with the system, in a file of its user, or not made yet. */
const masterKeyPlaces = ['keyring', 'file', 'none'] as const
export type MasterKeyPlace = (typeof masterKeyPlaces)[number]

/** Whole copies of the database on this disk: when the newest was made (ms since epoch), why the last attempt made none, and the free bytes that the next one asks for. */
const copyStateSchema = z.object({ copiedAt: z.int().nullable(), trouble: z.enum(['no_room', 'failed']).nullable(), neededBytes: z.int() })
export type CopyState = z.infer<typeof copyStateSchema>

const pixels = z.int().positive().max(100_000).nullable()
const piece = z.string().max(Math.ceil(PIECE_BYTES / 3) * 4)

export const files = {
  /** @throws `limit_reached` when the file is larger than the setting `files.maxBytes`. */
  begin: procedure
    .input(z.object({ name: fileNameSchema, mediaType: z.string().max(127), sizeBytes: z.int().nonnegative(), width: pixels, height: pixels, thumbnailBytes: z.int().positive().max(2 * 1024 * 1024).nullable() }))
    .output(z.object({ fileId: fileIdSchema })),
  /** Pieces in order, without gaps; `part` is the file itself or its thumbnail. Answers the bytes that are there now. */
  append: procedure
    .input(z.object({ fileId: fileIdSchema, part: z.enum(['content', 'thumbnail']), offset: z.int().nonnegative(), base64: piece }))
    .output(z.object({ sizeBytes: z.int() })),
  /** The file is whole and on disk: it can be posted for a day. */
  finish: procedure.input(z.object({ fileId: fileIdSchema })).output(fileSchema),
  cancel: procedure.input(z.object({ fileId: fileIdSchema })).output(z.object({ fileId: fileIdSchema })),
  /**
   * Files of a channel, newest first; `search` is a part of the name in any case. `before` is `nextBefore` of the page above; a
   * page may hold fewer than `limit` and still not be the last.
   */
  list: procedure
    .input(
      z.object({
        channel: channelRefSchema,
        kinds: z.array(fileKindSchema).optional(),
        search: z.string().max(200).optional(),
        before: z.int().optional(),
        limit: z.int().min(1).max(100).default(50),
      }),
    )
    .output(z.object({ entries: z.array(z.object({ file: fileSchema, message: messageSchema })), nextBefore: z.int().nullable() })),
  /** A piece of a file that I may read. Web mode fetches `GET /files/<id>` with its session key instead. */
  read: procedure
    .input(z.object({ fileId: fileIdSchema, part: z.enum(['content', 'thumbnail']), offset: z.int().nonnegative() }))
    .output(z.object({ base64: z.string(), sizeBytes: z.int() })),
  /** What lies on this disk, in bytes. */
  usage: procedure.output(z.object({ databaseBytes: z.int(), fileBytes: z.int(), fileCount: z.int(), messageCount: z.int(), dataFolder: z.string(), masterKey: z.enum(masterKeyPlaces), copy: copyStateSchema })),
}
