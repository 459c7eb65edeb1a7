/** What a refused action says: a closed list of codes and one sentence that tells a person what to do. */
import { z } from 'zod'

const errorCodeSchema = z.enum([
  'invalid',
  'not_found',
  'forbidden',
  'conflict',
  'limit_reached',
  'unauthorised',
  'unavailable',
  'storage_full',
  'storage_failed',
  'internal',
])
export type ErrorCode = z.output<typeof errorCodeSchema>

export const errorBodySchema = z.object({ code: errorCodeSchema, message: z.string(), field: z.string().optional() })
export type ErrorBody = z.output<typeof errorBodySchema>

/** A rule that was broken, in English words, which a window says in its language (`src/renderer/text/de/refusals`); anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined

  constructor(code: ErrorCode, message: string, field?: string) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.field = field
  }

  get body(): ErrorBody {
    return this.field === undefined ? { code: this.code, message: this.message } : { code: this.code, message: this.message, field: this.field }
  }
}
