/** What one batch gathers while it is applied. */
import type { Change } from '#shared/contract/change.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../store/connection.ts'
import type { Log } from './arrival.ts'

export interface Intake {
  readonly ctx: Context
  readonly tx: Tx
  /** What is announced at the end, one change for each thing that it is about. */
  readonly changed: Map<string, Change>
  /** Behind which position of a log changes apply again. */
  readonly from: Map<Log, number>
  /** Logs in which something was opened late. */
  readonly opened: Set<Log>
  /** Logs in which what cannot be shown changed. */
  readonly unopened: Set<Log>
}

/** Changes of the same thing are announced once, as it is then. Those that announce more than the thing keep apart. */
export function aboutOf({ id, kind, body }: Change): string {
  if (kind === 'message.posted' || kind === 'message.deleted' || kind === 'member.left') return id
  if ('messageId' in body) return body.messageId
  return `${kind} ${JSON.stringify(Object.values(body).at(0))}`
}
