/** Turns whatever a call threw into one sentence for people, and the field it is about. */
import type { ErrorBody } from '#shared/contract/errors.ts'
import { errorBodySchema } from '#shared/contract/errors.ts'
import { NoAnswerError, ORPCError } from './client.ts'

const UNKNOWN: ErrorBody = { code: 'internal', message: 'Something went wrong inside Hookline. Try again; if it happens again, its log says more.' }

/** Whatever the server says is an ORPCError, so anything else means that the line broke during the call. */
const LOST: ErrorBody = { code: 'unavailable', message: 'The connection was lost. Try again.' }

/** Never throws; `field` is a dotted path into the procedure's input. */
export function toErrorBody(error: unknown): ErrorBody {
  if (error instanceof NoAnswerError) return { code: 'unavailable', message: error.message }
  if (!(error instanceof ORPCError)) return LOST
  if (error.code === 'REFUSED') {
    const body = errorBodySchema.safeParse(error.data)
    return body.success ? body.data : UNKNOWN
  }
  return error.code === 'BAD_REQUEST' ? fromIssues(error.data) : UNKNOWN
}

interface Issue {
  readonly message?: unknown
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[]
}

function fromIssues(data: unknown): ErrorBody {
  const issues = (data as { readonly issues?: unknown } | undefined)?.issues
  const first = Array.isArray(issues) ? (issues[0] as Issue | undefined) : undefined
  if (first === undefined) return { code: 'invalid', message: 'Hookline did not understand this request.' }
  const field = first.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
  const message = typeof first.message === 'string' ? first.message : 'is not valid'
  return field === undefined || field === '' ? { code: 'invalid', message } : { code: 'invalid', message, field }
}
