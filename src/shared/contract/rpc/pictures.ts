/** Procedures of remote pictures: only the main side fetches them, so that a sender learns nothing about the reader. */
import { z } from 'zod'
import { procedure } from './procedure.ts'

export const pictures = {
  /** PNG, JPEG, GIF or WebP of at most 2 MiB from a public http(s) address; otherwise `null` and the reason. */
  get: procedure
    .input(z.object({ url: z.string().max(4096) }))
    .output(z.object({ mediaType: z.string().nullable(), base64: z.string().nullable(), problem: z.string().nullable() })),
}
