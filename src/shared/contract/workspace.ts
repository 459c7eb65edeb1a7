/** The workspace: one team's home in one data folder. */
import { z } from 'zod'
import { workspaceIdSchema } from './ids.ts'

export const workspaceNameSchema = z.string().trim().min(1, 'give the workspace a name').max(64, 'use at most 64 characters').regex(/[^\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u, 'give the workspace a name')

export const workspaceSchema = z.object({
  id: workspaceIdSchema,
  name: z.string(),
  /** False until a person confirmed both names on the first-run page or with `hookline init`. */
  greeted: z.boolean(),
})
export type Workspace = z.output<typeof workspaceSchema>
