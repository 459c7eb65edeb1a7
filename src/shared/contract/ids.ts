/** The branded identifiers that cross a border: UUIDv7 in lower case, so that they sort by time. */
import { z } from 'zod'

const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'must be a UUID in lower case')

export const workspaceIdSchema = uuid.brand<'WorkspaceId'>()
export const personIdSchema = uuid.brand<'PersonId'>()
export const channelIdSchema = uuid.brand<'ChannelId'>()
export const messageIdSchema = uuid.brand<'MessageId'>()
export const fileIdSchema = uuid.brand<'FileId'>()
export const hookIdSchema = uuid.brand<'HookId'>()
export const addressIdSchema = uuid.brand<'AddressId'>()
/** Verdicts never leave this device, so a row number is enough; it grows with time. */
export const verdictIdSchema = z.int().positive().brand<'VerdictId'>()
export const tokenIdSchema = uuid.brand<'TokenId'>()
export const subscriptionIdSchema = uuid.brand<'SubscriptionId'>()
export const deliveryIdSchema = uuid.brand<'DeliveryId'>()
export const changeIdSchema = uuid.brand<'ChangeId'>()
export const deviceIdSchema = uuid.brand<'DeviceId'>()
export const inviteIdSchema = uuid.brand<'InviteId'>()

export type WorkspaceId = z.output<typeof workspaceIdSchema>
export type PersonId = z.output<typeof personIdSchema>
export type ChannelId = z.output<typeof channelIdSchema>
export type MessageId = z.output<typeof messageIdSchema>
export type FileId = z.output<typeof fileIdSchema>
export type HookId = z.output<typeof hookIdSchema>
export type AddressId = z.output<typeof addressIdSchema>
export type VerdictId = z.output<typeof verdictIdSchema>
export type TokenId = z.output<typeof tokenIdSchema>
export type SubscriptionId = z.output<typeof subscriptionIdSchema>
export type DeliveryId = z.output<typeof deliveryIdSchema>
export type ChangeId = z.output<typeof changeIdSchema>
export type DeviceId = z.output<typeof deviceIdSchema>
export type InviteId = z.output<typeof inviteIdSchema>
