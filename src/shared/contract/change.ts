/** Everything that people share is a change: the union of all kinds, appended to the log and folded into the tables. */
import { z } from 'zod'
import { channelTypeSchema } from './channel.ts'
import { hookRulesSchema } from './hook-rules.ts'
import { changeIdSchema, channelIdSchema, deviceIdSchema, fileIdSchema, hookIdSchema, inviteIdSchema, messageIdSchema, personIdSchema, subscriptionIdSchema, workspaceIdSchema } from './ids.ts'
import { attachmentSchema, mentionRuleSchema, messageTypeSchema, prioritySchema } from './message.ts'
import { personStatusSchema, roleSchema } from './person.ts'
import { settingKeySchema, settingValueSchema } from './settings.ts'
import { disclosureSchema, formatIdSchema, signatureSchema, triggerSchema } from './subscription.ts'

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
  /** Left out where all are as by default. */
  rules: hookRulesSchema.optional(),
  /** Why it was switched off by itself. */
  pausedReason: z.string().optional(),
})
export type HookDefinition = z.output<typeof hookDefinition>

/** What all may know of a subscription. Its addresses, headers and secrets stay on its home device: they can hold keys. */
const subscriptionDefinition = z.object({
  subscriptionId: subscriptionIdSchema,
  name: z.string(),
  description: z.string(),
  ownerId: personIdSchema,
  channelIds: z.array(channelIdSchema),
  trigger: triggerSchema,
  events: z.array(disclosureSchema),
  from: z.enum(['people', 'everybody']),
  hosts: z.array(z.string()),
  format: formatIdSchema,
  signature: signatureSchema,
  enabled: z.boolean(),
  homeDevice: deviceIdSchema,
})
export type SubscriptionDefinition = z.output<typeof subscriptionDefinition>

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** Where a team's host has a content, and the key that opens it there. */
const sealedContent = z.object({
  /** Of the sealed bytes: its name on the host. */
  sha256: sha256Schema,
  /** 32 bytes, base64url. */
  key: z.string(),
  /** Plain bytes. */
  sizeBytes: z.int(),
})
export type SealedContent = z.output<typeof sealedContent>

const postedFile = z.object({
  fileId: fileIdSchema,
  /** Names the content in the file store. */
  sha256: sha256Schema,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  thumbnailSha256: sha256Schema.nullable(),
  /** Both only in what came from another device of a team. */
  sealed: sealedContent.optional(),
  sealedThumbnail: sealedContent.optional(),
})
export type PostedFile = z.output<typeof postedFile>

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
  /** The root of the thread that this replies to. Left out, not null, so that the log stays small. */
  threadRootId: messageIdSchema.optional(),
  /** The key by which this hook's sender names the thread that this message opens. */
  threadKey: z.string().optional(),
  files: z.array(postedFile).optional(),
  priority: prioritySchema.optional(),
  silent: z.literal(true).optional(),
  /** Somebody tried the hook with it. */
  test: z.literal(true).optional(),
  /** Left out for `all`. */
  mentions: mentionRuleSchema.optional(),
  /** The only ones who may be told, where the hook's own rules leave fewer than `mentions` does. */
  named: z.array(personIdSchema).optional(),
  ownerPicture: z.literal(true).optional(),
  /** Set when this is what the receiver of a subscription answered. */
  subscriptionId: subscriptionIdSchema.optional(),
  /** How many deliveries led to this message; left out for none. */
  hops: z.int().optional(),
  /** The case that this opens (then `id` is this message's own) or updates, and the sender's own id for this message. */
  case: z.object({ id: messageIdSchema, externalId: z.string().nullable() }).optional(),
})
export type PostedMessage = z.output<typeof postedMessage>

export const changeSchema = z.discriminatedUnion('kind', [
  kind('workspace.defined', workspaceScope, z.object({ workspaceId: workspaceIdSchema, name: z.string() })),
  kind('person.defined', workspaceScope, z.object({ personId: personIdSchema, username: z.string(), displayName: z.string(), role: roleSchema })),
  kind(
    'profile.changed',
    workspaceScope,
    z.object({
      personId: personIdSchema,
      displayName: z.string(),
      title: z.string(),
      status: personStatusSchema.nullable(),
      timeZone: z.string().nullable(),
      picture: postedFile.nullable(),
    }),
  ),
  kind('setting.changed', workspaceScope, z.object({ key: settingKeySchema, value: settingValueSchema })),
  kind('hook.defined', workspaceScope, hookDefinition),
  kind('hook.deleted', workspaceScope, z.object({ hookId: hookIdSchema })),
  kind('subscription.defined', workspaceScope, subscriptionDefinition),
  /** On or off, and nothing else: also from a device that does not know where it sends. On ends a pause. */
  kind('subscription.switched', workspaceScope, z.object({ subscriptionId: subscriptionIdSchema, enabled: z.boolean() })),
  kind('subscription.deleted', workspaceScope, z.object({ subscriptionId: subscriptionIdSchema })),
  /** Comes with its own proof: an invite's or an older device's word, checked by every client. Defines its person when they are new. */
  kind(
    'device.admitted',
    workspaceScope,
    z.object({
      deviceId: deviceIdSchema,
      personId: personIdSchema,
      username: z.string(),
      displayName: z.string(),
      role: roleSchema,
      deviceName: z.string(),
      /** Ed25519, base64url. */
      publicKey: z.string(),
      /** `groups/member.ts`, base64url. */
      certificate: z.string(),
    }),
  ),
  kind('device.renamed', workspaceScope, z.object({ deviceId: deviceIdSchema, name: z.string() })),
  kind('device.removed', workspaceScope, z.object({ deviceId: deviceIdSchema, removedBy: personIdSchema })),
  /** The one becomes the owner, the other an admin: there is one owner at every place of the log. */
  kind('ownership.handedOver', workspaceScope, z.object({ personId: personIdSchema, handedBy: personIdSchema })),
  kind('person.removed', workspaceScope, z.object({ personId: personIdSchema, removedBy: personIdSchema })),
  kind(
    'invite.created',
    workspaceScope,
    z.object({
      inviteId: inviteIdSchema,
      /** Ed25519, base64url; its seed is in the link alone. */
      inviteKey: z.string(),
      role: roleSchema,
      expiresAt: z.int().nullable(),
      uses: z.int(),
      personId: personIdSchema.nullable(),
      label: z.string(),
      createdBy: personIdSchema,
      /** By the device that invites, over the invite's key and terms (`groups/member.ts`), base64url: who joins puts it into their certificate. */
      signature: z.string(),
    }),
  ),
  kind('invite.revoked', workspaceScope, z.object({ inviteId: inviteIdSchema })),
  kind('channel.created', channelIdSchema, z.object({ name: z.string(), displayName: z.string(), purpose: z.string(), type: channelTypeSchema, createdBy: personIdSchema })),
  kind('channel.edited', channelIdSchema, z.object({ name: z.string(), displayName: z.string(), purpose: z.string(), hooksAllowed: z.boolean() })),
  kind('channel.archived', channelIdSchema, z.object({ archivedBy: personIdSchema })),
  kind('channel.restored', channelIdSchema, z.object({ restoredBy: personIdSchema })),
  kind('member.joined', channelIdSchema, z.object({ personId: personIdSchema })),
  kind('member.left', channelIdSchema, z.object({ personId: personIdSchema })),
  kind('message.posted', channelIdSchema, postedMessage),
  // Cards and props are left out when they stay as they were.
  kind(
    'message.edited',
    channelIdSchema,
    z.object({
      messageId: messageIdSchema,
      text: z.string(),
      attachments: z.array(attachmentSchema).optional(),
      props: z.record(z.string(), z.unknown()).optional(),
      /** How many deliveries led to this edit; left out for none. */
      hops: z.int().min(1).optional(),
    }),
  ),
  /** `again`: by the same device as before, so that the host drops an edit that this one had not known. */
  kind('message.deleted', channelIdSchema, z.object({ messageId: messageIdSchema, deletedBy: personIdSchema, again: z.literal(true).optional() })),
  /** The same came again through its hook: how often it came by now, the first time included, and when last. */
  kind('message.repeated', channelIdSchema, z.object({ messageId: messageIdSchema, count: z.int().min(2), lastAt: z.int() })),
  kind('message.pinned', channelIdSchema, z.object({ messageId: messageIdSchema, pinnedBy: personIdSchema })),
  kind('message.unpinned', channelIdSchema, z.object({ messageId: messageIdSchema })),
  kind('case.closed', channelIdSchema, z.object({ caseId: messageIdSchema, closedBy: personIdSchema })),
  kind('case.reopened', channelIdSchema, z.object({ caseId: messageIdSchema, reopenedBy: personIdSchema })),
  kind(
    'consent.given',
    channelIdSchema,
    z.object({ subscriptionId: subscriptionIdSchema, personId: personIdSchema, hosts: z.array(z.string()), events: z.array(disclosureSchema) }),
  ),
  kind('consent.withdrawn', channelIdSchema, z.object({ subscriptionId: subscriptionIdSchema, personId: personIdSchema })),
  kind('reaction.added', channelIdSchema, z.object({ messageId: messageIdSchema, personId: personIdSchema, emoji: z.string() })),
  kind('reaction.removed', channelIdSchema, z.object({ messageId: messageIdSchema, personId: personIdSchema, emoji: z.string() })),
])
export type Change = z.output<typeof changeSchema>
export type ChangeKind = Change['kind']
export type ChangeOf<K extends ChangeKind> = Extract<Change, { kind: K }>
