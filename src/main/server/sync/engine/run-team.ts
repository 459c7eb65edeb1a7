/** The team on this device: opens its keys, reaches or runs the relay, and starts the engine. Runs on the sync thread. */
import { v7 } from 'uuid'
import type { ChangeOf, SealedContent } from '#shared/contract/change.ts'
import { AppError } from '#shared/contract/errors.ts'
import { createInvite, type InviteOptions } from '../ledger/create-invite.ts'
import type { Author } from '../ledger/why-not.ts'
import { buildInviteLink } from '../sealing/invite-link.ts'
import { buildQrMatrix } from '../sealing/qr-matrix.ts'
import { buildFingerprint, groupDigits } from '../sealing/safety-number.ts'
import { mendSyncFile } from '../mend-sync-file.ts'
import { listInviting } from '../own-places.ts'
import { relayPath, syncPath } from '../sync-file.ts'
import { tellMended } from '../tell-mended.ts'
import { createDoorway, type Doorway } from './doorway.ts'
import { foundTeam, type Founding } from './found-team.ts'
import type { Home } from './home.ts'
import { openFar, openNear, type Reached } from './reach-host.ts'
import { keepVerified, readSafety, type Compared, type SafetyHere } from './safety.ts'
import { requireSamePast } from './same-past.ts'
import { startEngine, type Engine } from './start-engine.ts'
import { openSyncStore, type SyncStore } from './sync-store.ts'
import { createTeamFiles, type TeamFiles } from './team-files.ts'
import { fromText, hostsOf, keepFacts, openIdentity, openOwn, placesOf, requireFacts } from './team-keys.ts'

/** Everything that the server's thread asks of the sync thread. */
export interface Team {
  /** Makes this device's keys and the workspace's root key. @returns what is to be said of its founder */
  found(founding: Founding): Promise<ChangeOf<'device.admitted'>['body']>
  /** Opens the door to others, or moves it. @returns why it cannot, for people; null when it is open */
  open(addresses: readonly string[], port: number): Promise<string | null>
  shut(): Promise<void>
  /** There is something new to send. */
  wake(): void
  /** Looks for the host at once. */
  reconnect(): void
  /** Of a host: the clock of this computer was ahead and is right now. */
  trustClock(): void
  /** Of a member: the host is at this address now. @throws AppError `invalid`, `unavailable`, `forbidden` when somebody else is there */
  findHost(address: string): Promise<void>
  caughtUp(): Promise<void>
  /** Resolves when all that this device knew when it ended is with the server again. */
  replayed(): Promise<void>
  /** @throws AppError `unavailable` while nobody could follow the link */
  invite(options: InviteOptions, workspaceName: string): { readonly body: ChangeOf<'invite.created'>['body']; readonly link: string; readonly qr: boolean[][] }
  /** How often each invite was used, by its id. */
  uses(): Readonly<Record<string, number>>
  /** Brings what another device attached. @throws AppError `unavailable` */
  fetchFile(sha256: string, sealed: SealedContent): Promise<void>
  /** What two people compare, and what the one here has said of it. */
  safety(person: string, other: string): SafetyHere
  /** The two people have compared it; null: not after all. @throws AppError `conflict` when it changed meanwhile */
  verify(person: string, other: string, compared: Compared | null): SafetyHere
  stop(): Promise<void>
}

export interface TeamOptions {
  readonly dataFolder: string
  readonly masterKey: Uint8Array
  /** Whether this device is part of a team already. */
  readonly isTeam: boolean
  readonly home: Home
  readonly findAuthor: (subject: string, id: string) => Promise<Author | undefined>
}

/** What runs once there is a team. */
interface Running {
  readonly engine: Engine
  readonly reached: Reached
  readonly files: TeamFiles
  readonly door: Doorway
}

/** @throws AppError `unavailable` when the keys are locked or of a newer program */
export async function runTeam(options: TeamOptions): Promise<Team> {
  const { dataFolder, masterKey, isTeam, home } = options
  const path = syncPath(dataFolder)
  if (isTeam) await mendSyncFile({ path, masterKey, now: Date.now() })
  const store = openSyncStore(path, masterKey, (error) => home.damaged('sync.db', error instanceof Error ? error.message : String(error)))
  await tellMended(home, 'sync.db', path)
  let running: Running | undefined = isTeam ? await start(options, store) : undefined
  const engine = (): Engine => running?.engine ?? notYet()
  const safety = (person: string, other: string): SafetyHere => readSafety(engine().ledger, store, fromText(requireFacts(store).root), { person, other })

  return {
    found: (founding) => foundTeam(store, masterKey, founding),
    async open(addresses, port) {
      keepFacts(store, { ...requireFacts(store), addresses, port })
      if (running) await running.door.open(port)
      else running = await start(options, store)
      announce(store, home, addresses)
      return running.door.problem()
    },
    async shut() {
      keepFacts(store, { ...requireFacts(store), port: null })
      await running?.door.shut()
      home.tell({ link: 'offline', problem: null })
    },
    wake: () => running?.engine.wake(),
    reconnect: () => running?.reached.wake(),
    trustClock: () => running?.door.trustClock(),
    findHost: async (address) => running?.reached.findAt?.(address),
    caughtUp: async () => running?.engine.caughtUp(),
    replayed: async () => running?.engine.replayed,
    invite: (given, workspaceName) => invite(store, masterKey, given, workspaceName),
    uses: () => Object.fromEntries((running?.engine.ledger.invites() ?? []).map(({ id, used }) => [id, used])),
    fetchFile: async (sha256, sealed) => (running?.files ?? notYet()).fetch(sha256, sealed),
    safety,
    verify(person, other, compared) {
      keepVerified(store, other, safety(person, other).digits, compared)
      return safety(person, other)
    },
    async stop() {
      await running?.door.shut()
      running?.engine.stop()
      await running?.reached.close()
      await running?.engine.ended()
      store.close()
    },
  }
}

function notYet(): never {
  throw new AppError('unavailable', 'This workspace is on this device alone.')
}

async function start({ dataFolder, masterKey, home, findAuthor }: TeamOptions, store: SyncStore): Promise<Running> {
  const team = requireFacts(store)
  const identity = openIdentity(store, masterKey)
  const reached = team.mode === 'host' ? await openNear(dataFolder, { store, home, device: identity.device, signingKey: identity.signingKey }, home.log) : openFar(store, identity, home)
  await tellMended(home, 'relay.db', relayPath(dataFolder))
  const files = createTeamFiles(dataFolder, reached.files)
  const engine = await startEngine({
    own: openOwn(store, identity),
    workspace: team.workspaceId,
    root: fromText(team.root),
    relay: requireSamePast({ relay: reached.relay, home }),
    store,
    home,
    files,
    newId: v7,
    publishes: team.isFounder && store.text('published') === undefined,
    onPublished: () => store.keepText('published', '1'),
    onRemoved: (devices) => door.drop(devices),
  })
  const door = createDoorway({ engine, reached, store, home, findAuthor })
  home.tell({ mode: team.mode, addresses: placesOf(team), fingerprint: groupDigits(buildFingerprint(fromText(team.root))).join(' ') })
  if (team.mode === 'host' && team.port !== null) await door.open(team.port)
  return { engine, reached, files, door }
}

/** Port 0 was any free one: from here on it is the one that the door got. */
function announce(store: SyncStore, home: Home, wanted: readonly string[]): void {
  const facts = requireFacts(store)
  const addresses = wanted.map((address) => address.replace(/:0$/, `:${facts.port}`))
  keepFacts(store, { ...facts, addresses })
  home.tell({ addresses })
}

function invite(store: SyncStore, masterKey: Uint8Array, options: InviteOptions, workspaceName: string): ReturnType<Team['invite']> {
  const team = requireFacts(store)
  const rootKey = fromText(team.root)
  const hosts = team.mode === 'host' ? listInviting(team) : hostsOf({ addresses: placesOf(team) }).slice(0, 8)
  if (hosts.length === 0) throw new AppError('unavailable', 'Nobody could follow an invite yet: say first where this workspace is reached, under “Let others join”.')
  const { seed, body } = createInvite(rootKey, openIdentity(store, masterKey).signingKey, options)
  const link = buildInviteLink({ workspaceName, hosts, pin: fromText(team.pin), rootKey, seed, expiresAt: options.expiresAt ?? undefined })
  return { body, link, qr: buildQrMatrix(link) }
}
