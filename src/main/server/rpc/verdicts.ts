/** Handlers of verdicts. */
import { AppError } from '#shared/contract/errors.ts'
import { requireManage } from '../actions/change-hook.ts'
import { inspectRequest, requireVerdict } from '../actions/inspect-request.ts'
import { requireHooksOf, requirePerson } from '../actions/require.ts'
import { listVerdicts } from '../store/verdicts.ts'
import type { Handlers } from './handlers.ts'

export const verdicts: Handlers<'verdicts'> = {
  list: ({ ctx, actor }, input) => {
    if (input.hookId) requireManage(ctx.reader, actor, input.hookId)
    else if (requireHooksOf(ctx.reader, actor) !== undefined) throw new AppError('forbidden', 'Name one of your own webhooks: only admins can see all requests.', 'hookId')
    return listVerdicts(ctx.reader, input)
  },
  show: ({ ctx, actor }, { id }) => inspectRequest(ctx, actor, id),
  replay: ({ ctx, actor, listener }, { id }) => {
    requireVerdict(ctx.reader, actor, id)
    return listener.replay({ id, by: requirePerson(ctx.reader, actor).username })
  },
}
