/** The relay of a hosting device with what makes it whole again: keys and their links are kept once more in sync.db, and how far each subject is. */
import { v7 } from 'uuid'
import type { Envelope, Subject } from '#shared/contract/envelope.ts'
import { gapBytes, packChange } from './engine/change-bytes.ts'
import type { Home } from './engine/home.ts'
import { logOfSubject, subjectOf } from './engine/place-of.ts'
import type { SyncStore } from './engine/sync-store.ts'
import type { Log } from './arrival.ts'
import { mendRelayFile } from './mend-relay-file.ts'
import type { Relay } from './relay.ts'
import { openRelayStore, type ClockSet, type RelayStore } from './relay-store.ts'
import { listSubjects } from './relay-store-tables.ts'
import { signEnvelope } from './sealing/sign-envelope.ts'
import type { SigningKey } from './sealing/signing-keys.ts'

export interface RelayKeeper {
  readonly store: SyncStore
  readonly home: Pick<Home, 'cursors' | 'listPast' | 'damaged' | 'tellRepair'>
  readonly device: string
  readonly signingKey: SigningKey
}

/** @throws AppError `unavailable` when it is gone and cannot be made again, `storage_full`, `storage_failed` */
export async function openOwnRelay(path: string, keeper: RelayKeeper): Promise<RelayStore> {
  const { store, home } = keeper
  const isOld = store.text('relay') !== undefined || store.text('published') !== undefined
  if (isOld) await mendRelayFile({ path, now: Date.now(), store, cursors: await readCursors(home), writeAgain: (subject, position) => writeAgain(keeper, subject, position) })
  const relay = await openRelayStore({
    path,
    now: Date.now,
    clockSet: readClockSet(store),
    onDamage: (error) => home.damaged('relay.db', error instanceof Error ? error.message : String(error)),
  })
  await keepOnceMore(relay, path, store)
  store.freeReserved()
  if (store.text('relay') === undefined) store.keepText('relay', '1')
  return follow(relay, store, new Map(listSubjects(path).map(({ subject, last }) => [subject, last])))
}

const readClockSet = (store: SyncStore): ClockSet | undefined => {
  const text = store.text(CLOCK)
  return text === undefined ? undefined : (JSON.parse(text) as ClockSet)
}

/** In sync.db. */
const CLOCK = 'relay-clock'

async function readCursors({ cursors }: RelayKeeper['home']): Promise<Map<Subject, number>> {
  return new Map(Object.entries(await cursors()).map(([log, position]) => [subjectOf(log as Log), position ?? 0]))
}

/** A post of a webhook of this device is in its data file, and open to all: it is said again as it was. */
async function writeAgain({ home, device, signingKey }: RelayKeeper, subject: Subject, position: number): Promise<Envelope> {
  const [found] = await home.listPast(logOfSubject(subject), position - 1, 1)
  const change = found?.position === position ? found.change : undefined
  const isPost = change?.authorDevice === device && change.kind === 'message.posted' && change.body.type === 'webhook' && (change.body.files ?? []).length === 0
  if (change && isPost) return signEnvelope({ id: change.id, subject, device, kind: 'plain', body: packChange(change) }, signingKey)
  return signEnvelope({ id: v7(), subject, device, kind: 'plain', body: gapBytes }, signingKey)
}

const isKept = (subject: Subject): boolean => subject.startsWith('group/') || subject.startsWith('links/')
const PAGE = 500

/** What came before there was this second place for it, or in the moment of a crash. */
async function keepOnceMore(relay: Relay, path: string, store: SyncStore): Promise<void> {
  const [known, kept] = [store.heads(), store.countRelayed()]
  for (const { subject, last } of listSubjects(path)) {
    const { count, last: lastKept } = kept.get(subject) ?? { count: 0, last: 0 }
    // Without a hole the last says it all; what is there need not be read at each start.
    for (let after = !isKept(subject) ? last : count === lastKept ? count : countKept(store, subject); after < last; ) {
      const { records } = await relay.read(subject, after, PAGE)
      records.forEach(store.keepRelayed)
      after = records.at(-1)?.position ?? last
    }
    if (known.get(subject) !== last) store.noteHead(subject, last)
  }
}

/** Up to the first that is missing. */
function countKept(store: SyncStore, subject: Subject): number {
  let count = 0
  for (let page = store.relayed(subject, count, PAGE); page.length > 0; page = store.relayed(subject, count, PAGE)) {
    const before = count
    for (const { position } of page) if (position === count + 1) count += 1
    if (count < before + page.length) break
  }
  return count
}

/** Positions that are reserved at once. So many gaps a subject may get when the relay is damaged after its process was killed. */
const BLOCK = 64

/** Says beforehand, where it survives the process, how far a subject may come: heads are written a moment later, and a damaged log may lose what they would have said. */
function createReserve(store: SyncStore, lasts: Map<Subject, number>): { begin(subject: Subject): void; end(subject: Subject, position: number | undefined): void } {
  const [bounds, underWay] = [new Map(lasts), new Map<Subject, number>()]
  return {
    begin(subject) {
      const count = (underWay.get(subject) ?? 0) + 1
      underWay.set(subject, count)
      const most = (lasts.get(subject) ?? 0) + count
      if (most <= (bounds.get(subject) ?? 0)) return
      bounds.set(subject, most + BLOCK)
      store.reserve(subject, most + BLOCK)
    },
    end(subject, position = 0) {
      underWay.set(subject, (underWay.get(subject) ?? 1) - 1)
      lasts.set(subject, Math.max(position, lasts.get(subject) ?? 0))
    },
  }
}

function follow(relay: RelayStore, store: SyncStore, lasts: Map<Subject, number>): RelayStore {
  const reserve = createReserve(store, lasts)
  return {
    ...relay,
    async append(envelope, options) {
      const { subject } = envelope
      let position: number | undefined
      reserve.begin(subject)
      try {
        const appended = await relay.append(envelope, options)
        position = appended.position
        // Also a repetition: the first time it may not have come so far.
        if (isKept(subject)) store.keepRelayed({ ...envelope, position, at: appended.at, redacted: false })
        store.noteHead(subject, position)
        return appended
      } finally {
        reserve.end(subject, position)
      }
    },
    setClock() {
      const set = relay.setClock()
      store.keepText(CLOCK, JSON.stringify(set))
      return set
    },
    async close() {
      await relay.close()
      store.freeReserved()
    },
  }
}
