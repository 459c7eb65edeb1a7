/** Procedures of verdicts: what happened to each request, what it carried, and sending it again. */
import { z } from 'zod'
import { capturedRequestSchema, replayProblemSchema } from '../captured-request.ts'
import { hookIdSchema, verdictIdSchema } from '../ids.ts'
import { messageSchema } from '../message.ts'
import { verdictSchema, verdictStateSchema } from '../verdict.ts'
import { procedure } from './procedure.ts'

const oneVerdict = z.object({ id: verdictIdSchema })

/** A stage and how it went; `shared/core/stages.ts` lists them. */
const stageSchema = z.object({ stage: z.enum(['received', 'address', 'signature', 'read', 'channel', 'posted']), state: z.enum(['passed', 'stopped', 'not_reached']) })

const inspectedSchema = z.object({
  verdict: verdictSchema,
  stages: z.array(stageSchema),
  /** Null for requests to no webhook and those that an older version recorded. */
  request: capturedRequestSchema.nullable(),
  /** The first message that it posted or changed; null where there is none, it is gone, or its channel is not open to who asks. */
  message: messageSchema.nullable(),
  /** What it would be as a message, where it posted none and can be read; never stored. */
  preview: messageSchema.nullable(),
  /** Why it cannot be sent again; null when it can. */
  replayProblem: replayProblemSchema.nullable(),
})
export type Inspected = z.output<typeof inspectedSchema>

const querySchema = z
  .object({
    hookId: hookIdSchema.optional(),
    state: verdictStateSchema.default('all'),
    text: z.string().trim().max(200, 'use at most 200 characters').default(''),
    limit: z.int().min(1).max(1000).default(100),
    before: verdictIdSchema.optional(),
  })
  .refine(({ hookId, state }) => hookId === undefined || state !== 'strays', { path: ['state'], error: 'strays belong to no webhook: leave the webhook out, or choose another state' })

export const verdicts = {
  /**
   * Newest first. Without a hook: of all hooks and of requests that reached none. With `state` or `text` over all hooks, the newest 20,000
   * requests before `before` are looked at. `strays` is for admins and takes no hook.
   */
  list: procedure.input(querySchema).output(z.array(verdictSchema)),
  /** The same, and from where to look further back: `next` is the next `before`, null once everything on record was looked at. */
  search: procedure.input(querySchema).output(z.object({ verdicts: z.array(verdictSchema), next: verdictIdSchema.nullable() })),
  /** One request with what it carried, how far it came and what it became. */
  show: procedure.input(oneVerdict).output(inspectedSchema),
  /** Sends a request again as it was, to the address it came to, as if it came now. @returns the new request's verdict, refused or not. */
  replay: procedure.input(oneVerdict).output(verdictSchema),
}
