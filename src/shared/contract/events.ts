/** What the server announces after a commit: each event carries what changed, so that a face patches its cache. */
import { z } from 'zod'
import { channelSchema } from './channel.ts'
import { hookSchema } from './hook.ts'
import { channelIdSchema, hookIdSchema } from './ids.ts'
import { listenerStatusSchema } from './listener.ts'
import { messageSchema } from './message.ts'
import { personSchema } from './person.ts'
import { settingSchema } from './settings.ts'
import { verdictSchema } from './verdict.ts'
import { workspaceSchema } from './workspace.ts'

function event<N extends string, D extends z.ZodType>(name: N, data: D) {
  return z.object({ name: z.literal(name), data })
}

export const appEventSchema = z.discriminatedUnion('name', [
  event('message.posted', messageSchema),
  event('channel.changed', channelSchema),
  event('channel.archived', z.object({ channelId: channelIdSchema })),
  event('person.changed', personSchema),
  event('workspace.changed', workspaceSchema),
  event('setting.changed', settingSchema),
  event('hook.changed', hookSchema),
  event('hook.deleted', z.object({ hookId: hookIdSchema })),
  event('addresses.changed', z.object({ hookId: hookIdSchema })),
  event('verdict.recorded', verdictSchema),
  event('listener.changed', listenerStatusSchema),
])
export type AppEvent = z.output<typeof appEventSchema>
