/** Handlers of verdicts. */
import { AppError } from '#shared/contract/errors.ts'
import { requireManage } from '../actions/change-hook.ts'
import { listVerdicts } from '../store/verdicts.ts'
import type { Handlers } from './handlers.ts'
import { ownOnly } from './hooks.ts'

export const verdicts: Handlers<'verdicts'> = {
  list: (call, input) => {
    const { ctx, actor } = call
    if (input.hookId) requireManage(ctx.reader, actor, input.hookId)
    else if (ownOnly(call) !== undefined) throw new AppError('forbidden', 'Name one of your own webhooks: only admins can see all requests.', 'hookId')
    return listVerdicts(ctx.reader, input)
  },
}
