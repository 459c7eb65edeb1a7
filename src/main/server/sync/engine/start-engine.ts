/** ★ Read this first: how a device of a team keeps in step: facts → groups of keys → channels, and what it says itself → the relay. */
import { setTimeout as wait } from 'node:timers/promises'
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { ChannelId } from '#shared/contract/ids.ts'
import type { OwnDevice } from '../groups/mls-group.ts'
import { createLedger, type Ledger } from '../ledger/ledger.ts'
import { rulesFor } from '../ledger/rules.ts'
import type { Relay, RelayRefused } from '../relay.ts'
import { unpackChange } from './change-bytes.ts'
import { createFollow } from './follow.ts'
import { createGroups, type Groups } from './groups.ts'
import type { Home, InboxItem, Log } from './home.ts'
import { createIntake } from './intake.ts'
import { createLanes } from './lanes.ts'
import { createOpener } from './open-record.ts'
import { publishPast } from './publish-past.ts'
import type { SyncStore } from './sync-store.ts'
import { subjectOf, writeEnvelope } from './write-envelope.ts'

export interface EngineOptions {
  readonly own: OwnDevice
  /** UUID; names the group of everybody, too. */
  readonly workspace: string
  /** The workspace's root key, Ed25519. */
  readonly root: Uint8Array
  readonly relay: Relay
  readonly store: SyncStore
  readonly home: Home
  readonly newId: () => string
  /** Whether what this device had before it had a team is to be put into the relay first: it orders, and nobody else has any of it. */
  readonly publishes: boolean
}

export interface Engine {
  readonly ledger: Ledger
  readonly groups: Groups
  /** There is something new to send. */
  wake(): void
  /** Resolves when all that the relay had when it was called is on disk here. */
  caughtUp(): Promise<void>
  stop(): Promise<void>
}

const PAGE = 500
/** How long a device that just joined waits for somebody to hand it the older keys before it reads without them. */
const KEYS_MS = 2000
const AGAIN_MS = 1000

export async function startEngine({ own, workspace, root, relay, store, home, newId, publishes }: EngineOptions): Promise<Engine> {
  const { device, person } = own.certificate
  const stop = new AbortController()
  const pause = (ms: number): Promise<void> => wait(ms, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
  const ledger = createLedger(root)
  const rules = (group: string) => rulesFor(ledger, group, workspace, readFacts)
  const groups = createGroups({ root, own, relay, store, newId, pause, rulesFor: rules, log: home.log })
  const groupOf = (subject: Subject): string | undefined => {
    if (subject === 'workspace') return workspace
    const channel = ledger.channel(subject.slice('channel/'.length))
    return channel && (channel.type === 'public' ? workspace : channel.id)
  }
  const open = createOpener({ keys: groups.keys, groupOf, deviceKey: (id) => ledger.deviceKey(id) })
  const intake = createIntake(home, pause, (error) => home.log('error', 'what came could not be written', error))
  const cursors = await home.cursors()
  const taken = new Map<Subject, number>(Object.entries(cursors).map(([log, position]) => [subjectOf(log as Log), position ?? 0]))
  const writing = { device, signingKey: own.signingKey, groups, groupOf }
  const lanes = createLanes({ home, relay, store, pause, write: (pending) => writeEnvelope(writing, pending) })
  /** Nothing new is sent before the past is there. */
  let isOpen = false
  const wake = (): void => (isOpen ? lanes.wake() : undefined)
  const follow = createFollow({ relay, after: (subject) => taken.get(subject) ?? 0, onRecord: take, onEnd: ended })

  /** Facts are judged here, in their order; all devices come to the same verdicts. */
  function takeFact(record: RelayRecord): Promise<void> | undefined {
    if (record.position !== ledger.position + 1) return undefined
    const change = record.kind === 'fact' ? unpackChange(record, record.body) : undefined
    const fact = change === 'gap' ? undefined : change
    const refusal = ledger.take(record, fact)
    if (record.position <= (taken.get('workspace') ?? 0)) return undefined
    taken.set('workspace', record.position)
    const place = { log: 'workspace' as const, position: record.position, at: record.at, device: record.device, id: record.id }
    if (record.device === device) store.dropOutgoing(record.id)
    return intake.add(refusal === undefined && fact ? { ...place, change: fact, sealed: false } : { ...place, skipped: refusal ?? 'nothing stood here' })
  }

  function put(record: RelayRecord, place: Pick<InboxItem, 'log' | 'position' | 'at' | 'device' | 'id'>): Promise<void> | undefined {
    const read = open(record)
    if ('unopened' in read && read.unopened.state === 'waiting') store.keepWaiting(record)
    if (record.device === device) store.dropOutgoing(record.id)
    return intake.add({ ...place, ...read })
  }

  async function take(record: RelayRecord): Promise<void> {
    const { subject, position } = record
    if (subject === 'workspace') {
      store.keepFact(record)
      await takeFact(record)
      return settle()
    }
    if (position !== (taken.get(subject) ?? 0) + 1) return
    taken.set(subject, position)
    if (subject.startsWith('channel/')) await put(record, { log: subject.slice('channel/'.length) as ChannelId, position, at: record.at, device: record.device, id: record.id })
    else tend(subject.split('/')[1]!)
  }

  /** Resolves at the end of the workspace's log. */
  async function readFacts(): Promise<void> {
    for (;;) {
      const { records, last } = await relay.read('workspace', ledger.position, PAGE)
      for (const record of records) {
        if (record.position !== ledger.position + 1) continue
        store.keepFact(record)
        await takeFact(record)
      }
      if (ledger.position >= last) return
      if (records.length === 0) throw new Error('the host holds back facts')
    }
  }

  /** The groups that this device is to be in. */
  function wanted(): string[] {
    const channels = ledger.channelsOf(person)
    const others = channels.filter(({ type }) => type !== 'public').map(({ id }) => id)
    return ledger.roleOf(person) === 'guest' ? others : [workspace, ...others]
  }

  function settle(): void {
    const subjects = new Set<Subject>(['workspace'])
    for (const { id } of ledger.channelsOf(person)) subjects.add(`channel/${id}`)
    for (const group of wanted()) subjects.add(`group/${group}`).add(`links/${group}`)
    for (const group of wanted()) if (!seen.has(group)) tend(group)
    follow.set(subjects)
  }

  const seen = new Set<string>()
  const again = new Map<string, boolean>()
  /** One run at a time for each group, and one more when something came meanwhile. */
  function tend(group: string): void {
    seen.add(group)
    if (again.has(group)) return void again.set(group, true)
    again.set(group, false)
    void groups.tend(group).then(async () => {
      await reopen()
      wake()
      const more = again.get(group)
      again.delete(group)
      if (more && !stop.signal.aborted) tend(group)
    })
  }

  /** What waited for keys that are here now. */
  async function reopen(): Promise<void> {
    for (const record of store.waiting(1000)) {
      const read = open(record)
      if ('unopened' in read && read.unopened.state === 'waiting') continue
      const log = record.subject === 'workspace' ? record.subject : (record.subject.slice('channel/'.length) as ChannelId)
      await intake.add({ log, position: record.position, at: record.at, device: record.device, id: record.id, ...read })
      await intake.settled()
      store.dropWaiting(record.subject, record.position)
    }
  }

  function ended(error: RelayRefused | undefined): void {
    if (stop.signal.aborted) return
    if (error?.reason === 'conflict') home.tell({ problem: 'The host was set back to an older copy: it lacks what this device has. Ask who runs it; nothing here was changed.' })
    void pause(AGAIN_MS).then(() => (stop.signal.aborted ? undefined : settle()))
  }

  /** A newcomer gets the older keys from those who have them; without them all that was written before would wait first. */
  async function waitForKeys(): Promise<void> {
    const until = Date.now() + KEYS_MS
    for (const group of wanted()) {
      await groups.tend(group)
      seen.add(group)
      while (groups.keys(group).standing() === 'in' && !groups.keys(group).confirmed() && Date.now() < until && !stop.signal.aborted) {
        await pause(50)
        await groups.tend(group)
      }
    }
  }

  const publish = (which: (log: Log) => boolean): Promise<void> => publishPast({ relay, home, writing, newId, onProgress: (progress) => home.tell({ progress: progress === 1 ? null : progress }) }, which)

  async function begin(): Promise<void> {
    if (publishes) await publish((log) => log === 'workspace')
    for (let facts = store.facts(ledger.position, PAGE); facts.length > 0; facts = store.facts(ledger.position, PAGE)) {
      const before = ledger.position
      for (const record of facts) await takeFact(record)
      if (ledger.position === before) break
    }
    isOpen = !publishes
    wake()
    while (!stop.signal.aborted) {
      try {
        await readFacts()
        break
      } catch (error) {
        home.log('info', 'the facts could not be read', error)
        await pause(AGAIN_MS)
      }
    }
    await waitForKeys()
    if (publishes) await publish((log) => log !== 'workspace')
    isOpen = true
    settle()
    wake()
  }

  const begun = begin().catch((error: unknown) => home.log('error', 'the team could not be followed', error))
  return {
    ledger,
    groups,
    wake,
    async caughtUp() {
      await begun
      await intake.settled()
    },
    async stop() {
      stop.abort()
      lanes.stop()
      follow.stop()
      await intake.settled()
    },
  }
}
