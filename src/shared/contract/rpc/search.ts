/** Procedures of search. */
import { z } from 'zod'
import { messageSchema } from '../message.ts'
import { procedure } from './procedure.ts'

const searchProblemSchema = z.object({
  code: z.enum(['noFilter', 'noValue', 'noDay', 'noPerson', 'noChannel']),
  /** What stands before the colon. */
  name: z.string(),
  value: z.string(),
})

export const search = {
  /**
   * Messages that I may read and that match, newest first. The query is words (the last one may be a beginning), "phrases" and
   * `from: in: before: after: on: has: is:`; a minus before any of them leaves out. A later call of the same window ends an earlier one, which then answers nothing.
   */
  messages: procedure
    .input(z.object({ query: z.string().max(500), before: z.int().optional(), limit: z.int().min(1).max(100).default(30) }))
    .output(
      z.object({
        messages: z.array(messageSchema),
        /** The words to mark in the texts, folded: lower case, without accents. */
        terms: z.array(z.string()),
        nextBefore: z.int().nullable(),
        /** What could not be understood in the query, in words; null when all was. The rest was searched. */
        problem: z.string().nullable(),
        /** The same for a program: which filter, and the value that it does not have. */
        problems: z.array(searchProblemSchema),
        /** Messages that are not in the index yet. */
        waiting: z.int(),
      }),
    ),
}
