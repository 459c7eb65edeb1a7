/** The server's side of the sync thread: starts it when there is a team, gives it what it asks for, and tells windows how it is. */
import { Worker } from 'node:worker_threads'
import type { TeamStatus } from '#shared/contract/team.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Context } from '../context.ts'
import { findLocal } from '../store/local-state.ts'
import { threadUrl } from '../thread-url.ts'
import { findAuthor, listCursors, listLogs, listPast } from '../store/past.ts'
import type { Home } from './engine/home.ts'
import type { Team } from './engine/run-team.ts'
import { applyBatch } from './inbox.ts'
import { createOutbox } from './outbox.ts'
import { connectCalls, type Remote } from './port-calls.ts'
import { refusePending } from './refuse-pending.ts'

/** What the thread is given at its start. */
export interface SyncStart {
  readonly dataFolder: string
  readonly masterKey: Uint8Array
  /** Whether this device is part of a team already. */
  readonly isTeam: boolean
}

/** What the thread asks for. */
export interface SyncHome extends Home {
  findAuthor(subject: string, id: string): { readonly device: string; readonly person?: string } | undefined
  /** @param problem why it could not start; null when it did */
  ready(problem: string | null): void
}

export interface Sync {
  status(): TeamStatus
  /** Devices that are connected to the host now; undefined when that is not known here. */
  online(): ReadonlySet<string> | undefined
  /** That the door of this device listens on; undefined while it is shut. */
  doorPort(): number | undefined
  /** Starts the thread when it does not run. @throws AppError `unavailable` */
  team(): Promise<Remote<Team>>
  stop(): Promise<void>
}

const alone: TeamStatus = { mode: 'alone', link: 'connected', problem: null, fingerprint: '', addresses: [], waiting: 0, progress: null, code: '', twin: false, removed: false }

export function createSync(ctx: Context, start: () => Promise<Omit<SyncStart, 'isTeam'>>): Sync {
  const outbox = createOutbox(ctx)
  let status: TeamStatus = { ...alone, mode: findLocal(ctx.reader, 'teamMode') ?? 'alone', ...(findLocal(ctx.reader, 'teamMode') === undefined ? {} : { link: 'connecting' as const }) }
  let online: ReadonlySet<string> | undefined
  let port: number | undefined
  let running: Promise<{ worker: Worker; remote: Remote<Team> }> | undefined

  function tell(news: Partial<TeamStatus>): void {
    status = { ...status, ...news, waiting: outbox.count() }
    ctx.events.publish({ event: { name: 'team.changed', data: status }, audience: 'everyone' })
  }

  async function run(): Promise<{ worker: Worker; remote: Remote<Team> }> {
    const worker = new Worker(threadUrl('sync'), { workerData: { ...(await start()), isTeam: findLocal(ctx.reader, 'teamMode') !== undefined } satisfies SyncStart })
    worker.unref()
    return new Promise((resolve, reject) => {
      const home: SyncHome = {
        cursors: async () => listCursors(ctx.reader),
        apply: async (arrivals) => {
          await applyBatch(ctx, arrivals)
          if (status.waiting > 0) tell({})
        },
        listPending: async (afterSeq, limit) => outbox.list(afterSeq, limit),
        refuse: (id, reason) => refusePending(ctx, id, reason),
        listPast: async (log, after, limit) => listPast(ctx.reader, log, after, limit),
        listLogs: async () => listLogs(ctx.reader),
        findAuthor: (_, id) => findAuthor(ctx.reader, id),
        tell,
        tellDoor: (now) => void (port = now),
        tellDevices: (ids) => {
          online = new Set(ids)
          ctx.events.publish({ event: { name: 'team.changed', data: status }, audience: 'everyone' })
        },
        log: (level, message, about) => ctx.log[level]({ about }, message),
        ready: (problem) => (problem === null ? resolve({ worker, remote }) : reject(new AppError('unavailable', problem))),
      }
      const { remote, end } = connectCalls<Team>(worker, home)
      const fail = (error: Error): void => {
        running = undefined
        end(error)
        reject(error)
        ctx.log.error({ err: error }, 'the sync thread ended')
        tell({ link: 'offline', problem: 'What keeps this team in step has stopped. Start Hookline again.' })
      }
      worker.on('error', fail)
      worker.on('exit', () => end(new Error('the sync thread ended')))
    })
  }

  const team = async (): Promise<Remote<Team>> => (await (running ??= run().catch((error: unknown) => Promise.reject(((running = undefined), error))))).remote
  outbox.listen(() => {
    tell({})
    void running?.then(({ remote }) => remote.wake()).catch(() => undefined)
  })
  if (status.mode !== 'alone') void team().catch((error: unknown) => tell({ link: 'offline', problem: error instanceof Error ? error.message : String(error) }))
  return {
    status: () => ({ ...status, waiting: outbox.count() }),
    online: () => online,
    doorPort: () => (status.mode === 'host' && status.link === 'connected' ? port : undefined),
    team,
    async stop() {
      const here = await running?.catch(() => undefined)
      await here?.remote.stop().catch(() => undefined)
      await here?.worker.terminate()
    },
  }
}
