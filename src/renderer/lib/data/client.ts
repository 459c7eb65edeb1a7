/** The typed client of the server: one line at a time, with a timeout on calls and a reconnect. Only this file and open-line.ts know oRPC. */
import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '#shared/contract/rpc/index.ts'
import type { HooklineDesktop } from '#shared/contract/shell.ts'
import { setConnectionState } from './connection.ts'
import { openLine, type Line, type Link } from './open-line.ts'
import { beginAnew, isSameOwner } from './owner.ts'
import { nextKey, rememberKey } from './session-key.ts'

export type Rpc = ContractRouterClient<Contract>
export { ORPCError }

declare global {
  interface Window {
    readonly hooklineDesktop?: HooklineDesktop
  }
}

/** A call that got no answer in time. oRPC itself waits for ever when the other side is gone. */
export class NoAnswerError extends Error {
  constructor() {
    super('Hookline did not answer within 10 seconds. It may be busy or closed.')
    this.name = 'NoAnswerError'
  }
}

const TIMEOUT_MS = 10_000
/** Calls that wait for another program or computer. */
const slow: Readonly<Record<string, number>> = {
  'subscriptions.test': 30_000,
  'team.checkHosting': 30_000,
  'team.host': 30_000,
  'team.inspectInvite': 30_000,
  'team.reconnect': 30_000,
  // Finds the host, proves itself, gets the keys and starts anew.
  'team.join': 120_000,
}
const TIMED_OUT = 'no answer'
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000
/** A connection that lasted for so long was a good one. */
const LASTING_MS = 2_000

let current: Line | null = null
let waiting: ((line: Line) => void)[] = []
let skipWait: (() => void) | null = null
let beforeAnswer = (): void => undefined

/** Every procedure of the contract. A call made while the connection is down waits for it, at most 10 s. */
export const rpc: Rpc = createORPCClient<Rpc>({
  call: (path, input, options) =>
    answerInTime(options.signal, slow[path.join('.')] ?? TIMEOUT_MS, async (signal) => {
      const line = await connected()
      signal.addEventListener('abort', () => signal.reason === TIMED_OUT && void check(line), { once: true })
      const answer = await line.link.call(path, input, { ...options, signal })
      beforeAnswer()
      return answer
    }),
})

type Greeting = (direct: Rpc, endLine: () => void) => Promise<void>

/**
 * Connects and stays connected. `greet` runs on each new connection before any other call gets through;
 * that is where live events are subscribed, so that nothing is missed between the first answer and the subscription.
 * It is told how to end that connection, which then is made anew.
 * `catchUp` runs before each answer is handed on: events that came before it and still wait would undo what it says.
 */
export function startConnection(greet: Greeting, catchUp: () => void): void {
  beforeAnswer = catchUp
  void keepConnected(greet)
}

/** Ends the pause between two attempts: the "Try now" button. */
export function tryConnectionNow(): void {
  skipWait?.()
}

async function keepConnected(greet: Greeting): Promise<void> {
  let waitMs = FIRST_WAIT_MS
  for (;;) {
    let openedAt = Infinity
    const line = openLine()
    if (line === null) {
      await untilFreshKey()
      continue
    }
    const direct = directClient(line.link)
    try {
      await line.ready
      const session = await direct.session.get()
      if (session.sessionKey !== null) rememberKey(session.sessionKey)
      // The same port can be another program's by now, or a fresh key another person's.
      if (!isSameOwner(session)) return await beginAnew()
      await greet(direct, () => line.close())
      useLine(line)
      openedAt = performance.now()
    } catch {
      line.close()
    }
    const { refused } = await line.closed
    // One that breaks again and again is waited for longer each time, also if each time it begins well.
    if (performance.now() - openedAt > LASTING_MS) waitMs = FIRST_WAIT_MS
    current = null
    if (refused) {
      await untilFreshKey()
      continue
    }
    setConnectionState('lost')
    await pause(waitMs)
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
  }
}

/** Keys end with the program; what was written and not sent waits here for the next one. */
async function untilFreshKey(): Promise<void> {
  setConnectionState('refused')
  await nextKey()
}

function useLine(line: Line): void {
  current = line
  setConnectionState('open')
  const resolvers = waiting
  waiting = []
  for (const resolve of resolvers) resolve(line)
}

/** After a call without an answer: one slow procedure is no reason to reconnect, a silent line is. */
async function check(line: Line): Promise<void> {
  if (line !== current) return
  await directClient(line.link)
    .session.get()
    .catch((error: unknown) => error instanceof NoAnswerError && line.close())
}

async function connected(): Promise<Line> {
  return current ?? new Promise((resolve) => waiting.push(resolve))
}

/** Talks over one line without waiting for it to be announced as open. */
function directClient(link: Link): Rpc {
  return createORPCClient<Rpc>({
    call: (path, input, options) => answerInTime(options.signal, TIMEOUT_MS, async (signal) => link.call(path, input, { ...options, signal })),
  })
}

/** The clock stops at the first answer, so that a stream may stay open for days. */
async function answerInTime(given: AbortSignal | undefined, timeoutMs: number, call: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
  const timeout = new AbortController()
  const late = new Promise<never>((_, reject) => timeout.signal.addEventListener('abort', () => reject(new NoAnswerError()), { once: true }))
  const timer = setTimeout(() => timeout.abort(TIMED_OUT), timeoutMs)
  try {
    const signal = given === undefined ? timeout.signal : AbortSignal.any([given, timeout.signal])
    return await Promise.race([call(signal), late])
  } finally {
    clearTimeout(timer)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    skipWait = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}
