/** Handlers of the workspace. */
import { renameWorkspace } from '../actions/workspace/rename-workspace.ts'
import { setUpWorkspace } from '../actions/workspace/set-up-workspace.ts'
import { getWorkspace } from '../store/workspace.ts'
import type { Handlers } from './handlers.ts'

export const workspace: Handlers<'workspace'> = {
  get: ({ ctx }) => getWorkspace(ctx.reader),
  rename: ({ ctx, actor }, { name }) => renameWorkspace(ctx, actor, name),
  setUp: ({ ctx, actor }, input) => setUpWorkspace(ctx, actor, input),
}
