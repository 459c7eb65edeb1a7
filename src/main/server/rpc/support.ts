/** Handler of the support report. */
import { createReport } from '../report/create-report.ts'
import type { Handlers } from './handlers.ts'

export const support: Handlers<'support'> = {
  report: ({ ctx, actor, listener }) => createReport(ctx, actor, listener.status()),
}
