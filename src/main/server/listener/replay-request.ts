/** Sends a request that was kept again, through the same pipeline as one from the network. */
import { randomUUID } from 'node:crypto'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { CapturedRequest, ReplayProblem } from '#shared/contract/captured-request.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { VerdictId } from '#shared/contract/ids.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { getVariant } from '#shared/dialects/index.ts'
import { findReplayAddress, findReplayProblem, readForm, toRawPost, withoutHidden } from '../actions/posts/kept-request.ts'
import type { RecordVerdict } from '../actions/posts/record-verdict.ts'
import type { Context } from '../context.ts'
import { newRequestId } from '../random.ts'
import { findVerdictRequest, getVerdict } from '../store/verdicts.ts'
import { receiveHook, type HookHttpRequest } from './receive-hook.ts'

/** What tells a repeat of a request: a replay is meant to be another one. Also what speaks of the body's own bytes. */
const leftOut = /^(?:idempotency-key|x-idempotency-key|webhook-id|svix-id|x-github-delivery|x-gitea-delivery|x-gogs-delivery|x-forgejo-delivery|x-gitlab-event-uuid|x-request-id|content-length|content-encoding|transfer-encoding|expect|connection)$/i

/** @returns the verdict of the new request, refused or not. @throws AppError `not_found`; `conflict` when it cannot be sent as it was. */
export async function replayRequest(ctx: Context, record: RecordVerdict, { id, by }: { readonly id: VerdictId; readonly by: string }): Promise<Verdict> {
  const verdict = getVerdict(ctx.reader, id)
  const kept = findVerdictRequest(ctx.reader, id)
  const problem = findReplayProblem(ctx, verdict, kept)
  const tokenHash = findReplayAddress(ctx, verdict)
  const raw = kept && toRawPost(verdict, kept)
  if (problem || !kept || !raw || !tokenHash || verdict.dialect === null) throw new AppError('conflict', explanations[problem ?? 'not_kept'])
  const { stream, headers } = toStream(kept)
  const request: HookHttpRequest = {
    replay: { of: id, by, tokenHash, isTest: verdict.source === 'test' },
    method: verdict.method,
    headers: { ...Object.fromEntries(Object.entries(raw.headers).filter(([name]) => !leftOut.test(name))), ...headers },
    query: raw.query,
    stream,
    timeoutMs: undefined,
    askForBody: undefined,
    remote: verdict.remote,
    unheeded: [],
    requestId: newRequestId(),
    startedAt: performance.now(),
  }
  let recorded: Verdict | undefined
  await receiveHook(ctx, (tx, fields) => (recorded = record(tx, fields)), { dialect: getVariant(verdict.dialect, kept.behind), secret: undefined }, request)
  // A refusal is answered before it is recorded.
  await ctx.write(() => undefined)
  if (recorded === undefined) throw new AppError('internal', 'The request was sent again, but what became of it could not be recorded.')
  return recorded
}

/** The body as if it came from the network. */
function toStream(kept: CapturedRequest): { stream: IncomingMessage; headers: Record<string, string> } {
  const { bytes, contentType } = toBytes(kept)
  const headers = { 'content-length': String(bytes.length), ...(contentType === undefined ? {} : { 'content-type': contentType }) }
  const stream = new IncomingMessage(new Socket())
  const others = withoutHidden(kept.headers).filter(([name]) => !leftOut.test(name) && !(contentType !== undefined && /^content-type$/i.test(name)))
  stream.rawHeaders = [...others, ...Object.entries(headers)].flat()
  stream.push(bytes)
  stream.push(null)
  stream.complete = true
  return { stream, headers }
}

/** A form is written by hand: `FormData` would end each line of its values with CR and LF. */
function toBytes(kept: CapturedRequest): { bytes: Buffer; contentType?: string } {
  if (kept.bodyKind !== 'form') return { bytes: Buffer.from(kept.body) }
  const border = `hookline-${randomUUID()}`
  const parts = readForm(kept).fields.map(([name, value]) => `--${border}\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, (sign) => encodeURIComponent(sign))}"\r\n\r\n${value}\r\n`)
  return { bytes: Buffer.from(`${parts.join('')}--${border}--\r\n`), contentType: `multipart/form-data; boundary=${border}` }
}

const explanations: Readonly<Record<ReplayProblem, string>> = {
  not_kept: 'This request cannot be replayed: its body was not read or not kept. Let the tool send it again.',
  cut: 'This request cannot be replayed: only the first 65,536 characters of its body were kept. Let the tool send it again.',
  masked: 'This request cannot be replayed as it was: a secret was taken out of it before it was kept. Let the tool send it again.',
  files: 'This request cannot be replayed: the contents of its files are not kept beside it. Let the tool send it again.',
  not_proven: 'This request cannot be replayed: it was refused because nobody knows who sent it. Let the tool send it again.',
  not_a_post: 'Only posts can be replayed: this request asked for something else.',
  address_gone: 'This request cannot be replayed: the address that it came to was removed or replaced. Let the tool post to a current address.',
}
