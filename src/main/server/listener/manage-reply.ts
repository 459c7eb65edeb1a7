/** How Chatalot's management calls answer: webhooks in its words, and every failure as one sentence. */
import { AppError, type ErrorCode } from '#shared/contract/errors.ts'
import type { Hook } from '#shared/contract/hook.ts'
import { formatChatalotTime } from '#shared/dialects/chatalot.ts'
import type { Reply } from '#shared/dialects/dialect.ts'
import { jsonReply } from '#shared/dialects/reply-common.ts'
import type { Context } from '../context.ts'
import type { Reader } from '../store/connection.ts'
import { getHookOwner } from '../store/hooks.ts'
import { SenderHungUp } from './body.ts'
import { BodyRefused } from './manage-body.ts'

/** Without token and address: those are told once, when they are made. `created_by` is the owner's id. */
export function describeHook(reader: Reader, hook: Hook): Record<string, unknown> {
  return {
    id: hook.id,
    channel_id: hook.channelId,
    name: hook.name,
    avatar_url: hook.iconUrl,
    active: hook.enabled,
    created_by: getHookOwner(reader, hook.id),
    created_at: formatChatalotTime(hook.createdAt),
  }
}

export function errorReply(status: number, error: string): Reply {
  return jsonReply(status, { error })
}

const statuses: Readonly<Record<ErrorCode, number>> = {
  invalid: 422,
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  limit_reached: 409,
  unauthorised: 401,
  unavailable: 503,
  storage_full: 507,
  storage_failed: 503,
  internal: 500,
}

export function failureReply(ctx: Context, error: unknown, requestId: string): Reply {
  if (error instanceof BodyRefused) return errorReply(error.status, error.message)
  if (error instanceof SenderHungUp) return errorReply(408, 'The sender hung up before its body was complete.')
  if (!(error instanceof AppError)) {
    ctx.log.error({ err: error, requestId }, 'a management call failed')
    return errorReply(500, 'Hookline failed while handling this request; the log has the details.')
  }
  const reply = errorReply(statuses[error.code], error.message)
  if (error.code === 'unauthorised') return { ...reply, headers: { 'WWW-Authenticate': 'Bearer' } }
  return reply.status === 503 ? { ...reply, headers: { 'Retry-After': '5' } } : reply
}
