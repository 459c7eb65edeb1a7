/** Calls to a relay that is reached over a connection: they are repeated after each interruption until they are answered, but for those that belong to one connection. */
import { RelayRefused } from '../relay.ts'
import type { Answer, Frame } from './frames.ts'
import { misbehaving, type LinkError } from './open-link.ts'
import type { Question } from './remote-questions.ts'

export interface CallsOptions {
  readonly send: (frame: Buffer) => void
  readonly patienceMs: number
  readonly isConnected: () => boolean
}

export interface Calls {
  /**
   * @param only the one connection over which it may go: refused with `gone` once that has ended.
   * @throws RelayRefused what the relay refuses with; `gone` when there is no connection for too long.
   */
  ask<T>(n: number, question: Question<T>, only?: number): Promise<T>
  /** As `Relay.link`. */
  link(): number
  /** @returns why the connection cannot go on. */
  accept(frame: Frame<Answer>): LinkError | undefined
  resume(): void
  interrupt(): void
  refuse(error: RelayRefused): void
}

interface Call {
  readonly frame: Buffer
  readonly accept: (frame: Frame<Answer>) => boolean
  readonly restart: (() => void) | undefined
  readonly refuse: (error: RelayRefused) => void
  readonly isBound: boolean
  timer: NodeJS.Timeout | undefined
}

const unanswered = (): RelayRefused => new RelayRefused('gone', 'The relay cannot be reached. Whether it has the envelope is not known; the same one may be sent again.')

export function createCalls({ send, patienceMs, isConnected }: CallsOptions): Calls {
  /** In the order of the calls: appends must arrive in theirs. */
  const open = new Map<number, Call>()
  let links = 0

  function settle(n: number): Call | undefined {
    const call = open.get(n)
    clearTimeout(call?.timer)
    open.delete(n)
    return call
  }

  function losePatience(n: number, call: Call): void {
    call.timer = setTimeout(() => settle(n)?.refuse(unanswered()), patienceMs)
  }

  return {
    ask: (n, { write, accept, restart }, only) =>
      new Promise((resolve, reject) => {
        if (only !== undefined && only !== links) return reject(unanswered())
        const done = (value: Parameters<typeof resolve>[0]): void => {
          settle(n)
          resolve(value)
        }
        const call: Call = { frame: write(n), accept: (frame) => accept(frame, done), restart, refuse: reject, isBound: only !== undefined, timer: undefined }
        open.set(n, call)
        if (isConnected()) send(call.frame)
        else losePatience(n, call)
      }),
    accept(frame) {
      const { header } = frame
      const call = 'n' in header ? open.get(header.n) : undefined
      // An answer to nobody: the call was given up meanwhile.
      if (!call || !('n' in header)) return undefined
      if (header.t === 'refused') return void settle(header.n)?.refuse(new RelayRefused(header.reason, header.message, header.last))
      if (call.accept(frame)) return undefined
      settle(header.n)?.refuse(new RelayRefused('gone', 'The relay answered what cannot be.'))
      return misbehaving('an answer that cannot be')
    },
    link: () => links,
    resume() {
      links += 1
      for (const call of open.values()) {
        clearTimeout(call.timer)
        call.restart?.()
        send(call.frame)
      }
    },
    interrupt() {
      links += 1
      for (const [n, call] of [...open]) {
        if (call.isBound) settle(n)?.refuse(unanswered())
        else losePatience(n, call)
      }
    },
    refuse(error) {
      for (const n of [...open.keys()]) settle(n)?.refuse(error)
    },
  }
}
