/** The types that tie a handler file to its contract file: nothing compiles until every procedure has its handler. */
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '#shared/contract/rpc/index.ts'
import type { Actor, Context } from '../context.ts'
import type { RecordVerdict } from '../actions/posts/record-verdict.ts'
import type { Copying } from '../start-copying.ts'
import type { Draining } from '../start-draining.ts'
import type { Dispatcher } from '../dispatcher/start-dispatcher.ts'
import type { Listener } from '../listener/start-listener.ts'
import type { FetchPicture } from '../remote/fetch-picture.ts'
import type { FarReader } from '../start-reader.ts'
import type { Sync } from '../sync/start-sync.ts'

/** What a call knows besides its input. */
export interface Call {
  readonly ctx: Context
  readonly actor: Actor
  readonly listener: Pick<Listener, 'status' | 'url' | 'hooksUrl' | 'restart' | 'follow' | 'renewCertificate' | 'replay' | 'tryHook' | 'probe'>
  readonly dispatcher: Pick<Dispatcher, 'sending' | 'test'>
  readonly draining: Pick<Draining, 'hurry'>
  readonly copying: Pick<Copying, 'state'>
  readonly record: RecordVerdict
  readonly farReader: FarReader
  readonly fetchPicture: FetchPicture
  readonly sync: Sync
  /** Stops this app and begins anew with the same folder; null where no face can. */
  readonly restart: (() => void) | null
  /** A key for the next connections of this face, or null where the transport itself proves who asks. */
  readonly sessionKey: string | null
  /** Makes a one-time address of the window; null where no web mode runs. */
  readonly mintWindowUrl: (() => string) | null
  readonly signal: AbortSignal | undefined
  /** The same for all calls of one connection: what a later call of the same window replaces is kept by it. */
  readonly window: object
}

type Client = ContractRouterClient<Contract>
type Input<P> = P extends (input: infer I, ...rest: never[]) => unknown ? I : never
type Output<P> = P extends (...args: never[]) => Promise<infer O> ? Given<O> : never
/** A stream is given as a generator. */
type Given<O> = O extends AsyncIterator<infer E, unknown, unknown> ? AsyncGenerator<E, void> : O

/** One function per procedure of the feature; the input is already checked, so optional fields with a default are there. */
export type Handlers<F extends keyof Contract> = {
  [P in keyof Client[F]]: (call: Call, input: CheckedInput<F, P>) => Promise<Output<Client[F][P]>> | Output<Client[F][P]>
}

type CheckedInput<F extends keyof Contract, P> = P extends keyof Contract[F]
  ? Contract[F][P] extends { '~orpc': { inputSchema?: infer S } }
    ? S extends { _zod: { output: infer O } }
      ? O
      : Input<Client[F][P & keyof Client[F]]>
    : never
  : never
