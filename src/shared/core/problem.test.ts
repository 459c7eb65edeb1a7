import { expect, test } from 'vitest'
import { problemCodeSchema } from '../contract/delivery.ts'
import { formatProblem, parseProblem, problemOf } from './problem.ts'

test.each(problemCodeSchema.options.flatMap((code) => ['', '503', 'two  words \n and more', ' '].map((detail) => [code, detail] as const)))('%s with “%s” is read as it was written', (code, detail) => {
  expect(parseProblem(formatProblem(problemOf(code, detail)))).toEqual({ code, detail })
})

test('what has no known code is not lost', () => {
  expect([parseProblem('The request failed (x).'), parseProblem('later_code 1'), parseProblem('')]).toEqual([
    { code: 'request_failed', detail: 'The request failed (x).' },
    { code: 'request_failed', detail: 'later_code 1' },
    { code: 'request_failed', detail: '' },
  ])
})
