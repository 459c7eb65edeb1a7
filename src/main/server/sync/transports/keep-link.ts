/** Keeps a connection to the relay: makes it, says how it is, and makes it again when it ends. */
import { createBackoff } from './backoff.ts'
import type { Address } from './dial.ts'
import type { Answer, Frame } from './frames.ts'
import { LinkError, openLink, type Link, type LinkOptions, type LinkProblem } from './open-link.ts'

export type LinkState =
  | { readonly status: 'connecting' }
  /** `aheadMs`: how much later it is by the relay's clock. */
  | { readonly status: 'connected'; readonly address: Address; readonly aheadMs: number }
  | { readonly status: 'waiting'; readonly problem: LinkProblem; readonly message: string; readonly retryInMs: number }
  /** For good: the relay does not let this device in. */
  | { readonly status: 'refused'; readonly message: string }
  | { readonly status: 'closed' }

export interface KeepOptions extends LinkOptions {
  /** Between attempts: at first, and at most. */
  readonly firstDelayMs: number
  readonly longestDelayMs: number
  readonly onState: (state: LinkState) => void
  readonly onUp: () => void
  readonly onDown: () => void
  /** @returns why the connection cannot go on. */
  readonly onFrame: (frame: Frame<Answer>) => LinkError | undefined
}

export interface KeptLink {
  isUp(): boolean
  /** Does nothing while there is no connection: what matters is said again when there is one. */
  send(frame: Buffer): void
  wake(): void
  /** Resolves with why it is not let in, or with nothing when `signal` ended it. */
  readonly ended: Promise<string | undefined>
}

export function keepLink(options: KeepOptions): KeptLink {
  const { signal, onState, onFrame, onUp, onDown } = options
  const backoff = createBackoff(options, signal)
  let link: Link | undefined

  /** From one attempt to the end of what came of it. */
  async function live(): Promise<LinkError> {
    onState({ status: 'connecting' })
    try {
      link = await openLink(options, (frame) => {
        const broken = onFrame(frame)
        if (broken) link?.end(broken)
      })
    } catch (error) {
      if (error instanceof LinkError) return error
      throw error
    }
    backoff.connected()
    onState({ status: 'connected', address: link.address, aheadMs: link.at - Date.now() })
    onUp()
    const error = await link.ended
    link = undefined
    onDown()
    return error
  }

  async function keep(): Promise<string | undefined> {
    for (;;) {
      const { problem, message } = await live()
      if (signal.aborted) return undefined
      if (problem === 'refused') return message
      const retryInMs = backoff.next()
      onState({ status: 'waiting', problem, message, retryInMs })
      await backoff.wait(retryInMs)
      if (signal.aborted) return undefined
    }
  }

  return {
    isUp: () => link !== undefined,
    send: (frame) => link?.send(frame),
    wake() {
      link?.check()
      backoff.wake()
    },
    ended: keep(),
  }
}
