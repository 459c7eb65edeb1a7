/** Every setting with its type, default and reach; settings page, CLI and API validate with this one table. */
import { z } from 'zod'
import { sourceSchema } from './hook-rules.ts'

const yesOrNo = z.boolean({ error: 'must be true or false' })
const whole = (min: number, max: number) => z.int({ error: 'must be a whole number' }).min(min, `must be at least ${min}`).max(max, `must be at most ${max}`)
/** Null: any number. */
const limit = whole(0, Number.MAX_SAFE_INTEGER).nullable()

/** A name in a network (RFC 1123 §2.1) or an IP address: what stands in an address before the port. */
const hostNameSchema = z.union([z.ipv4(), z.ipv6(), z.string().regex(/^(?=.{1,253}$)(?!\d+(\.\d+)*$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i)], {
  error: 'must be a name or an address without http:// and port, for instance build.lan',
})

/** Nobody owns so many, also where IPv4 is written as IPv6 (`::ffff:0:0/96`): who trusts them all trusts whoever posts. */
const proxySchema = sourceSchema.refine((source) => !/\/[0-6]$|^[0:]*ffff:.*\/(?:9[6-9]|10[0-2])$/i.test(source), { error: 'is a range of half the internet: name the proxy itself, for instance 10.0.0.5', params: { notice: 'proxy_wide' } })

export const settingSchemas = {
  'integrations.incomingEnabled': yesOrNo,
  'integrations.outgoingEnabled': yesOrNo,
  'integrations.managedBy': z.enum(['admins', 'members'], { error: 'must be admins or members' }),
  'integrations.allowUsernameOverride': yesOrNo,
  'integrations.allowIconOverride': yesOrNo,
  'hooks.incomingLimit': limit,
  'hooks.outgoingLimit': limit,
  'messages.maxLength': whole(1000, 16383),
  'files.maxBytes': whole(1024, 4 * 1024 * 1024 * 1024),
  'hooks.port': whole(0, 65535),
  /** Where others reach the listener, for instance through a tunnel; null when they do not. */
  'hooks.publicUrl': z.string().max(500).regex(/^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i, 'must be an http:// or https:// address without name, password, ? and #').nullable(),
  /** `lan`: other computers of the network may post too, over TLS. */
  'hooks.reach': z.enum(['loopback', 'lan'], { error: 'must be loopback or lan' }),
  /** Of the network; 0 takes any that is free. */
  'hooks.lanPort': whole(0, 65535),
  /** By which others call this computer, besides its own name and addresses. */
  'hooks.lanNames': z.array(hostNameSchema).max(16, 'use at most 16 names'),
  /** Whole paths of PEM files: of the certificate and of its key, or of one file with both. Empty: Hookline makes its own. */
  'hooks.lanCertificate': z.array(z.string().min(1, 'must be a path').max(1000, 'use at most 1000 characters')).max(2, 'name the file of the certificate and that of its key'),
  /** Only they are believed where a request came from. */
  'hooks.trustedProxies': z.array(proxySchema).max(64, 'use at most 64 addresses and ranges'),
  'hooks.bodyLimitBytes': whole(1024, 100 * 1024 * 1024),
  'verdicts.keepPerHook': whole(1, 100_000),
  'verdicts.keepDays': whole(1, 3650),
  'deliveries.keepPerHook': whole(1, 100_000),
  'deliveries.keepDays': whole(1, 3650),
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
  'hooks.reach': 'loopback',
  'hooks.lanPort': 4667,
  'hooks.lanNames': [],
  'hooks.lanCertificate': [],
  'hooks.trustedProxies': [],
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
  'hooks.reach',
  'hooks.lanPort',
  'hooks.lanNames',
  'hooks.lanCertificate',
  'hooks.trustedProxies',
  'hooks.bodyLimitBytes',
  'verdicts.keepPerHook',
  'verdicts.keepDays',
  'deliveries.keepPerHook',
  'deliveries.keepDays',
])

export const settingValueSchema = z.union([z.boolean(), z.number(), z.string(), z.null(), z.array(z.string())])
export const settingSchema = z.object({ key: settingKeySchema, value: settingValueSchema, default: settingValueSchema })
export type Setting = z.output<typeof settingSchema>
