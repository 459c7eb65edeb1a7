/** What a refused action says: a closed list of codes and one sentence that tells a person what to do. */
import { z } from 'zod'
import { noticeSchema, type Notice } from './notice.ts'

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

export const errorBodySchema = z.object({ code: errorCodeSchema, message: z.string(), field: z.string().optional(), notice: noticeSchema.optional() })
export type ErrorBody = z.output<typeof errorBodySchema>

/** A rule that was broken, in English words, which a window says in its language (`src/renderer/text/de/refusals`); anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly notice: Notice | undefined

  /** @param notice the same as `message`, for windows in other languages. */
  constructor(code: ErrorCode, message: string, field?: string, notice?: Notice) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.field = field
    this.notice = notice
  }

  get body(): ErrorBody {
    return { code: this.code, message: this.message, ...(this.field !== undefined && { field: this.field }), ...(this.notice && { notice: this.notice }) }
  }
}
