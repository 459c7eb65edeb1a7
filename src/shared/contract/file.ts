/** A file of a message. Its content is kept by its SHA-256 beside the database and is never part of a change. */
import { z } from 'zod'
import { fileIdSchema } from './ids.ts'

/** Any name that a person gave, without folders and control characters. */
export const fileNameSchema = z.string().trim().min(1, 'the file needs a name').max(255, 'use at most 255 characters')

export const fileSchema = z.object({
  id: fileIdSchema,
  name: fileNameSchema,
  /** As the sender said, `application/octet-stream` when unknown. A hint: nothing is ever run or drawn as HTML because of it. */
  mediaType: z.string().max(127),
  sizeBytes: z.int().nonnegative(),
  /** Pixels, for pictures. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  /** Whether a smaller picture for lists is stored too. */
  hasThumbnail: z.boolean(),
})
export type File = z.output<typeof fileSchema>

/** What a file is to people: decided by `core/file-kind.ts`. */
export const fileKindSchema = z.enum(['picture', 'text', 'document', 'audio', 'video', 'archive', 'other'])
export type FileKind = z.output<typeof fileKindSchema>
