/** What the server knows of its team, and the way to the sync thread, which is started when there is one. */
import { AppError } from '#shared/contract/errors.ts'
import type { MasterKeyPlace } from '#shared/contract/rpc/files.ts'
import type { TeamStatus } from '#shared/contract/team.ts'
import type { Context } from '../context.ts'
import { findLocal } from '../store/local-state.ts'
import { checkHosting, requireReachable, type HostingCheck, type Reach } from './check-hosting.ts'
import type { inspectInvite } from './engine/inspect-invite.ts'
import type { Joining } from './engine/join-team.ts'
import type { Team } from './engine/run-team.ts'
import { findMasterKey } from './master-key.ts'
import { createOutbox } from './outbox.ts'
import type { Remote } from './port-calls.ts'
import { startThread, threadStopped, type SyncThread, type ThreadStart } from './sync-thread.ts'
import { watchTeamFiles } from './watch-team-files.ts'

export interface Sync {
  status(): TeamStatus
  /** Devices that are connected to the host now; undefined when that is not known here. */
  online(): ReadonlySet<string> | undefined
  /** Starts the thread when it does not run. @throws AppError `unavailable` */
  team(): Promise<Remote<Team>>
  /** What can be known of whether others would reach this device on that port. */
  checkHosting(port: number | undefined, address: string | null): Promise<HostingCheck>
  /** @throws AppError `invalid`, `unavailable` when nobody could come in by these addresses and that port */
  requireReachable(reach: Reach): Promise<void>
  /** @throws AppError `invalid` */
  inspect(link: string): Promise<ReturnType<typeof inspectInvite>>
  /** Has this device admitted; the next start finds it there. @throws AppError */
  join(who: Omit<Joining, 'dataFolder' | 'masterKey' | 'now'>): Promise<{ workspaceName: string }>
  /** Of the key under which this device's secrets rest. Asks nobody. */
  masterKeyPlace(): MasterKeyPlace
  stop(): Promise<void>
}

export interface SyncOptions extends ThreadStart {
  /** Opens the data folder anew, where a face can. */
  readonly reopen?: (() => void) | undefined
}

/** A disk may be well again by then. */
const AGAIN_MS = 10_000

const alone: TeamStatus = { mode: 'alone', link: 'connected', problem: null, fingerprint: '', addresses: [], waiting: 0, progress: null, code: '', twin: false, setBack: false, clockAhead: null, removed: false }

export function createSync(ctx: Context, { dataFolder, masterKey, reopen }: SyncOptions): Sync {
  const outbox = createOutbox(ctx)
  const mode = findLocal(ctx.reader, 'teamMode')
  let status: TeamStatus = mode === undefined ? alone : { ...alone, mode, link: 'connecting' }
  const mending = watchTeamFiles(ctx, { dataFolder, reopen, tellProblem: (problem) => tell({ problem }) })
  let online: ReadonlySet<string> | undefined
  let port: number | undefined
  let running: Promise<SyncThread> | undefined
  const begin = createBegin(() => thread(), (problem) => tell({ link: 'offline', problem }), () => (status.problem === threadStopped ? tell({ problem: null }) : undefined))

  function tell(news: Partial<TeamStatus>): void {
    status = { ...status, ...news, waiting: outbox.count() }
    ctx.events.publish({ event: { name: 'team.changed', data: status }, audience: 'everyone' })
  }

  const thread = (): Promise<SyncThread> => {
    running ??= startThread(ctx, { dataFolder, masterKey }, {
      outbox,
      tell,
      applied: () => (status.waiting > 0 ? tell({}) : undefined),
      tellDoor: (now) => void (port = now),
      tellDevices: (ids) => {
        online = new Set(ids)
        tell({})
      },
      ...mending,
      ended(hasRun) {
        running = undefined
        if (hasRun) begin.later()
      },
    })
    return running
  }

  outbox.listen(() => {
    tell({})
    void running?.then(({ remote }) => remote.wake()).catch(() => undefined)
  })
  if (mode !== undefined) begin.now()

  return {
    status: () => ({ ...status, waiting: outbox.count() }),
    online: () => online,
    team: async () => (await thread()).remote,
    checkHosting: (wanted, address) => checkHosting(wanted, address, port),
    requireReachable: (reach) => requireReachable(reach, status.mode === 'alone'),
    // Loaded only where they are needed: they bring the libraries of the sync thread.
    inspect: async (link) => (await import('./engine/inspect-invite.ts')).inspectInvite(link),
    join: async (who) => (await import('./engine/join-team.ts')).joinTeam({ ...who, dataFolder, masterKey: await masterKey(), now: ctx.now }),
    masterKeyPlace: () => findMasterKey(dataFolder),
    stop: async () => {
      begin.stop()
      await (await running?.catch(() => undefined))?.stop()
    },
  }
}

/** A disk that refuses is tried again, and so is a thread that ran; a keyring is not, which could show a window of the system each time. */
function createBegin(start: () => Promise<unknown>, tellProblem: (problem: string) => void, onBegun: () => void): { now(): void; later(): void; stop(): void } {
  let isStopped = false
  let again: NodeJS.Timeout | undefined
  function later(): void {
    clearTimeout(again)
    if (!isStopped) again = setTimeout(now, AGAIN_MS).unref()
  }
  function now(): void {
    start().then(onBegun, (error: unknown) => {
      tellProblem(error instanceof Error ? error.message : String(error))
      if (error instanceof AppError && error.code.startsWith('storage_')) later()
    })
  }
  const stop = (): void => {
    isStopped = true
    clearTimeout(again)
  }
  return { now, later, stop }
}
