/** Procedures of the workspace: its name. */
import { z } from 'zod'
import { displayNameSchema } from '../person.ts'
import { workspaceNameSchema, workspaceSchema } from '../workspace.ts'
import { procedure } from './procedure.ts'

export const workspace = {
  get: procedure.output(workspaceSchema),
  /** First run: names the workspace and me; refused with `conflict` when that was done before. */
  setUp: procedure.input(z.object({ workspaceName: workspaceNameSchema, displayName: displayNameSchema })).output(workspaceSchema),
  rename: procedure.input(z.object({ name: workspaceNameSchema })).output(workspaceSchema),
}
