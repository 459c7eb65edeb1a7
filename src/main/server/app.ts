/** The whole server: opens the store, wires the parts, starts and stops them. The only file that knows all parts. */
import { join } from 'node:path'
import { AppError } from '#shared/contract/errors.ts'
import type { DeviceId, PersonId } from '#shared/contract/ids.ts'
import { beginFiles } from './actions/files/clean-files.ts'
import { tellRepair } from './actions/workspace/tell-repair.ts'
import { tellRestored } from './actions/workspace/tell-restored.ts'
import { startAnnouncingUnreads } from './announce-unreads.ts'
import { createVerdictRecorder } from './actions/posts/record-verdict.ts'
import { ensureWorkspace } from './actions/workspace/set-up-workspace.ts'
import { newId, random } from './random.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Actor, Context } from './context.ts'
import { createBell } from './dispatcher/bell.ts'
import { lockDataFolder } from './data-folder.ts'
import { startDispatcher, type Dispatcher } from './dispatcher/start-dispatcher.ts'
import { createEventBus } from './event-bus.ts'
import { explainOpening } from './explain-opening.ts'
import { createFileStore } from './files/file-store.ts'
import { openWatched } from './heed-damage.ts'
import { createPace } from './listener/pace.ts'
import { createListener, type Listener } from './listener/start-listener.ts'
import { createCertificateMaker } from './lan-certificates.ts'
import { openLog } from './log.ts'
import { startFollowingStatus } from './notify/follow-status.ts'
import { startRaising } from './notify/raise-notifications.ts'
import type { Platform } from './platform.ts'
import type { FetchPicture } from './remote/fetch-picture.ts'
import type { Call } from './rpc/handlers.ts'
import { startCleaning } from './start-cleaning.ts'
import { startCopying, type Copying } from './start-copying.ts'
import { createFolding } from './start-folding.ts'
import { startDraining, type Draining } from './start-draining.ts'
import { startIndexer, type Indexer } from './start-indexer.ts'
import { startTellingRepeats } from './start-telling-repeats.ts'
import { createFarReader } from './start-reader.ts'
import { findLocal } from './store/local-state.ts'
import { readMark, removeMark, type DamageReport } from './store/damage.ts'
import { getPersonByUsername } from './store/people.ts'
import { listCopies } from './store/recovery/copies.ts'
import { readSettings } from './store/settings.ts'
import { findWorkspace } from './store/workspace.ts'
import { createWriter } from './store/write.ts'
import { adoptJoined } from './sync/adopt-joined.ts'
import { arrive, enterJoined } from './sync/enter-joined.ts'
import { createMasterKey } from './sync/master-key.ts'
import { createSync, type Sync } from './sync/start-sync.ts'
import { hostsWithout, syncPath } from './sync/sync-file.ts'

export interface AppOptions {
  readonly dataFolder: string
  readonly platform: Platform
  readonly version: string
  /** `host:port` pairs that pictures may be fetched from although they are private. */
  readonly allowedHosts?: ReadonlySet<string>
  /** How long a sender of a post may take for its body, in ms; 30 s when left out. */
  readonly bodyTimeoutMs?: number | undefined
  /** How long who is answered may read nothing of it, in ms; a minute when left out. */
  readonly unreadTimeoutMs?: number | undefined
  /** The computer's when left out. */
  readonly clock?: Clock
  /** Called with each SQL statement before it runs; for diagnosis. */
  readonly trace?: ((sql: string) => void) | undefined
  /** Called when this device has joined another workspace, or the data file proves damaged: the face stops this app and makes a new one of the same folder. */
  readonly onReopen?: (() => void) | undefined
}

export interface App {
  readonly ctx: Context
  readonly listener: Listener
  readonly dispatcher: Dispatcher
  /** Posts what waits for its turn. */
  readonly draining: Pick<Draining, 'hurry'>
  /** Of the full-text search. */
  readonly indexer: Pick<Indexer, 'idle'>
  /** Copies of the data file. */
  readonly copying: Pick<Copying, 'run'>
  /** The sync thread, where this workspace is on several machines. */
  readonly sync: Sync
  /** The person of this device. */
  readonly me: Actor
  /** What every call of `actor` needs besides its input; a face adds its own key and window address. */
  callAs(actor: Actor, face?: Partial<Pick<Call, 'sessionKey' | 'mintWindowUrl'>>): Call
  /** @throws AppError `not_found`. */
  findActor(username: string): Actor
  /** Opens the listener on the port that the settings name, or on `port`. */
  listen(port?: number): Promise<void>
  /** Lets go of everything; what was promised is on disk. */
  stop(): Promise<void>
}

const dataFile = 'hookline.db'
const withoutData = 'The file hookline.db is gone from the data folder, though this device hosts a team (sync.db is here). Put it back: the newest hookline-….db of the folder backups, named hookline.db, will do. To begin anew without this team, move sync.db, sync.db-identity and relay.db away. Nothing was changed.'
const withoutCopy = 'The file hookline.db is gone from the data folder, though this device hosts a team (sync.db is here), and there is no copy of it yet. Put it back from a backup of yours. To begin anew without this team, move sync.db, sync.db-identity and relay.db away. Nothing was changed.'

/** @throws FolderInUse; AppError `unavailable` when the data is of a newer version, not ours or damaged beyond repair, `storage_full`, `storage_failed`. */
export async function createApp(options: AppOptions): Promise<App> {
  let unlock = (): void => undefined
  try {
    unlock = lockDataFolder(options.dataFolder)
    return await openTwice(options, unlock)
  } catch (error) {
    unlock()
    throw explainOpening(error, options.dataFolder)
  }
}

/** The second time what the first found damaged is repaired. */
async function openTwice(options: AppOptions, unlock: () => void): Promise<App> {
  try {
    return await openWhole(options, unlock)
  } catch (error) {
    if (readMark(join(options.dataFolder, dataFile))?.state !== 'damaged') throw error
    return openWhole(options, unlock)
  }
}

/** A part that has begun, and can be stopped. */
type Started = <T extends { stop(): unknown }>(part: T) => T

/** Whatever has begun ends when the rest cannot begin. */
async function openWhole(options: AppOptions, unlock: () => void): Promise<App> {
  const begun: { stop(): unknown }[] = []
  try {
    return await openApp(options, unlock, (part) => (begun.push(part), part))
  } catch (error) {
    await endEach(begun.toReversed().map((part) => () => part.stop())).catch(() => undefined)
    throw error
  }
}

/** One after the other, also when some fail: what a damaged file keeps one part from must not keep the others from letting go. @throws what the first that failed threw, in the end */
async function endEach(ends: readonly (() => unknown)[]): Promise<void> {
  const failed: unknown[] = []
  for (const end of ends) await Promise.resolve().then(end).catch((error: unknown) => failed.push(error))
  if (failed.length > 0) throw failed[0]
}

async function openApp({ dataFolder, platform, version, allowedHosts = new Set(), bodyTimeoutMs, unreadTimeoutMs, trace, clock = systemClock, onReopen }: AppOptions, unlock: () => void, started: Started): Promise<App> {
  adoptJoined(dataFolder)
  const path = join(dataFolder, dataFile)
  if (hostsWithout(path, syncPath(dataFolder))) throw new AppError('unavailable', listCopies(path, clock.now()).length > 0 ? withoutData : withoutCopy)
  const { connection, repaired, isCopy, damage } = openWatched({ path, trace }, { now: clock.now(), reopen: onReopen })
  started({ stop: () => connection.close() })
  const logFile = openLog(dataFolder)
  started({ stop: logFile.close })
  const events = createEventBus()
  const log = damage.follow(logFile.log)
  const folding = started(createFolding({ connection, path, log }))
  const writer = createWriter(connection, events.publish, { committed: folding.heed })
  await enterJoined(connection, writer, dataFolder)
  const deviceId = findLocal(connection, 'deviceId') ?? newId<DeviceId>()
  const ctx: Context = { reader: connection, write: writer.write, writeSoon: writer.writeSoon, events, files: createFileStore(dataFolder), deliveries: createBell(), pending: createBell(), pace: createPace(), backlog: createBell(), repeats: createBell(), now: clock.now, newId, random, log, platform, deviceId, version }
  const personId: PersonId = findLocal(connection, 'meId') ?? (await ensureWorkspace(ctx, await platform.suggestNames()))
  const masterKey = createMasterKey(dataFolder, platform, (backend) => ctx.log.warn({ backend }, 'the keyring of this system keeps nothing safe: the key of this device is in a file'))
  await beginFiles(ctx, isCopy)
  const sync = started(createSync(ctx, { dataFolder, masterKey, reopen: onReopen }))
  if (!findWorkspace(connection)) await arrive(ctx, sync, personId)
  await tellOfRepair(ctx, personId, { path, repaired })
  if (isCopy) await tellRestored(ctx, personId)
  const [me, record] = [{ personId }, createVerdictRecorder(ctx)]
  const listener = started(createListener(ctx, record, { firstPort: readSettings(connection)['hooks.port'], bodyTimeoutMs, unreadTimeoutMs, certificates: createCertificateMaker(masterKey) }))
  const [fetchPicture, farReader] = [fetchLater(allowedHosts), started(createFarReader(path, damage.heed))]
  const dispatcher = started(startDispatcher(ctx, { ownPorts: listener.ownPorts, chance: Math.random, clock }))
  const cleaning = started(startCleaning(ctx, clock))
  const copying = started(startCopying(ctx, { path, clock, onDamage: damage.heed }))
  const indexer = started(startIndexer(ctx))
  const draining = started(startDraining(ctx, record))
  const stopTellingRepeats = startTellingRepeats(ctx)
  const stopAnnouncing = [startAnnouncingUnreads(ctx), startRaising(ctx, me), startFollowingStatus(ctx, me)]

  let stopping: Promise<void> | undefined
  const parts = [draining, { stop: stopTellingRepeats }, dispatcher, sync, cleaning, copying, indexer, farReader]
  const stopAll = (): Promise<void> => endEach([listener.stop, ...stopAnnouncing, ...parts.map((part) => () => part.stop()), writer.idle, folding.stop, () => connection.close(), logFile.close, unlock])

  return {
    ctx,
    listener,
    dispatcher,
    draining,
    indexer,
    copying,
    sync,
    me,
    callAs: (actor, face = {}) => ({ ctx, actor, listener, dispatcher, draining, copying, record, farReader, fetchPicture, sync, restart: onReopen ?? null, sessionKey: null, mintWindowUrl: null, signal: undefined, window: {}, ...face }),
    findActor: (username) => ({ personId: getPersonByUsername(connection, username, 'as').id }),
    listen: async (port) => {
      await listener.restart(port ?? readSettings(connection)['hooks.port'])
      void cleaning.run()
    },
    // A second one waits for the first.
    stop: () => (stopping ??= stopAll()),
  }
}

/** Until it is told the mark stays, whatever ends the program. */
async function tellOfRepair(ctx: Context, meId: PersonId, { path, repaired }: { readonly path: string; readonly repaired: DamageReport | undefined }): Promise<void> {
  if (!repaired) return
  await tellRepair(ctx, meId, repaired)
  // What was found since then is not told yet.
  if (readMark(path)?.state === 'repaired') removeMark(path)
}

/** What it takes to fetch is loaded with the first picture: a command that opens the folder alone starts sooner without it. */
function fetchLater(allowedHosts: ReadonlySet<string>): FetchPicture {
  let loading: Promise<FetchPicture> | undefined
  return async (rawUrl) => {
    loading ??= import('./remote/fetch-picture.ts').then(({ createPictureFetcher }) => createPictureFetcher(allowedHosts))
    return (await loading)(rawUrl)
  }
}
