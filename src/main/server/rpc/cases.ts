/** Handlers of cases. */
import { changeCase, requireCase } from '../actions/posts/change-case.ts'
import { requireChannel } from '../actions/require.ts'
import { countOpenCases, listCases } from '../store/cases.ts'
import type { Handlers } from './handlers.ts'

export const cases: Handlers<'cases'> = {
  list: ({ ctx, actor }, { channel, ...page }) => {
    const channelId = requireChannel(ctx.reader, actor, channel).id
    return { ...listCases(ctx.reader, { ...page, channelId }), open: countOpenCases(ctx.reader, channelId) }
  },
  show: ({ ctx, actor }, { caseId }) => requireCase(ctx.reader, actor, caseId).found,
  close: ({ ctx, actor }, { caseId }) => changeCase(ctx, actor, { caseId, state: 'closed' }),
  reopen: ({ ctx, actor }, { caseId }) => changeCase(ctx, actor, { caseId, state: 'open' }),
}
