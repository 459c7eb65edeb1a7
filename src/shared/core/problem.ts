/** How the record of deliveries writes down a problem: the code, and behind a space what belongs to it. */
import { problemCodeSchema, type Problem, type ProblemCode } from '../contract/delivery.ts'

export function formatProblem({ code, detail }: Problem): string {
  return detail === '' ? code : `${code} ${detail}`
}

/** The other way round; a text of no known code is kept as the detail of `request_failed`. */
export function parseProblem(text: string): Problem {
  const space = text.indexOf(' ')
  const code = problemCodeSchema.safeParse(space === -1 ? text : text.slice(0, space))
  return code.success ? { code: code.data, detail: space === -1 ? '' : text.slice(space + 1) } : { code: 'request_failed', detail: text }
}

export function problemOf(code: ProblemCode, detail: string | number = ''): Problem {
  return { code, detail: String(detail) }
}
