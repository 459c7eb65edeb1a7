/** Turns whatever a call threw into one sentence for people, and the field it is about. */
import type { ErrorBody } from '#shared/contract/errors.ts'
import { errorBodySchema } from '#shared/contract/errors.ts'
import { sayRefusal, t } from '#renderer/text/i18n.ts'
import { NoAnswerError, ORPCError } from './client.ts'
import { sayNotice } from '../format/say-notice.ts'
import { ShellError } from '../desktop/shell-error.ts'
import { describeIssue, type Issue } from './describe-issue.ts'

/** Never throws; `field` is a dotted path into the procedure's input. What the server says of a broken rule is English on the way, and in the language of now here. */
export function toErrorBody(error: unknown): ErrorBody {
  if (error instanceof NoAnswerError) return { code: 'unavailable', message: t('common:noAnswer') }
  if (error instanceof ShellError) return { code: 'internal', message: t('common:shellRefused') }
  // Whatever the server says is an ORPCError, so anything else means that the line broke during the call.
  if (!(error instanceof ORPCError)) return { code: 'unavailable', message: t('common:connectionLost') }
  if (error.code === 'BAD_REQUEST') return fromIssues(error.data)
  const body = error.code === 'REFUSED' ? errorBodySchema.safeParse(error.data) : undefined
  return body?.success ? inWords(body.data) : { code: 'internal', message: t('common:somethingBroke') }
}

/** For people; undefined while nothing went wrong. */
export function messageOf(error: Error | null): string | undefined {
  return error === null ? undefined : toErrorBody(error).message
}

/** What has a code is said in the language of the window. */
const inWords = (body: ErrorBody): ErrorBody => ({ ...body, message: (body.notice && sayNotice(body.notice)) ?? sayRefusal(body.message) })

function fromIssues(data: unknown): ErrorBody {
  const issues = (data as { readonly issues?: unknown } | undefined)?.issues
  const first = Array.isArray(issues) ? (issues[0] as Issue | undefined) : undefined
  if (first === undefined) return { code: 'invalid', message: t('common:notUnderstood') }
  const field = first.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
  const message = describeIssue(first)
  return field === undefined || field === '' ? { code: 'invalid', message } : { code: 'invalid', message, field }
}
