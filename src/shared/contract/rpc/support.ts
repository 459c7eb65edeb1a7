/** The procedure of the support report. */
import { supportReportSchema } from '../support.ts'
import { procedure } from './procedure.ts'

export const support = {
  /** For everybody; the verdicts in it are for owners and admins. */
  report: procedure.output(supportReportSchema),
}
