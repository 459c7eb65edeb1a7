/** Every setting with its type, default and reach; settings page, CLI and API validate with this one table. */
import { z } from 'zod'

const limit = z.int().min(0).nullable()

export const settingSchemas = {
  'integrations.incomingEnabled': z.boolean(),
  'integrations.outgoingEnabled': z.boolean(),
  'integrations.managedBy': z.enum(['admins', 'members']),
  'integrations.allowUsernameOverride': z.boolean(),
  'integrations.allowIconOverride': z.boolean(),
  'hooks.incomingLimit': limit,
  'hooks.outgoingLimit': limit,
  'messages.maxLength': z.int().min(1000).max(16383),
  'files.maxBytes': z.int().min(1024).max(4 * 1024 * 1024 * 1024),
  'hooks.port': z.int().min(0).max(65535),
  /** Where others reach the listener, for instance through a tunnel; null when they do not. */
  'hooks.publicUrl': z.string().max(500).regex(/^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i, 'must be an http:// or https:// address without name, password, ? and #').nullable(),
  'hooks.bodyLimitBytes': z.int().min(1024).max(100 * 1024 * 1024),
  'verdicts.keepPerHook': z.int().min(1).max(100_000),
  'verdicts.keepDays': z.int().min(1).max(3650),
  'deliveries.keepPerHook': z.int().min(1).max(100_000),
  'deliveries.keepDays': z.int().min(1).max(3650),
} as const

export type SettingKey = keyof typeof settingSchemas
export type Settings = { [K in SettingKey]: z.output<(typeof settingSchemas)[K]> }

export const settingKeys = Object.keys(settingSchemas) as SettingKey[]
export const settingKeySchema = z.enum(settingKeys as [SettingKey, ...SettingKey[]])

export const settingDefaults: Settings = {
  'integrations.incomingEnabled': true,
  'integrations.outgoingEnabled': true,
  'integrations.managedBy': 'admins',
  'integrations.allowUsernameOverride': true,
  'integrations.allowIconOverride': true,
  'hooks.incomingLimit': null,
  'hooks.outgoingLimit': null,
  'messages.maxLength': 4000,
  'files.maxBytes': 100 * 1024 * 1024,
  'hooks.port': 4665,
  'hooks.publicUrl': null,
  'hooks.bodyLimitBytes': 10 * 1024 * 1024,
  'verdicts.keepPerHook': 1000,
  'verdicts.keepDays': 7,
  'deliveries.keepPerHook': 1000,
  'deliveries.keepDays': 7,
}

/** Settings of this device alone; all others belong to the workspace and travel as changes. */
export const localSettingKeys: ReadonlySet<SettingKey> = new Set<SettingKey>([
  'hooks.port',
  'hooks.publicUrl',
  'hooks.bodyLimitBytes',
  'verdicts.keepPerHook',
  'verdicts.keepDays',
  'deliveries.keepPerHook',
  'deliveries.keepDays',
])

export const settingValueSchema = z.union([z.boolean(), z.number(), z.string(), z.null()])
export const settingSchema = z.object({ key: settingKeySchema, value: settingValueSchema, default: settingValueSchema })
export type Setting = z.output<typeof settingSchema>
