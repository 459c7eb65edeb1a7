/** The requests that the app itself makes of its hooks: replays, tests, and the doctor's probes. */
import type { HookTrial } from '#shared/contract/hook-trial.ts'
import type { VerdictId } from '#shared/contract/ids.ts'
import type { ListenerStatus } from '#shared/contract/listener.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import type { RecordVerdict } from '../actions/posts/record-verdict.ts'
import type { Context } from '../context.ts'
import type { Passes } from './passes.ts'
import type { Probed, ProbeInput } from './probe-address.ts'
import type { TrialInput } from './try-hook.ts'

export interface OwnRequests {
  /** Sends a kept request again, whether or not the port is open. @throws AppError `not_found`, `conflict`. */
  replay(what: { readonly id: VerdictId; readonly by: string }): Promise<Verdict>
  /** Sends a sample, whether or not the port is open. @throws AppError `not_found`, `conflict`, `invalid`. */
  tryHook(what: TrialInput): Promise<HookTrial>
  /** Asks over the socket what the checks before the body say. Posts nothing and leaves no verdict. */
  probe(what: ProbeInput): Promise<Probed>
}

/** What they need is loaded when first asked for. */
export function createOwnRequests(ctx: Context, record: RecordVerdict, passes: Passes, status: () => ListenerStatus): OwnRequests {
  return {
    replay: async (what) => (await import('./replay-request.ts')).replayRequest(ctx, record, what),
    tryHook: async (what) => {
      const { state, url } = status()
      return (await import('./try-hook.ts')).tryHook({ ctx, record, passes, openAt: state === 'listening' ? url : undefined }, what)
    },
    probe: async (what) => (await import('./probe-address.ts')).probeAddress(passes, status().url, what),
  }
}
