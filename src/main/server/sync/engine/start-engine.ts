/** ★ Read this first: how a device of a team keeps in step: facts → groups of keys → channels, and what it says itself → the relay. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Change } from '#shared/contract/change.ts'
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { ChangeId, ChannelId, DeviceId } from '#shared/contract/ids.ts'
import type { OwnDevice } from '../groups/mls-group.ts'
import { createLedger, type Ledger } from '../ledger/ledger.ts'
import type { LedgerChannel } from '../ledger/questions.ts'
import { belongsToGroup, rulesFor } from '../ledger/rules-for.ts'
import type { Relay, RelayRefused } from '../relay.ts'
import { unpackFact } from './change-bytes.ts'
import { createFollow } from './follow.ts'
import { createGroups, type Groups } from './groups.ts'
import type { Log } from '../arrival.ts'
import type { Home } from './home.ts'
import { createIntake } from './intake.ts'
import { createLanes } from './lanes.ts'
import { createOpener } from './open-record.ts'
import { publishPast } from './publish-past.ts'
import type { TeamFiles } from './team-files.ts'
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
  readonly files: TeamFiles
  readonly onPublished?: () => void
  /** Devices that are not in the workspace any more, each time that there are new ones. */
  readonly onRemoved?: (devices: readonly string[]) => void
}

export interface Engine {
  /** Its id. */
  readonly device: string
  readonly ledger: Ledger
  readonly groups: Groups
  /** Resolves when all facts that the relay has are known. */
  readonly readFacts: () => Promise<void>
  /** Resolves when all that this device knew when it ended is with the server again. */
  readonly replayed: Promise<void>
  /** There is something new to send. */
  wake(): void
  /** Resolves when all that the relay had when it was called is on disk here. */
  caughtUp(): Promise<void>
  /** Begins nothing any more; close the relay then. */
  stop(): void
  /** Resolves when nothing is under way; only after the relay was closed. */
  ended(): Promise<void>
}

const PAGE = 500
/** How long a device that just joined waits for somebody to hand it the older keys before it reads without them. */
const KEYS_MS = 2000
const AGAIN_MS = 1000
/** How long the others wait for whoever said that somebody is removed to carry it out. */
const REMOVE_MS = 1500

export async function startEngine({ own, workspace, root, relay, store, home: outer, newId, publishes, files, onPublished, onRemoved }: EngineOptions): Promise<Engine> {
  const { device } = own.certificate
  const stop = new AbortController()
  // While it stops, everything that waits fails: nobody needs to hear of that.
  const home: Home = { ...outer, log: (level, message, about) => (stop.signal.aborted ? undefined : outer.log(level, message, about)) }
  const pause = (ms: number): Promise<void> => wait(ms, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
  const ledger = createLedger({ root, workspaceId: workspace })
  const rules = (group: string) => rulesFor(ledger, group, readFacts)
  const groups = createGroups({ root, own, relay, store, newId, pause, rulesFor: rules, log: home.log })
  const groupOf = (subject: Subject): string | undefined => {
    if (subject === 'workspace') return workspace
    const channel = ledger.channel(subject.slice('channel/'.length))
    return channel && groupFor(channel)
  }
  const open = createOpener({ keys: groups.keys, groupOf, deviceKey: (id) => ledger.device(id)?.key })
  const intake = createIntake(home, pause, (error) => home.log('error', 'what came could not be written', error))
  const cursors = await home.cursors()
  const taken = new Map<Subject, number>(Object.entries(cursors).map(([log, position]) => [subjectOf(log as Log), position ?? 0]))
  const writing = { device, signingKey: own.signingKey, groups, groupOf, files }
  const lanes = createLanes({ home, relay, store, pause, isOpen: (log) => gate === 'open' || (gate === 'facts' && log === 'workspace'), write: (pending) => writeEnvelope(writing, pending) })
  /** Nothing new of a log is sent before its past is there: first of none, then of the workspace, then of all. */
  let gate: 'shut' | 'facts' | 'open' = publishes ? 'shut' : 'open'
  const follow = createFollow({ relay, after: (subject) => taken.get(subject) ?? 0, onRecord: take, onEnd: ended })

  /** Facts are judged here, in their order; all devices come to the same verdicts. */
  async function takeFact(record: RelayRecord, isChecked = false): Promise<void> {
    if (record.position !== ledger.position + 1) return
    for (const verdict of ledger.take(record, unpackFact(record), isChecked)) {
      const { position } = verdict.record
      if (position <= (taken.get('workspace') ?? 0)) continue
      taken.set('workspace', position)
      const place = placeOf(verdict.record, 'workspace')
      if (verdict.record.device === device) store.dropOutgoing(verdict.record.id)
      if (verdict.reason === undefined && verdict.change) carryOut(verdict.change, verdict.record.device === device)
      await intake.add(verdict.reason === undefined && verdict.change ? { ...place, change: verdict.change, sealed: false } : { ...place, skipped: verdict.reason ?? 'It is no fact.' })
    }
  }

  /** Who was removed must lose the keys: whoever said so does it at once, the others only if nobody did. */
  function carryOut({ kind, scope }: Change, isOwn: boolean): void {
    if (kind !== 'device.removed' && kind !== 'person.removed' && kind !== 'member.left') return
    const affected = kind === 'member.left' ? [scope as string] : [...seen]
    if (kind !== 'member.left') dropRemoved()
    void pause(isOwn ? 0 : REMOVE_MS * (1 + Math.random())).then(() => affected.filter((group) => seen.has(group)).forEach(tend))
  }

  function dropRemoved(): void {
    const removed = ledger.devices().flatMap(({ id, removed: at }) => (at === undefined ? [] : [id]))
    onRemoved?.(removed)
    // What is here stays readable; there is nothing more to come.
    if (removed.includes(device)) home.tell({ removed: true })
  }

  function put(record: RelayRecord, log: Log): Promise<void> | undefined {
    const read = open(record)
    if ('unopened' in read && read.unopened.state === 'waiting') store.keepWaiting(record)
    if (record.device === device) store.dropOutgoing(record.id)
    return intake.add({ ...placeOf(record, log), ...read })
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
    if (subject.startsWith('channel/')) await put(record, subject.slice('channel/'.length) as ChannelId)
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

  const groupFor = ({ id, type }: LedgerChannel): string => (type === 'public' ? workspace : id)

  /** The channels that this device may read, and the groups that it is to be in. */
  function wanted(): { readonly channels: readonly LedgerChannel[]; readonly groups: ReadonlySet<string> } {
    const mine = new Map<string, boolean>()
    const isIn = (group: string): boolean => {
      if (!mine.has(group)) mine.set(group, belongsToGroup(ledger, group, device))
      return mine.get(group) === true
    }
    isIn(workspace)
    const channels = ledger.channels().filter((channel) => isIn(groupFor(channel)))
    return { channels, groups: new Set([...mine].flatMap(([group, belongs]) => (belongs ? [group] : []))) }
  }

  function settle(): void {
    const subjects = new Set<Subject>(['workspace'])
    const { channels, groups: mine } = wanted()
    for (const { id } of channels) subjects.add(`channel/${id}`)
    for (const group of mine) subjects.add(`group/${group}`).add(`links/${group}`)
    for (const group of mine) if (!seen.has(group)) tend(group)
    follow.set(subjects)
  }

  const seen = new Set<string>()
  const again = new Map<string, boolean>()
  const tending = new Set<Promise<void>>()
  /** One run at a time for each group, and one more when something came meanwhile. */
  function tend(group: string): void {
    if (ledger.device(device)?.removed !== undefined) return
    seen.add(group)
    if (again.has(group)) return void again.set(group, true)
    again.set(group, false)
    const run = groups.tend(group).then(async () => {
      await reopen()
      lanes.wake()
      const more = again.get(group)
      again.delete(group)
      if (more && !stop.signal.aborted) tend(group)
    })
    tending.add(run)
    void run.finally(() => tending.delete(run))
  }

  /** What waited for keys that are here now. */
  async function reopen(): Promise<void> {
    for (const record of store.waiting(1000)) {
      const read = open(record)
      if ('unopened' in read && read.unopened.state === 'waiting') continue
      const log = record.subject === 'workspace' ? record.subject : (record.subject.slice('channel/'.length) as ChannelId)
      await intake.add({ ...placeOf(record, log), ...read })
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
    for (const group of wanted().groups) {
      await groups.tend(group)
      seen.add(group)
      while (groups.keys(group).standing() === 'in' && !groups.keys(group).confirmed() && Date.now() < until && !stop.signal.aborted) {
        await pause(50)
        await groups.tend(group)
      }
    }
  }

  const publish = (which: (log: Log) => boolean): Promise<void> => publishPast({ relay, home, writing, newId, onProgress: (progress) => home.tell({ progress: progress === 1 ? null : progress }) }, which)

  async function replay(): Promise<void> {
    for (let facts = store.facts(ledger.position, PAGE); facts.length > 0; facts = store.facts(ledger.position, PAGE)) {
      const before = ledger.position
      for (const record of facts) await takeFact(record, true)
      if (ledger.position === before) break
    }
    await intake.settled()
  }

  async function begin(): Promise<void> {
    await replayed
    if (publishes) await publish((log) => log === 'workspace')
    if (publishes) gate = 'facts'
    lanes.wake()
    while (!stop.signal.aborted) {
      try {
        await readFacts()
        if (ledger.isFounded()) break
        await pause(20)
      } catch (error) {
        home.log('info', 'the facts could not be read', error)
        await pause(AGAIN_MS)
      }
    }
    await waitForKeys()
    if (publishes) {
      await publish((log) => log !== 'workspace')
      onPublished?.()
    }
    gate = 'open'
    settle()
    lanes.wake()
  }

  const replayed = replay()
  const begun = begin().catch((error: unknown) => (stop.signal.aborted ? undefined : home.log('error', 'the team could not be followed', error)))
  return {
    device,
    ledger,
    groups,
    readFacts,
    replayed,
    wake: () => lanes.wake(),
    async caughtUp() {
      await begun
      await intake.settled()
    },
    stop() {
      stop.abort()
      lanes.stop()
      follow.stop()
    },
    async ended() {
      await Promise.allSettled([begun, ...tending])
      await intake.settled()
    },
  }
}

const placeOf = ({ position, at, device, id }: RelayRecord, log: Log) => ({ log, position, at, device: device as DeviceId, id: id as ChangeId })
