/** The door of a hosting device: opened on a port, moved, shut; and who is behind it now. */
import type { Subject } from '#shared/contract/envelope.ts'
import { explainListenError } from '../explain-listen-error.ts'
import { createDoor, removedMessage } from '../ledger/door.ts'
import type { Author } from '../ledger/why-not.ts'
import { listPlaces } from '../own-places.ts'
import type { Gateway } from '../transports/gateway.ts'
import { authorOf } from './author-of.ts'
import type { Home } from './home.ts'
import { openDoor, ownCertificate } from './host-team.ts'
import type { Reached } from './reach-host.ts'
import type { Engine } from './start-engine.ts'
import type { SyncStore } from './sync-store.ts'
import { keepFacts, requireFacts } from './team-keys.ts'

export interface Doorway {
  /** Never throws: `problem` says why it is not open. */
  open(port: number): Promise<void>
  shut(): Promise<void>
  /** The clock of this computer was ahead and is right now. */
  trustClock(): void
  /** For people; null while all is well. */
  problem(): string | null
  /** Ends the connections of devices that were removed. */
  drop(devices: readonly string[]): void
}

export interface DoorwayOptions {
  readonly engine: Engine
  readonly reached: Reached
  readonly store: SyncStore
  readonly home: Home
  readonly findAuthor: (subject: string, id: string) => Promise<Author | undefined>
}

/** Between two looks at the networks of this computer. */
const LOOK_MS = 15_000
/** A clock that is set right is often some minutes behind what it was. */
const AHEAD_MS = 3_600_000

export function createDoorway({ engine, reached, store, home, findAuthor }: DoorwayOptions): Doorway {
  let gateway: Gateway | undefined
  let problem: string | null = null
  let looking: NodeJS.Timeout | undefined
  const noteFailure = (error: unknown): void => home.log('warn', 'the connection of a device ended for a reason that lies here', error)
  const tellSetBack = (): void => home.tell({ setBack: true, problem: 'A device of this workspace has more of it than this computer, which was set back to an older copy, as from a backup. Put the newest copy of the data folder back.' })
  const tellDevices = (): void => home.tellDevices([engine.device, ...(gateway?.devices() ?? []).map(({ device }) => device)])

  /** The server knows whose a hook is now; but it has no record of what its person may not read, or of what came this very moment. */
  async function findAnyAuthor(subject: Subject, id: string): Promise<Author | undefined> {
    const known = await findAuthor(subject, id)
    if (known) return known
    const record = reached.findRecord?.(subject, id)
    return record && authorOf(record)
  }

  const places = (): string[] => listPlaces(requireFacts(store))
  let told = ''
  const lookAtClock = createClockWatch(reached, home)
  /** A network came or went: who is connected knows the other ways before this one breaks. */
  function lookAround(): void {
    const now = places().join(' ')
    if (now !== told) void gateway?.announce()
    told = now
    lookAtClock()
  }

  async function shut(): Promise<void> {
    clearInterval(looking)
    const open = gateway
    gateway = undefined
    await open?.close()
    home.tellDoor(undefined)
  }

  return {
    shut,
    async open(port) {
      // Where it goes, while they can still hear it.
      await gateway?.announce()
      await shut()
      try {
        const door = createDoor({ ledger: engine.ledger, now: () => reached.clock?.clock() ?? Date.now(), catchUp: engine.readFacts, isBehind: () => engine.ledger.position < (reached.lastFact?.() ?? 0), findAuthor: findAnyAuthor })
        gateway = await openDoor({ ...door, relay: reached.relay, files: reached.ownFiles, certificate: await ownCertificate(store, Date.now()), port, onDevices: tellDevices, onFailure: noteFailure, onSetBack: tellSetBack, addresses: places })
        problem = null
        home.tellDoor(gateway.port)
        home.tell({ link: 'connected', problem })
        tellDevices()
        lookAtClock()
        looking = setInterval(lookAround, LOOK_MS).unref()
        if (gateway.port !== port) keepFacts(store, { ...requireFacts(store), port: gateway.port })
      } catch (error) {
        problem = explainListenError(error, port)
        home.tell({ link: 'offline', problem })
      }
    },
    problem: () => problem,
    trustClock() {
      reached.clock?.setClock()
      lookAtClock()
    },
    drop: (devices) => devices.forEach((device) => gateway?.drop(device, removedMessage)),
  }
}

/** What expires counts by the relay's clock: that it is ahead is said. @returns looks now */
function createClockWatch({ clock }: Pick<Reached, 'clock'>, home: Pick<Home, 'tell'>): () => void {
  let wasAhead = false
  return () => {
    const latest = clock?.clock() ?? 0
    const isAhead = latest - Date.now() > AHEAD_MS
    if (isAhead !== wasAhead) home.tell({ clockAhead: isAhead ? latest : null })
    wasAhead = isAhead
  }
}
