/** Handlers of verdicts. */
import { AppError } from '#shared/contract/errors.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { requireManage } from '../actions/hooks/change-hook.ts'
import { inspectRequest, requireVerdict } from '../actions/posts/inspect-request.ts'
import { requireHooksOf, requirePerson } from '../actions/require.ts'
import type { Actor } from '../context.ts'
import type { Reader } from '../store/connection.ts'
import { listVerdicts, searchVerdicts } from '../store/verdicts.ts'
import type { Handlers } from './handlers.ts'

export const verdicts: Handlers<'verdicts'> = {
  list: ({ ctx, actor }, input) => {
    requireAll(ctx.reader, actor, input.hookId)
    return listVerdicts(ctx.reader, input)
  },
  search: ({ ctx, actor }, input) => {
    requireAll(ctx.reader, actor, input.hookId)
    return searchVerdicts(ctx.reader, input)
  },
  show: ({ ctx, actor }, { id }) => inspectRequest(ctx, actor, id),
  replay: ({ ctx, actor, listener }, { id }) => {
    requireVerdict(ctx.reader, actor, id)
    return listener.replay({ id, by: requirePerson(ctx.reader, actor).username })
  },
}

/** Without a hook, of all of them: that is for admins. */
function requireAll(reader: Reader, actor: Actor, hookId: HookId | undefined): void {
  if (hookId) requireManage(reader, actor, hookId)
  else if (requireHooksOf(reader, actor) !== undefined) throw new AppError('forbidden', 'Name one of your own webhooks: only admins can see all requests.', 'hookId')
}
