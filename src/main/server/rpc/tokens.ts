/** Handlers of tokens. */
import { createToken, revokeToken } from '../actions/people/change-tokens.ts'
import { requireHooksOf } from '../actions/require.ts'
import { listTokens } from '../store/tokens.ts'
import type { Handlers } from './handlers.ts'

export const tokens: Handlers<'tokens'> = {
  list: ({ ctx, actor }) => listTokens(ctx.reader, requireHooksOf(ctx.reader, actor)),
  create: ({ ctx, actor }, input) => createToken(ctx, actor, input),
  revoke: ({ ctx, actor }, input) => revokeToken(ctx, actor, input),
}
