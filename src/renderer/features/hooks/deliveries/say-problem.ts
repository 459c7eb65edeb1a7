/** Why an attempt or a delivery came to nothing, in the words of the window. */
import type { Problem } from '#shared/contract/delivery.ts'
import { t } from '#renderer/text/i18n.ts'

export function sayProblem({ code, detail }: Problem): string {
  return t(`delivery:problem.${code}`, { detail })
}
