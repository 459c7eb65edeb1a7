/** Chatalot's management calls: who shows a token lists, makes, changes and deletes webhooks by the same actions as in the app. */
import { AppError } from '#shared/contract/errors.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { parseId } from '#shared/core/ids.ts'
import type { Reply } from '#shared/dialects/dialect.ts'
import { jsonReply } from '#shared/dialects/reply-common.ts'
import { deleteHook, requireManage, updateHook } from '../actions/hooks/change-hook.ts'
import { underToken, useToken } from '../actions/people/change-tokens.ts'
import { createHook } from '../actions/hooks/create-hook.ts'
import { requireChannel, requireHooksOf } from '../actions/require.ts'
import type { Actor, Context } from '../context.ts'
import { listHooks } from '../store/hooks.ts'
import { readHookChange, readNewHook } from './manage-body.ts'
import { describeHook, errorReply, failureReply } from './manage-reply.ts'
import type { ManageRoute } from './manage-routes.ts'
import type { HookHttpRequest } from './receive-hook.ts'

export interface ManageCall {
  readonly route: ManageRoute
  readonly request: HookHttpRequest
  /** Where new addresses answer, without a slash at the end. */
  readonly hooksUrl: string
}

/** Never throws. In this order: method, token, right, whether the channel or webhook exists, and only then is the body read; token and right are asked again where it is written. */
export async function manageHooks(ctx: Context, call: ManageCall): Promise<Reply> {
  const { route, request } = call
  const methods: readonly string[] = route.methods
  if (!methods.includes(request.method)) return { ...errorReply(405, `${request.method} is not possible here; ${methods.join(' and ')} are.`), headers: { Allow: methods.join(', ') } }
  try {
    const token = readBearer(request)
    const actor = await useToken(ctx, token, 'hooks')
    requireHooksOf(ctx.reader, actor)
    const guarded = underToken(ctx, token, 'hooks')
    return await (route.on === 'channel' ? onChannel(guarded, actor, call, route.rawChannel) : onHook(guarded, actor, call, route.rawId))
  } catch (error) {
    return failureReply(ctx, error, request.requestId)
  }
}

async function onChannel(ctx: Context, actor: Actor, { request, hooksUrl }: ManageCall, rawChannel: string): Promise<Reply> {
  const channel = requireChannel(ctx.reader, actor, rawChannel)
  if (request.method === 'GET') {
    const hooks = listHooks(ctx.reader, requireHooksOf(ctx.reader, actor)).filter(({ channelId }) => channelId === channel.id)
    return jsonReply(200, hooks.map((hook) => describeHook(ctx.reader, hook)))
  }
  const input = await readNewHook(request)
  const { hook, addresses } = await createHook(ctx, actor, { ...newHook, ...input, channel: channel.id, dialects: ['chatalot'] }, hooksUrl)
  const url = addresses[0]?.url ?? ''
  return jsonReply(201, { ...describeHook(ctx.reader, hook), token: url.slice(url.lastIndexOf('/') + 1), url })
}

const newHook = { description: '', locked: false, username: null, iconEmoji: null } as const

async function onHook(ctx: Context, actor: Actor, { request }: ManageCall, rawId: string): Promise<Reply> {
  const id = parseId<HookId>(rawId)
  if (id === undefined) throw new AppError('not_found', 'There is no webhook with this id.')
  requireManage(ctx.reader, actor, id)
  if (request.method === 'DELETE') {
    await deleteHook(ctx, actor, { id })
    return { status: 204 }
  }
  return jsonReply(200, describeHook(ctx.reader, await updateHook(ctx, actor, { id, ...(await readHookChange(request)) })))
}

/** RFC 6750 §2.1. @throws AppError `unauthorised`. */
function readBearer({ headers }: HookHttpRequest): string {
  const token = /^Bearer +(\S+)$/i.exec(headers['authorization']?.trim() ?? '')?.[1]
  if (token === undefined) throw new AppError('unauthorised', 'Show a token: "Authorization: Bearer …". "hookline tokens create --person NAME --scope hooks" makes one.')
  return token
}
