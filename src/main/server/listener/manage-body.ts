/** Reads and checks the bodies of Chatalot's management calls, in our own terms. */
import { z } from 'zod'
import { hookFieldsSchema } from '#shared/contract/hook.ts'
import { isIconUrl } from '#shared/core/hooks.ts'
import { parseFirstJson } from '#shared/core/json-scan.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import { isRecord, typeName } from '#shared/dialects/payload-values.ts'
import { readBody, type IncomingBody } from './body.ts'

/** Larger than any honest one by far. */
const limitBytes = 64 * 1024

/** Why the body is not taken, with the status that says so. */
export class BodyRefused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const fields = {
  name: hookFieldsSchema.shape.name,
  avatar_url: hookFieldsSchema.shape.iconUrl.refine((url) => url === null || isIconUrl(url), 'must be a web address without spaces'),
  active: z.boolean(),
}
const newHookSchema = z.object({ name: fields.name, avatar_url: fields.avatar_url.default(null) })
const changeSchema = z.object({ name: fields.name.optional(), avatar_url: fields.avatar_url.optional(), active: fields.active.optional() })

export interface HookChange {
  name?: string
  /** Null takes the picture away. */
  iconUrl?: string | null
  enabled?: boolean
}

/** @throws BodyRefused. */
export async function readNewHook(body: IncomingBody): Promise<{ name: string; iconUrl: string | null }> {
  const { name, avatar_url: iconUrl } = check(newHookSchema, await readObject(body))
  return { name, iconUrl }
}

/** Only what is to change. @throws BodyRefused. */
export async function readHookChange(body: IncomingBody): Promise<HookChange> {
  const { name, avatar_url: iconUrl, active: enabled } = check(changeSchema, await readObject(body))
  if (name === undefined && iconUrl === undefined && enabled === undefined) throw new BodyRefused(422, 'There is nothing to change: give "name", "avatar_url" or "active".')
  return { ...(name === undefined ? {} : { name }), ...(iconUrl === undefined ? {} : { iconUrl }), ...(enabled === undefined ? {} : { enabled }) }
}

async function readObject(incoming: IncomingBody): Promise<Record<string, unknown>> {
  const body = await readBody(incoming, limitBytes)
  if ('reason' in body) throw new BodyRefused(statusOf(body), body.reason === 'body_too_large' ? `The body is larger than ${limitBytes} bytes.` : body.detail)
  const read = parseFirstJson(body.text)
  if (!read.ok) throw new BodyRefused(400, `The JSON cannot be read at byte ${read.byte}: ${read.problem}.`)
  if (!isRecord(read.value)) throw new BodyRefused(422, `The body must be a JSON object, not ${typeName(read.value)}.`)
  return read.value
}

function statusOf({ reason }: Refusal): number {
  if (reason === 'body_too_large') return 413
  return reason === 'body_timeout' ? 408 : 400
}

function check<T>(schema: z.ZodType<T>, value: Record<string, unknown>): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const key = String(issue?.path[0] ?? '')
  throw new BodyRefused(422, `The field "${key}" ${issue?.code === 'invalid_type' ? wrongType(value[key], issue.expected) : `does not fit: ${issue?.message}`}.`)
}

function wrongType(value: unknown, expected: string): string {
  if (value === undefined) return 'is missing'
  return `must be ${expected === 'boolean' ? 'true or false' : 'a string'}, not ${typeName(value)}`
}
