/** Asks the listener, as a tool would, whether it takes a request under a name and from this computer; nothing is posted and nothing recorded. */
import type { DialectId } from '#shared/contract/hook.ts'
import type { Refusal } from '#shared/dialects/dialect.ts'
import type { Context } from '../context.ts'
import { askSocket } from './ask-socket.ts'
import { checkSender } from './check-sender.ts'
import type { Pass, Passes } from './passes.ts'
import { findTarget, type HookHttpRequest } from './receive-hook.ts'

export interface ProbeInput {
  readonly dialect: DialectId
  /** Of the address; of none where a webhook has none. */
  readonly tokenHash: Uint8Array
  /** The Host header; that of the listener's own address when left out. */
  readonly host?: string
}

/** What the checks before the body say; null where they say nothing. */
export interface ProbeAnswer {
  readonly host: Pick<Refusal, 'reason' | 'detail'> | null
  readonly sender: Pick<Refusal, 'reason' | 'detail'> | null
}

export type Probed = ProbeAnswer | { readonly problem: string }

/** Never throws: a problem is a sentence of the system. */
export async function probeAddress(passes: Passes, url: string, { dialect, tokenHash, host }: ProbeInput): Promise<Probed> {
  const { path, revoke } = passes.issue(dialect, { tokenHash, purpose: 'probe', by: '', isVouched: true, record: () => neverRecorded() })
  try {
    const { status, body } = await askSocket({ url, path, headers: { 'Content-Type': 'application/json', 'User-Agent': 'Hookline doctor', ...(host === undefined ? {} : { Host: host }) }, body: Buffer.from('{}') })
    return readAnswer(status, body)
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  } finally {
    revoke()
  }
}

/** What the listener answers to a probe. */
export function answerProbe(ctx: Context, { tokenHash }: Pass, request: HookHttpRequest, foreign: Refusal | undefined): { readonly reply: { readonly status: number; readonly contentType: string; readonly body: string } } {
  const answer: ProbeAnswer = { host: foreign ?? null, sender: checkSender(findTarget(ctx, tokenHash), request) ?? null }
  return { reply: { status: 200, contentType: 'application/json', body: JSON.stringify({ probe: answer }) } }
}

/** Whoever else answers on this port knows nothing of a probe. */
function readAnswer(status: number, body: string): Probed {
  try {
    const { probe } = JSON.parse(body) as { probe?: ProbeAnswer }
    if (probe) return probe
  } catch {
    // No JSON: see below.
  }
  return { problem: `the answer was ${status}, and not Hookline's` }
}

function neverRecorded(): never {
  throw new Error('a probe leaves no verdict')
}
