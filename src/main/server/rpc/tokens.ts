/** Handlers of tokens. */
import { createToken, revokeToken } from '../actions/change-tokens.ts'
import { listTokens } from '../store/tokens.ts'
import type { Handlers } from './handlers.ts'
import { ownOnly } from './hooks.ts'

export const tokens: Handlers<'tokens'> = {
  list: (call) => listTokens(call.ctx.reader, ownOnly(call)),
  create: ({ ctx, actor }, input) => createToken(ctx, actor, input),
  revoke: ({ ctx, actor }, input) => revokeToken(ctx, actor, input),
}
