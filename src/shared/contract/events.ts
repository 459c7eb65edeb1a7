/** What the server announces after a commit: each event carries what changed, so that a face patches its cache. */
import { z } from 'zod'
import { caseSchema } from './case.ts'
import { channelSchema } from './channel.ts'
import { deviceSchema, teamStatusSchema } from './team.ts'
import { hookSchema } from './hook.ts'
import { draftSchema } from './draft.ts'
import { channelIdSchema, hookIdSchema, messageIdSchema, subscriptionIdSchema } from './ids.ts'
import { listenerStatusSchema } from './listener.ts'
import { messageSchema } from './message.ts'
import { personSchema } from './person.ts'
import { settingSchema } from './settings.ts'
import { preferencesSchema } from './preference.ts'
import { tokenSchema } from './token.ts'
import { notificationSchema, unreadsSchema } from './unread.ts'
import { subscriptionSchema } from './subscription.ts'
import { verdictSchema } from './verdict.ts'
import { workspaceSchema } from './workspace.ts'

function event<N extends string, D extends z.ZodType>(name: N, data: D) {
  return z.object({ name: z.literal(name), data })
}

export const appEventSchema = z.discriminatedUnion('name', [
  event('message.posted', messageSchema),
  /** Edited, deleted, pinned, reacted to or replied to: the whole message as it is now. */
  event('message.changed', messageSchema),
  /** Opened, updated, closed or reopened: the whole case as it is now. */
  event('case.changed', caseSchema),
  event('channel.changed', channelSchema),
  /** I am no longer in a channel that only its members see. */
  event('channel.lost', z.object({ channelId: channelIdSchema })),
  event('channel.archived', z.object({ channelId: channelIdSchema })),
  event('person.changed', personSchema),
  /** They do not belong to the workspace any more. */
  event('person.removed', personSchema.pick({ id: true })),
  event('workspace.changed', workspaceSchema),
  event('setting.changed', settingSchema),
  event('hook.changed', hookSchema),
  event('hook.deleted', z.object({ hookId: hookIdSchema })),
  event('addresses.changed', z.object({ hookId: hookIdSchema })),
  /** The signing secrets of a hook; not what they are. */
  event('secrets.changed', z.object({ hookId: hookIdSchema })),
  /** Made, used for the first time in a while, or revoked. */
  event('tokens.changed', tokenSchema.pick({ id: true })),
  event('subscription.changed', subscriptionSchema),
  event('subscription.deleted', z.object({ subscriptionId: subscriptionIdSchema })),
  /** To a channel: what listens to it, or who agreed to that, changed. */
  event('listening.changed', z.object({ channelId: channelIdSchema })),
  /** Deliveries of this subscription were made or moved on; at most four times a second. */
  event('deliveries.changed', z.object({ subscriptionId: subscriptionIdSchema })),
  event('verdict.recorded', verdictSchema),
  /** In a flood, in place of each: requests came to a hook, or with null to none. */
  event('verdicts.changed', z.object({ hookId: hookIdSchema.nullable() })),
  /** How many posts of a hook wait for their turn; at most four times a second. */
  event('backlog.changed', z.object({ hookId: hookIdSchema, waiting: z.int() })),
  /** To one person: their unread state as it is now, at most four times a second. */
  event('unreads.changed', unreadsSchema),
  /** To one person: something wants them now. */
  event('notification.raised', notificationSchema),
  /** To one person: their own preferences, drafts, saved messages or followed threads changed, perhaps in another window. */
  event('preferences.changed', preferencesSchema),
  event('draft.changed', draftSchema),
  event('saved.changed', z.object({ messageId: messageIdSchema, saved: z.boolean() })),
  event('hook.muted', z.object({ hookId: hookIdSchema, muted: z.boolean() })),
  event('thread.followed', z.object({ rootId: messageIdSchema, following: z.boolean() })),
  event('team.changed', teamStatusSchema),
  event('device.changed', deviceSchema),
  /** Something of a channel could not be shown, or can be now. */
  event('unopened.changed', z.object({ channelId: channelIdSchema })),
  /** To managers: an invite was made, used or revoked. */
  event('invites.changed', z.object({})),
  event('listener.changed', listenerStatusSchema),
])
export type AppEvent = z.output<typeof appEventSchema>
