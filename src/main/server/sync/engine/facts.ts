/** Reads the workspace's log, judges it as all do, and hands on what counts. */
import type { Change } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { createLedger, type Ledger } from '../ledger/ledger.ts'
import { parseFact } from '../ledger/parse-fact.ts'
import type { Relay } from '../relay.ts'
import type { Intake } from './intake.ts'
import { placeOf } from './place-of.ts'
import type { SyncStore } from './sync-store.ts'

export interface Facts {
  readonly ledger: Ledger
  /** The next record; others are passed over. */
  take(record: RelayRecord): Promise<void>
  /** Resolves at the end of the workspace's log. @throws RelayRefused; Error when the host holds records back */
  read(): Promise<void>
  /** From what this device kept, without the relay. */
  replay(): Promise<void>
}

export interface FactsOptions {
  readonly root: Uint8Array
  readonly workspace: string
  readonly device: string
  readonly relay: Pick<Relay, 'read'>
  readonly store: Pick<SyncStore, 'facts' | 'keepFact' | 'dropOutgoing'>
  readonly intake: Intake
  /** The last position that the server has applied. */
  readonly applied: number
  /** Called with each new one of this device, while what it sent is still kept. */
  readonly onOwn: (record: RelayRecord) => void
  /** Called with each that counts, before the server has it. */
  readonly onFact: (change: Change, isOwn: boolean) => void
}

const PAGE = 500

export function createFacts({ root, workspace, device, relay, store, intake, applied, onOwn, onFact }: FactsOptions): Facts {
  const ledger = createLedger({ root, workspaceId: workspace })
  let handedOn = applied

  async function judge(record: RelayRecord, isChecked: boolean): Promise<void> {
    if (record.position !== ledger.position + 1) return
    for (const { record: judged, change, reason } of ledger.take(record, parseFact(record), isChecked)) {
      if (judged.position <= handedOn) continue
      handedOn = judged.position
      const isOwn = judged.device === device
      const counts = reason === undefined && change !== undefined
      if (counts) onFact(change, isOwn)
      const place = placeOf(judged, 'workspace')
      // First of all: a disk that refuses what follows must leave no gap behind it.
      const room = intake.add(counts ? { ...place, change, sealed: false } : { ...place, skipped: reason ?? 'It is no fact.' })
      if (isOwn) onOwn(judged)
      if (isOwn) store.dropOutgoing(judged.id)
      await room
    }
  }

  async function take(record: RelayRecord): Promise<void> {
    store.keepFact(record)
    await judge(record, false)
  }

  return {
    ledger,
    take,
    async read() {
      for (;;) {
        const { records, last } = await relay.read('workspace', ledger.position, PAGE)
        for (const record of records) await take(record)
        if (ledger.position >= last) return
        if (records.length === 0) throw new Error('the host holds back facts')
      }
    },
    async replay() {
      for (let facts = store.facts(ledger.position, PAGE); facts.length > 0; facts = store.facts(ledger.position, PAGE)) {
        const before = ledger.position
        for (const record of facts) await judge(record, true)
        if (ledger.position === before) break
      }
      await intake.settled()
    },
  }
}
