/** Whether a hook's post may go now, waits in the queue, or is to come back later. */
import type { Refusal } from '#shared/dialects/dialect.ts'
import type { Context } from '../../context.ts'
import type { AddressTarget } from '../../store/addresses.ts'
import type { Tx } from '../../store/connection.ts'
import { insertWaiting, QUEUE_LIMIT, readBacklog, type Backlog } from '../../store/hook-queue.ts'
import type { HookRequest } from './post-from-hook.ts'
import { nameForLater, type Target } from './resolve-target.ts'

/** Of one request. Taken once, however often its write runs. */
export interface Turn {
  /** Its sender wants the message in the answer, so that it cannot be told to wait. */
  readonly needsMessage: boolean
  /** @returns 0, or how many ms it is until there is one. */
  take(address: AddressTarget): number
}

export function createTurn(pace: Context['pace'], needsMessage: boolean): Turn {
  let waitMs: number | undefined
  return { needsMessage, take: ({ hookId, rules }) => (waitMs ??= pace.take(hookId, rules.perMinute)) }
}

export interface Later {
  readonly refusal: Refusal
  readonly waiting?: number
}

interface Asking {
  readonly address: AddressTarget
  readonly request: HookRequest
  /** Where it would go now. */
  readonly target: Target
}

/** To be called inside the write that would post, where nothing waits. Undefined: it may go. */
export function waitForTurn(ctx: Context, tx: Tx, { turn, ...asking }: Asking & { readonly turn: Turn }): Later | undefined {
  const waitMs = turn.take(asking.address)
  return waitMs === 0 ? undefined : joinQueue(ctx, tx, { ...asking, needsMessage: turn.needsMessage, waitMs })
}

/** To be called inside the write that would change a message: a change is not queued, because its sender wants the message in the answer. Undefined: it may go. */
export function refuseTooSoon(address: AddressTarget, turn: Turn): Refusal | undefined {
  const waitMs = turn.take(address)
  return waitMs === 0 ? undefined : limited(waitMs, limitOf(address))
}

/** Nobody overtakes what waits. `waitMs`: until there is a turn; until all that waits is posted where that is left out. */
export function joinQueue(ctx: Context, tx: Tx, { address, request, target, needsMessage, waitMs: turnMs }: Asking & { readonly needsMessage: boolean; readonly waitMs?: number }): Later {
  const backlog = readBacklog(tx, address.hookId)
  const waitMs = turnMs ?? drainMs(backlog, address)
  if (needsMessage) return { refusal: limited(waitMs, `${limitOf(address)} Its sender waits for the message, so it was not queued.`) }
  if (address.rules.whenFull === 'refuse') return { refusal: limited(waitMs, limitOf(address)) }
  if (isFull(backlog)) return { refusal: limited(waitMs, `${backlog.count} posts of this webhook wait for their turn already.`) }
  const { dialect, post, files = [], hops = 0, requestId } = request
  const { addressId, lastFour } = address
  const waiting = insertWaiting(tx, address.hookId, ctx.now(), { addressId, dialect: dialect.id, lastFour, post, files, hops, requestId, namedId: nameForLater(post, target) })
  ctx.backlog.ring()
  const id = post.case?.id
  return { refusal: { reason: 'queued', detail: `${limitOf(address)} It waits behind ${backlog.count} others.`, ...(id === undefined ? {} : { waitingId: id }) }, waiting }
}

const limitOf = ({ rules }: AddressTarget): string => (rules.perMinute === null ? 'Posts that came before wait for their turn.' : `More than ${rules.perMinute} posts a minute.`)

/** The last one may exceed the bytes: it was read, and is bounded by itself. */
const isFull = ({ count, bytes }: Backlog): boolean => count >= QUEUE_LIMIT.posts || bytes >= QUEUE_LIMIT.bytes

/** Until everything that waits is posted. */
function drainMs({ count }: Backlog, { rules }: AddressTarget): number {
  return rules.perMinute === null ? 1000 : Math.ceil((count * 60_000) / rules.perMinute)
}

function limited(waitMs: number, detail: string): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000))
  return { reason: 'rate_limited', detail: `${detail} Come back in ${retryAfterSeconds} s.`, retryAfterSeconds }
}
