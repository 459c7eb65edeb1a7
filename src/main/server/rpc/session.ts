/** Handlers of the session. */
import { can } from '#shared/core/permissions.ts'
import { getPerson } from '../store/people.ts'
import { readSettings } from '../store/settings.ts'
import { getWorkspace } from '../store/workspace.ts'
import type { Handlers } from './handlers.ts'

export const session: Handlers<'session'> = {
  get: ({ ctx, actor, sessionKey }) => {
    const me = getPerson(ctx.reader, actor.personId)
    const facts = { managedBy: readSettings(ctx.reader)['integrations.managedBy'], isOwn: true }
    return {
      me,
      workspace: getWorkspace(ctx.reader),
      version: ctx.version,
      sessionKey,
      may: {
        manageHooks: can('hook.manage', me, facts),
        changeSettings: can('setting.change', me, {}),
        createChannels: can('channel.create', me, {}),
        createPeople: can('person.create', me, {}),
      },
    }
  },
  open: ({ mintWindowUrl }) => ({ url: mintWindowUrl ? mintWindowUrl() : null }),
}
