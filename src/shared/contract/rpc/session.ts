/** Who is looking, and what they may do: asked first by every face. */
import { z } from 'zod'
import { personSchema } from '../person.ts'
import { workspaceSchema } from '../workspace.ts'
import { procedure } from './procedure.ts'

const sessionSchema = z.object({
  me: personSchema,
  workspace: workspaceSchema,
  version: z.string(),
  /** A key for the next connections of this tab; null where the transport itself proves who asks (desktop, CLI). */
  sessionKey: z.string().nullable(),
  /** What this person may do, so that a face shows no button that would be refused. */
  may: z.object({ manageHooks: z.boolean(), changeSettings: z.boolean(), createChannels: z.boolean(), createPeople: z.boolean() }),
})
export type Session = z.output<typeof sessionSchema>

export const session = {
  get: procedure.output(sessionSchema),
  /** Makes a one-time address of the window in a browser; null where no web mode runs. */
  open: procedure.output(z.object({ url: z.string().nullable() })),
}
