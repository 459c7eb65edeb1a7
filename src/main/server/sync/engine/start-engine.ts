/** ★ Read this first: how a device of a team keeps in step: facts → groups of keys → channels, and what it says itself → the relay. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Change } from '#shared/contract/change.ts'
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { Log } from '../arrival.ts'
import type { OwnDevice } from '../groups/mls-group.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Outgoing } from '../outbox.ts'
import { rulesFor } from '../ledger/rules-for.ts'
import type { Relay, RelayRefused } from '../relay.ts'
import { askAgain } from './ask-again.ts'
import { createCatchUp } from './catch-up.ts'
import { createFacts, type Facts } from './facts.ts'
import { createFollow } from './follow.ts'
import { createGroups, type Groups } from './groups.ts'
import type { Home } from './home.ts'
import { createIntake, type Intake } from './intake.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { findGroup, hasGuest, listGroups, listMine, listShared, subjectsOf } from './list-mine.ts'
import { createOpener, type Read } from './open-record.ts'
import { logOfSubject, placeOf, subjectOf } from './place-of.ts'
import { mustHaveKey } from './must-have-key.ts'
import { publishUntilDone } from './publish-past.ts'
import { reopen } from './reopen.ts'
import { tellSetBack } from './same-past.ts'
import { createStanding } from './standing.ts'
import type { SyncStore } from './sync-store.ts'
import type { TeamFiles } from './team-files.ts'
import { createTending, type Tending } from './tending.ts'
import { watchTwin, type TwinWatch } from './watch-twin.ts'
import { writeEnvelope, type Writing } from './write-envelope.ts'

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
  readonly files: TeamFiles
  /** Whether what this device had before it had a team is to be put into the relay first: it orders, and nobody else has any of it. */
  readonly publishes: boolean
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

/** How long a device that just joined waits for somebody to hand it the older keys before it reads without them. */
const KEYS_MS = 2000
const AGAIN_MS = 1000
const SOON_MS = 20
/** How long the others wait for whoever said that somebody is removed to carry it out. */
const REMOVE_MS = 1500

/** The parts, and what they share. */
interface Parts {
  readonly options: EngineOptions
  readonly device: string
  readonly home: Home
  readonly stop: AbortController
  readonly pause: (ms: number) => Promise<void>
  readonly intake: Intake
  readonly facts: Facts
  readonly groups: Groups
  readonly tending: Tending
  readonly tellStanding: () => void
  readonly lanes: Lanes
  readonly writing: Writing
  readonly open: (record: RelayRecord) => Read
  readonly twin: TwinWatch
  /** Nothing new of a log is sent before its past is there: first of none, then of the workspace, then of all. */
  gate: 'shut' | 'facts' | 'open'
}

export async function startEngine(options: EngineOptions): Promise<Engine> {
  const cursors = await options.home.cursors()
  const taken = new Map<Subject, number>(Object.entries(cursors).map(([log, position]) => [subjectOf(log as Log), position ?? 0]))
  const parts = assemble(options, taken.get('workspace') ?? 0)
  const { device, facts, groups, intake, lanes, tending, stop } = parts
  const settle = followAll(parts, taken)
  const replayed = facts.replay()
  const begun = begin(parts, replayed, settle).catch((error: unknown) => parts.home.log('error', 'the team could not be followed', error))
  return {
    device,
    ledger: facts.ledger,
    groups,
    readFacts: facts.read,
    replayed,
    wake: () => lanes.wake(),
    async caughtUp() {
      await begun
      await intake.settled()
    },
    stop() {
      stop.abort()
      lanes.stop()
      settle.stop()
    },
    async ended() {
      await Promise.allSettled([begun, tending.ended()])
      await intake.settled()
    },
  }
}

function assemble(options: EngineOptions, applied: number): Parts {
  const { own, own: { certificate: { device } }, workspace, root, store, newId, publishes, files } = options
  const twin = watchTwin(options.relay, store, own, () => standStill(parts))
  const { relay } = twin
  const stop = new AbortController()
  // While it stops, everything that waits fails: nobody needs to hear of that.
  const home: Home = { ...options.home, log: (level, message, about) => (stop.signal.aborted ? undefined : options.home.log(level, message, about)) }
  const pause = (ms: number): Promise<void> => wait(ms, undefined, { signal: stop.signal, ref: false }).catch(() => undefined)
  const intake = createIntake(home, pause, (error) => home.log('error', 'what came could not be written', error))
  const facts = createFacts({ root, workspace, device, relay, store, intake, applied, onOwn: twin.look, onFact: (change, isOwn) => carryOut(parts, change, isOwn) })
  const { ledger } = facts
  const groups = createGroups({
    root,
    own,
    workspace,
    relay,
    store,
    newId,
    pause,
    listShared: () => listShared(ledger, device),
    hasGuest: (channel) => hasGuest(ledger, channel),
    rulesFor: (group) => rulesFor(ledger, group, facts.read),
    log: home.log,
  })
  const groupOf = (subject: Subject): string | undefined => findGroup(ledger, subject)
  const open = createOpener({
    keys: groups.keys,
    groupsOf: (subject) => listGroups(ledger, subject),
    handedKeys: (group, epoch, subject) => (group === workspace ? groups.handedKeys(subject.slice('channel/'.length), epoch) : []),
    deviceKey: (id) => ledger.device(id)?.key,
    removedAt: (id) => ledger.timeOf(ledger.device(id)?.removed ?? -1),
  })
  const catchUp = createCatchUp({ relay, readFacts: facts.read })
  const writing = { device, signingKey: own.signingKey, groups, groupOf, files }
  const lanes = createLanes({ home: { ...home, refuse: (id, reason) => refuse(parts, id, reason) }, relay, store, pause, isOpen: (log, next) => mayLeave(parts.gate, log, next), catchUp, write: (pending, kept) => mustHaveKey(facts, device, pending).then(() => writeEnvelope(writing, pending, kept)) })
  const isOver = (): boolean => stop.signal.aborted || ledger.device(device)?.removed !== undefined
  let reopening = Promise.resolve()
  const onTended = (): Promise<void> => {
    tellStanding()
    return (reopening = reopening.catch(() => undefined).then(() => reopen({ store, open, intake })).then(() => lanes.wake()))
  }
  const tending = createTending({ groups, isOver, pause, onTended, log: home.log })
  const standing = createStanding({ groups, home, workspace, isTwin: twin.isTwin })
  const tellStanding = (): void => standing(tending.groups())
  const parts: Parts = { options, device, home, stop, pause, intake, facts, groups, tending, tellStanding, lanes, writing, open, twin, gate: publishes ? 'shut' : 'open' }
  return parts
}

/** Nobody comes in before all of the past is there: the founder's device speaks for the others of that computer while they have none of their own. */
const mayLeave = (gate: Parts['gate'], log: Log, { change }: Outgoing): boolean => gate === 'open' || (gate === 'facts' && log === 'workspace' && change.kind !== 'invite.created')

/** Why it is refused is known here first: somebody else may have said the same before, and then it was never said here. */
async function refuse({ facts, intake, home }: Parts, id: string, reason: string): Promise<void> {
  await facts.read().catch(() => undefined)
  await intake.settled()
  await home.refuse(id, reason)
}

/** Both would go on as one, each with half of what was said: this one reads on and says nothing more. */
function standStill({ lanes, tellStanding, home }: Parts): void {
  lanes.stop()
  home.log('warn', 'another device uses the keys of this one')
  tellStanding()
}

/** Who was removed, or became a guest, must lose the keys: whoever said so does it at once, the others only if nobody did. */
function carryOut({ tending, facts, home, device, options, pause }: Parts, { kind, scope }: Change, isOwn: boolean): void {
  if (kind !== 'device.removed' && kind !== 'person.removed' && kind !== 'member.left' && kind !== 'person.defined') return
  const affected = kind === 'member.left' ? [scope as string] : tending.groups()
  if (kind === 'device.removed' || kind === 'person.removed') {
    // The ledger knows it already; it is told before the server is.
    const removed = facts.ledger.devices().flatMap(({ id, removed: at }) => (at === undefined ? [] : [id]))
    options.onRemoved?.(removed)
    // What is here stays readable; there is nothing more to come.
    if (removed.includes(device)) home.tell({ removed: true })
  }
  void pause(isOwn ? 0 : REMOVE_MS * (1 + Math.random())).then(() => affected.filter((group) => tending.has(group)).forEach(tending.tend))
}

interface Settle {
  /** Follows what concerns this device now. */
  (): void
  stop(): void
}

function followAll(parts: Parts, taken: Map<Subject, number>): Settle {
  const { options, device, facts, tending, home, pause, stop } = parts
  let entered: ReadonlySet<string> = new Set()
  const follow = createFollow({ relay: options.relay, after: (subject) => (subject === 'workspace' ? facts.ledger.position : (taken.get(subject) ?? 0)), onRecord: take, onEnd: ended })

  async function take(record: RelayRecord): Promise<void> {
    const { subject, position } = record
    if (subject === 'workspace') {
      await facts.take(record)
      return settle()
    }
    if (position !== (taken.get(subject) ?? 0) + 1) return
    // Counted once nothing of it can fail any more: else it comes again.
    const room = subject.startsWith('channel/') ? put(parts, record) : tending.tend(subject.split('/')[1] ?? '')
    taken.set(subject, position)
    await room
  }

  function settle(): void {
    const mine = listMine(facts.ledger, device)
    for (const group of mine.groups) if (!entered.has(group)) tending.tend(group)
    entered = mine.groups
    follow.set(subjectsOf(mine))
  }

  function ended(error: RelayRefused | undefined): void {
    if (stop.signal.aborted) return
    if (error?.reason === 'conflict') tellSetBack(home, true)
    // Who was taken out of a channel meanwhile may not follow it any more, and hears of it here.
    const heard = (): Promise<void> => (stop.signal.aborted ? Promise.resolve() : facts.read().catch(() => undefined))
    void pause(AGAIN_MS).then(heard).then(() => (stop.signal.aborted ? undefined : settle()))
  }

  return Object.assign(settle, { stop: () => follow.stop() })
}

function put({ options: { store }, device, open, intake, twin }: Parts, record: RelayRecord): Promise<void> | undefined {
  const read = open(record)
  if ('unopened' in read && read.unopened.state === 'waiting') store.keepWaiting(record)
  twin.look(record)
  if (record.device === device) store.dropOutgoing(record.id)
  return intake.add({ ...placeOf(record, logOfSubject(record.subject)), ...read })
}

async function begin(parts: Parts, replayed: Promise<void>, settle: Settle): Promise<void> {
  const { options, lanes } = parts
  await replayed
  if (options.publishes) {
    await publish(parts, (log) => log === 'workspace')
    parts.gate = 'facts'
  }
  lanes.wake()
  await readUntilFounded(parts)
  await askAgain(options).catch((error: unknown) => parts.home.log('warn', 'what waits for a key could not be asked for again', error))
  await receiveKeys(parts)
  if (options.publishes) {
    await publish(parts, (log) => log !== 'workspace')
    options.onPublished?.()
  }
  parts.gate = 'open'
  parts.tellStanding()
  settle()
  lanes.wake()
}

/** @throws Error once this device stops */
const publish = ({ options: { relay, newId }, home, writing, pause, stop }: Parts, which: (log: Log) => boolean): Promise<void> =>
  publishUntilDone({ relay, home, writing, newId, onProgress: (progress) => home.tell({ progress: progress === 1 ? null : progress }), pause: () => pause(AGAIN_MS), signal: stop.signal }, which)

async function readUntilFounded({ facts, home, pause, stop }: Parts): Promise<void> {
  while (!stop.signal.aborted) {
    try {
      await facts.read()
      if (facts.ledger.isFounded()) return
      await pause(SOON_MS)
    } catch (error) {
      home.log('info', 'the facts could not be read', error)
      await pause(AGAIN_MS)
    }
  }
}

/** A newcomer gets the older keys from those who have them; without them all that was written before would wait first. */
async function receiveKeys({ facts, device, tending }: Parts): Promise<void> {
  const until = Date.now() + KEYS_MS
  const { groups, watched } = listMine(facts.ledger, device)
  for (const group of [...watched, ...groups]) await tending.arrive(group, until)
}
