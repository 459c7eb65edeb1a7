/** What the doctor of a hook finds: a list of checks, each with a finding and what can be done about it. */
import { z } from 'zod'
import { hookIdSchema, verdictIdSchema } from './ids.ts'

/** In the order in which a request meets them. Those of the network are made where it is let in. */
export const checkIdSchema = z.enum(['port', 'bind', 'host', 'network', 'certificate', 'proxy', 'enabled', 'address', 'source', 'signature', 'owner', 'channel', 'permission', 'mentions', 'notification', 'requests'])
export type CheckId = z.output<typeof checkIdSchema>

const checkStateSchema = z.enum(['ok', 'warning', 'failed', 'skipped'])
export type CheckState = z.output<typeof checkStateSchema>

/** What the app does at a word. */
export const deedSchema = z.enum([
  'restart_listener',
  'take_free_port',
  'renew_certificate',
  'own_certificate',
  'trust_this_computer',
  'allow_all_hooks',
  'switch_on',
  'extend_address',
  'allow_this_computer',
  'take_over',
  'restore_channel',
  'allow_hooks_here',
  'add_owner',
  'join_channel',
  'unmute_hook',
  'unmute_channel',
  'end_pause',
])
export type Deed = z.output<typeof deedSchema>

/** Where a person has to choose. */
export const leadSchema = z.enum(['choose_port', 'open_addresses', 'open_settings', 'open_posting', 'open_notifications', 'open_requests'])
export type Lead = z.output<typeof leadSchema>

const doctorCheckSchema = z.object({
  id: checkIdSchema,
  state: checkStateSchema,
  /** One of the closed list in core/doctor-findings.ts: the window has its own words for each. */
  finding: z.string(),
  /** What stands in the sentence; `at` is in ms since epoch. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The sentence in English. */
  text: z.string(),
  /** Deeds that whoever asks may do, the best first, then places to look at. */
  fixes: z.array(z.union([deedSchema, leadSchema])),
})
export type DoctorCheck = z.output<typeof doctorCheckSchema>

export const doctorReportSchema = z.object({
  hookId: hookIdSchema,
  examinedAt: z.int(),
  checks: z.array(doctorCheckSchema),
  /** The last request, where it was refused. */
  refusedId: verdictIdSchema.nullable(),
})
export type DoctorReport = z.output<typeof doctorReportSchema>
