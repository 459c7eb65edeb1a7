/** What is kept of a request to a hook, so that people can see what came: secrets are taken out, long bodies are cut. */
import { z } from 'zod'

/** What stands where a secret was. */
export const hiddenValue = '[hidden]'

/** Of a body, in characters; the rest is not kept. */
export const bodyKeptChars = 64 * 1024

const pair = z.tuple([z.string(), z.string()])
export type Pair = z.output<typeof pair>

/** Behind an address, where another chat's format is meant than the address's own. */
const behindSchema = z.enum(['/slack', '/github'])
export type Behind = z.output<typeof behindSchema>

export const capturedRequestSchema = z.object({
  /** As they came and in that order; values of secrets are `hiddenValue`. */
  headers: z.array(pair),
  query: z.array(pair),
  /** `form`: a multipart body, as JSON of `CapturedForm`. `unread`: it was answered before its body was read, or the body could not be read. */
  bodyKind: z.enum(['text', 'form', 'unread']),
  body: z.string(),
  /** Of the whole body. More than `body` has means that it was cut. */
  bodyChars: z.int(),
  /** Whether a secret was taken out of the body: then it is not what came. */
  masked: z.boolean(),
  /** ms from the start until the body was there, and until it was understood; null for what was not reached. */
  readMs: z.number().nullable(),
  decodedMs: z.number().nullable(),
  /** All that is kept of the path; left out where nothing stood behind the address. */
  behind: behindSchema.optional(),
})
export type CapturedRequest = z.output<typeof capturedRequestSchema>

/** A multipart body: its plain fields and what is known of its files, whose contents are not kept twice. */
export interface CapturedForm {
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly files: readonly SentFile[]
}

export interface SentFile {
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
}

/** Why a request cannot be sent again as it was. `not_proven`: nobody knows who sent it. */
export const replayProblemSchema = z.enum(['not_kept', 'cut', 'masked', 'files', 'not_proven', 'not_a_post', 'address_gone'])
export type ReplayProblem = z.output<typeof replayProblemSchema>
