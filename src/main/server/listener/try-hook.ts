/** Sends a sample to a hook as a tool would: over the socket while it is open, else in the process through the same pipeline. */
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { AppError } from '#shared/contract/errors.ts'
import type { Address, DialectId } from '#shared/contract/hook.ts'
import type { AddressId, HookId } from '#shared/contract/ids.ts'
import type { HookTrial } from '#shared/contract/hook-trial.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { getDialect } from '#shared/dialects/index.ts'
import { findSample, samplesFor } from '#shared/dialects/samples/index.ts'
import type { Sample } from '#shared/dialects/samples/sample.ts'
import type { RecordVerdict } from '../actions/posts/record-verdict.ts'
import type { Context } from '../context.ts'
import { newRequestId } from '../random.ts'
import { findAddressHash, listAddresses } from '../store/addresses.ts'
import { findHookSecrets } from '../store/hook-secrets.ts'
import { getHook } from '../store/hooks.ts'
import { askSocket } from './ask-socket.ts'
import type { Pass, Passes } from './passes.ts'
import { receiveHook } from './receive-hook.ts'
import { signRequest } from './signatures/sign-request.ts'

export interface TrialInput {
  readonly hookId: HookId
  readonly addressId?: AddressId | undefined
  /** The first address of this shape; left out, the first of any. */
  readonly dialect?: DialectId | undefined
  /** The first of the address's shape when left out. */
  readonly sample?: string | undefined
  /** Username. */
  readonly by: string
}

export interface TrialParts {
  readonly ctx: Context
  readonly record: RecordVerdict
  readonly passes: Passes
  /** Where the listener answers; undefined while it does not. */
  readonly openAt: string | undefined
}

/** @returns what became of it, refused or not. @throws AppError `not_found`, `conflict` when there is nothing to send it to, `invalid` for a sample that the shape does not have. */
export async function tryHook({ ctx, record, passes, openAt }: TrialParts, input: TrialInput): Promise<HookTrial> {
  const address = chooseAddress(ctx, input)
  const sample = findSample(address.dialect, input.sample)
  if (!sample) throw new AppError('invalid', `There is no sample “${input.sample ?? ''}” for ${getDialect(address.dialect).label}. Known: ${samplesFor(address.dialect).map(({ name }) => name).join(', ')}.`, 'sample')
  // Also of one that has ended: how that is refused is worth seeing.
  const tokenHash = findAddressHash(ctx.reader, { id: address.id, hookId: input.hookId, now: 0 })
  if (!tokenHash) throw new AppError('not_found', 'This address does not exist any more.')
  const { headers, isVouched } = prepare(ctx, input.hookId, sample)
  let verdict: Verdict | undefined
  const pass: Pass = { tokenHash, purpose: 'test', by: input.by, isVouched, record: (tx, fields) => (verdict = record(tx, fields)) }
  const request = { dialect: address.dialect, pass, headers, body: Buffer.from(sample.body) }
  await (openAt === undefined ? sendInside(ctx, request) : sendOver(passes, openAt, request))
  // A refusal is answered before it is recorded.
  await ctx.write(() => undefined)
  if (verdict === undefined) throw new AppError('internal', 'The sample was sent, but what became of it could not be recorded.')
  return { verdict, through: openAt === undefined ? 'process' : 'socket', addressId: address.id, dialect: address.dialect, sample: sample.name }
}

/** One that works, if there is any. */
function chooseAddress(ctx: Context, { hookId, addressId, dialect }: TrialInput): Address {
  if (getHook(ctx.reader, hookId).homeDevice !== ctx.deviceId) throw new AppError('conflict', 'This webhook lives on another device: test it there.')
  const now = ctx.now()
  const wanted = listAddresses(ctx.reader, hookId, now).filter((one) => (addressId === undefined || one.id === addressId) && (dialect === undefined || one.dialect === dialect))
  const chosen = wanted.find(({ expiresAt }) => expiresAt === null || expiresAt > now) ?? wanted[0]
  if (chosen) return chosen
  if (addressId !== undefined) throw new AppError('not_found', 'This webhook has no such address.', 'addressId')
  const which = dialect === undefined ? 'no address' : `no address for ${getDialect(dialect).label}`
  throw new AppError('conflict', `This webhook has ${which}. Add one, and try again.`, 'dialect')
}

function prepare(ctx: Context, hookId: HookId, sample: Sample): { headers: Record<string, string>; isVouched: boolean } {
  const { signature } = getHook(ctx.reader, hookId).rules
  const [current] = findHookSecrets(ctx.reader, hookId)
  const signed = current && signRequest({ rule: signature, secret: current.secret, bytes: Buffer.from(sample.body), now: chooseMoment(hookId, ctx.now()), id: `test_${newRequestId()}` })
  // Who asks for signatures and has no secret refuses everybody, so a test too.
  const isVouched = signature.scheme !== 'none' && current !== undefined && signed === undefined
  return { headers: { 'User-Agent': 'Hookline test', 'Content-Type': sample.contentType, ...sample.headers, ...signed }, isVouched }
}

/** For each hook: by when the newest test was signed, ms since epoch. */
const signedAt = new Map<HookId, number>()

/** A second of its own for each test: some schemes sign nothing else that differs, and the same request signed twice is taken for a copy. */
function chooseMoment(hookId: HookId, now: number): number {
  const last = signedAt.get(hookId) ?? 0
  // A clock that was set back, or more tests than anybody presses.
  const moment = last > now + mostAheadMs ? now : Math.max(now, last + 1000)
  signedAt.set(hookId, moment)
  return moment
}

const mostAheadMs = 30_000

interface Prepared {
  readonly dialect: DialectId
  readonly pass: Pass
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

async function sendOver(passes: Passes, url: string, { dialect, pass, headers, body }: Prepared): Promise<void> {
  const { path, revoke } = passes.issue(dialect, pass)
  try {
    await askSocket({ url, path, headers, body })
  } catch (error) {
    throw new AppError('unavailable', `The listener at ${url} did not answer: ${error instanceof Error ? error.message : String(error)}.`)
  } finally {
    revoke()
  }
}

/** As if it came from the network. */
async function sendInside(ctx: Context, { dialect, pass, headers, body }: Prepared): Promise<void> {
  const all = { ...headers, 'Content-Length': String(body.length) }
  const stream = new IncomingMessage(new Socket())
  stream.rawHeaders = Object.entries(all).flat()
  stream.push(body)
  stream.push(null)
  stream.complete = true
  await receiveHook(ctx, pass.record, { dialect: getDialect(dialect), secret: undefined }, {
    pass,
    method: 'POST',
    headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toLowerCase(), value])),
    query: new URLSearchParams(),
    stream,
    timeoutMs: undefined,
    askForBody: undefined,
    remote: '127.0.0.1',
    unheeded: [],
    requestId: newRequestId(),
    startedAt: performance.now(),
  })
}
