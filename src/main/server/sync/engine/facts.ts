/** Reads the workspace's log, judges it as all do, and hands on what counts. */
import type { Change } from '#shared/contract/change.ts'
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { createLedger, type Ledger, type Verdict } from '../ledger/ledger.ts'
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
    const news = ledger.take(record, parseFact(record), isChecked).filter((verdict) => verdict.record.position > handedOn)
    // All at once and first of all: nothing that is read meanwhile comes between, and a disk that refuses what follows leaves no gap behind it.
    const room = news.map(handOn).at(-1)
    for (const { record: judged } of news) {
      if (judged.device !== device) continue
      onOwn(judged)
      store.dropOutgoing(judged.id)
    }
    await room
  }

  /** Resolves when there is room for more. */
  function handOn({ record, change, reason }: Verdict): Promise<void> | undefined {
    handedOn = record.position
    const place = placeOf(record, 'workspace')
    if (reason !== undefined || change === undefined) return intake.add({ ...place, skipped: reason ?? 'It is no fact.' })
    onFact(change, record.device === device)
    return intake.add({ ...place, change, sealed: false })
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
