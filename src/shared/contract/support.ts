/** The support report: what one may send to a stranger who is to find out what is wrong. Holds no message, name, address or secret. */
import { z } from 'zod'
import { dialectIdSchema } from './hook.ts'
import { addressIdSchema, hookIdSchema, messageIdSchema } from './ids.ts'
import { lanStatusSchema, listenerStatusSchema } from './listener.ts'
import { settingSchema } from './settings.ts'
import { reasonSchema } from './verdict.ts'

/** A verdict without what its sender wrote: no detail, no channel, no last characters of an address, no names of fields. */
const reportedVerdictSchema = z.object({
  at: z.iso.datetime(),
  hookId: hookIdSchema.nullable(),
  addressId: addressIdSchema.nullable(),
  dialect: dialectIdSchema.nullable(),
  method: z.string(),
  status: z.int(),
  reason: reasonSchema,
  ignoredFields: z.int(),
  messageId: messageIdSchema.nullable(),
  sizeBytes: z.int(),
  durationMs: z.number(),
  from: z.enum(['this computer', 'elsewhere']),
  userAgent: z.string(),
  contentType: z.string(),
  requestId: z.string(),
  count: z.int(),
})

/** A line of a log: when, how bad, what, and of an error its kind, its sentence and where in the code it arose. */
const reportedLineSchema = z.object({ time: z.string(), level: z.string(), what: z.string(), requestId: z.string().optional(), procedure: z.string().optional(), error: z.array(z.string()).optional() })

export const supportReportSchema = z.object({
  about: z.string(),
  createdAt: z.iso.datetime(),
  versions: z.record(z.string(), z.string()),
  system: z.object({ platform: z.string(), release: z.string(), arch: z.string(), locale: z.string(), timeZone: z.string(), processors: z.int(), memoryMb: z.int(), uptimeMinutes: z.int() }),
  storage: z.object({ databaseBytes: z.int(), fileBytes: z.int(), fileCount: z.int() }),
  counts: z.object({ people: z.int(), hooks: z.int(), outgoing: z.int() }),
  listener: listenerStatusSchema.pick({ state: true, port: true, hosts: true, problem: true }).extend({ lan: lanStatusSchema.shape.state, isPublic: z.boolean() }),
  settings: z.array(settingSchema),
  /** The newest first; null for somebody who may not see them. */
  verdicts: z.array(reportedVerdictSchema).nullable(),
  /** The newest last. */
  log: z.array(reportedLineSchema),
})
export type SupportReport = z.output<typeof supportReportSchema>
export type ReportedLine = z.output<typeof reportedLineSchema>
