/** What a workspace's facts say: who is who, who belongs where and who may do what, as of every place in the log. Pure: the same log gives the same answers everywhere. */
import type { Change } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { FactsMark } from '../groups/rules.ts'
import { applyFact } from './apply-fact.ts'
import { nextDigest, startDigest } from './digest.ts'
import { findFounder, judgePast, type Founder } from './founding.ts'
import { judgeFact } from './judge-fact.ts'
import { createQuestions, type Questions } from './questions.ts'
import { createState, type State } from './state.ts'

export type { LedgerChannel, LedgerDevice, LedgerInvite, LedgerPerson } from './questions.ts'

export interface LedgerOptions {
  /** The workspace's root key, Ed25519, 32 bytes. */
  readonly root: Uint8Array
  readonly workspaceId: string
}

/** What became of a record, for good: `reason` says in words why everybody skips it, undefined lets it count. */
export interface Verdict {
  readonly record: RelayRecord
  readonly change: Change | undefined
  readonly reason: string | undefined
}

export interface Ledger extends LedgerOptions, Questions {
  /** Of the last record taken; 0 before the first. */
  readonly position: number
  /** The last record taken, and the digest of all up to there. */
  mark(): FactsMark
  /** Of all records up to `position`, whether they count or not; undefined beyond the last. */
  digestAt(position: number): Uint8Array | undefined
  /** When the relay took the record at this position, ms since epoch by its clock; undefined beyond the last. */
  timeOf(position: number): number | undefined
  /** Whether the founder's device is admitted: until then nothing is decided. */
  isFounded(): boolean
  /**
   * Why this would be skipped if it came next; undefined when it would count. `change` is what `parseFact` makes of it. Before the
   * founding everything is let pass. Changes nothing; never throws, whatever comes.
   */
  judge(record: RelayRecord, change: Change | undefined): string | undefined
  /**
   * Takes the next record of the subject `workspace`.
   * @param isChecked its signatures were checked before, in an earlier run on this very file: they are not again.
   * @returns what is decided by it, in the order of the log: none before the founder's device is admitted, then all at once, then one each.
   * @throws RangeError when it is not the next one
   */
  take(record: RelayRecord, change: Change | undefined, isChecked?: boolean): readonly Verdict[]
}

interface Item {
  readonly record: RelayRecord
  readonly change: Change | undefined
  readonly isChecked: boolean
}

export function createLedger({ root, workspaceId }: LedgerOptions): Ledger {
  const state = createState(root, workspaceId)
  const digests = [startDigest(root, workspaceId)]
  const times = [0]
  /** Ids of what its device has said: a host may show it twice, and it counts once. */
  const said = new Set<string>()
  /** From before the founding. */
  let waiting: Item[] = []

  function decide({ record, change, isChecked }: Item): Verdict {
    const { reason, isSigned } = hear(record, change, isChecked)
    if (isSigned) said.add(record.id)
    if (reason === undefined && record.kind === 'fact' && change) applyFact(state, record.position, record.device, change)
    return { record, change, reason }
  }
  function hear(record: RelayRecord, change: Change | undefined, isChecked: boolean): ReturnType<typeof judgeFact> {
    return said.has(record.id) ? { reason: 'This was said before.', isSigned: false } : judgeFact(state, record, change, isChecked)
  }

  return {
    root,
    workspaceId,
    get position() {
      return digests.length - 1
    },
    mark: () => ({ position: digests.length - 1, digest: digests.at(-1)! }),
    digestAt: (position) => digests[position],
    timeOf: (position) => times[position],
    isFounded: () => state.founder !== undefined,
    judge: (record, change) => (state.founder ? hear(record, change, false).reason : undefined),
    take(record, change, isChecked = false) {
      if (record.position !== digests.length) throw new RangeError(`The record at ${record.position} does not follow ${digests.length - 1}.`)
      digests.push(nextDigest(digests.at(-1)!, record))
      times.push(record.at)
      const item = { record, change, isChecked }
      if (state.founder) return [decide(item)]
      waiting.push(item)
      const founder = findFounder(state, record, change, isChecked)
      if (!founder) return []
      const past = waiting
      waiting = []
      return past.map((one) => (one === item ? found(state, said, one) : recall(state, said, founder, one)))
    },
    ...createQuestions(state),
  }
}

function recall(state: State, said: Set<string>, founder: Founder, { record, change, isChecked }: Item): Verdict {
  const reason = said.has(record.id) ? 'This was said before.' : judgePast(state, founder, record, change, isChecked)
  if (reason === undefined && change) {
    said.add(record.id)
    applyFact(state, record.position, record.device, change)
  }
  return { record, change, reason }
}

function found(state: State, said: Set<string>, { record, change }: Item): Verdict {
  said.add(record.id)
  if (change) applyFact(state, record.position, record.device, change)
  return { record, change, reason: undefined }
}
