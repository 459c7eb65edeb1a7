/** The relay of a hosting device with what makes it whole again: keys and their links are kept once more in sync.db, and how far each subject is. */
import { v7 } from 'uuid'
import type { Envelope, Subject } from '#shared/contract/envelope.ts'
import { writeMark } from '../store/damage.ts'
import { gapBytes, packChange } from './engine/change-bytes.ts'
import type { Home } from './engine/home.ts'
import { logOfSubject, subjectOf } from './engine/place-of.ts'
import type { SyncStore } from './engine/sync-store.ts'
import type { Log } from './arrival.ts'
import { mendRelayFile } from './mend-relay-file.ts'
import type { Relay } from './relay.ts'
import { openRelayStore } from './relay-store.ts'
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
export async function openOwnRelay(path: string, keeper: RelayKeeper): Promise<Relay> {
  const { store, home } = keeper
  const isOld = store.text('relay') !== undefined || store.text('published') !== undefined
  if (isOld) await mendRelayFile({ path, now: Date.now(), store, cursors: await readCursors(home), writeAgain: (subject, position) => writeAgain(keeper, subject, position) })
  const relay = await openRelayStore({
    path,
    now: Date.now,
    onDamage(error) {
      const reason = error instanceof Error ? error.message : String(error)
      writeMark(path, { state: 'damaged', reason })
      home.damaged('relay.db', reason)
    },
  })
  await keepOnceMore(relay, path, store)
  if (store.text('relay') === undefined) store.keepText('relay', '1')
  return follow(relay, store)
}

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
  const known = store.heads()
  for (const { subject, last } of listSubjects(path)) {
    for (let after = isKept(subject) ? countKept(store, subject) : last; after < last; ) {
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

function follow(relay: Relay, store: SyncStore): Relay {
  return {
    ...relay,
    async append(envelope, options) {
      const appended = await relay.append(envelope, options)
      const { subject } = envelope
      // Also a repetition: the first time it may not have come so far.
      if (isKept(subject)) store.keepRelayed({ ...envelope, position: appended.position, at: appended.at, redacted: false })
      store.noteHead(subject, appended.position)
      return appended
    },
  }
}
