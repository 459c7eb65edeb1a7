/** Everything that people share is a change: the union of all kinds, appended to the log and folded into the tables. */
import { z } from 'zod'
import { channelTypeSchema } from './channel.ts'
import { changeIdSchema, channelIdSchema, deviceIdSchema, hookIdSchema, messageIdSchema, personIdSchema, workspaceIdSchema } from './ids.ts'
import { attachmentSchema, messageTypeSchema } from './message.ts'
import { roleSchema } from './person.ts'
import { settingKeySchema, settingValueSchema } from './settings.ts'

const workspaceScope = z.literal('workspace')

function kind<K extends string, S extends z.ZodType, B extends z.ZodType>(name: K, scope: S, body: B) {
  return z.object({
    id: changeIdSchema,
    scope,
    kind: z.literal(name),
    authorDevice: deviceIdSchema,
    at: z.int(),
    body,
  })
}

const hookDefinition = z.object({
  hookId: hookIdSchema,
  name: z.string(),
  description: z.string(),
  channelId: channelIdSchema,
  ownerId: personIdSchema,
  locked: z.boolean(),
  username: z.string().nullable(),
  iconUrl: z.string().nullable(),
  iconEmoji: z.string().nullable(),
  enabled: z.boolean(),
  homeDevice: deviceIdSchema,
})
export type HookDefinition = z.output<typeof hookDefinition>

const postedMessage = z.object({
  messageId: messageIdSchema,
  type: messageTypeSchema,
  authorId: personIdSchema,
  text: z.string(),
  /** Name that a hook shows; null for people, whose display name is looked up. */
  username: z.string().nullable(),
  hookId: hookIdSchema.nullable(),
  iconUrl: z.string().nullable(),
  iconEmoji: z.string().nullable(),
  attachments: z.array(attachmentSchema),
  props: z.record(z.string(), z.unknown()),
})
export type PostedMessage = z.output<typeof postedMessage>

export const changeSchema = z.discriminatedUnion('kind', [
  kind('workspace.defined', workspaceScope, z.object({ workspaceId: workspaceIdSchema, name: z.string() })),
  kind('person.defined', workspaceScope, z.object({ personId: personIdSchema, username: z.string(), displayName: z.string(), role: roleSchema })),
  kind('setting.changed', workspaceScope, z.object({ key: settingKeySchema, value: settingValueSchema })),
  kind('hook.defined', workspaceScope, hookDefinition),
  kind('hook.deleted', workspaceScope, z.object({ hookId: hookIdSchema })),
  kind('channel.created', channelIdSchema, z.object({ name: z.string(), displayName: z.string(), purpose: z.string(), type: channelTypeSchema, createdBy: personIdSchema })),
  kind('channel.archived', channelIdSchema, z.object({ archivedBy: personIdSchema })),
  kind('member.joined', channelIdSchema, z.object({ personId: personIdSchema })),
  kind('message.posted', channelIdSchema, postedMessage),
])
export type Change = z.output<typeof changeSchema>
export type ChangeKind = Change['kind']
export type ChangeOf<K extends ChangeKind> = Extract<Change, { kind: K }>
