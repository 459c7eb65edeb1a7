/** The server's side of the sync thread: starts it and gives it what it asks for. */
import { Worker } from 'node:worker_threads'
import { AppError, type ErrorCode } from '#shared/contract/errors.ts'
import type { Context } from '../context.ts'
import { findLocal } from '../store/local-state.ts'
import { findAuthor, listCursors, listLastKnown, listLogs, listPast } from '../store/past.ts'
import { listWaiting } from '../store/unopened.ts'
import { threadUrl } from '../thread-url.ts'
import type { Home } from './engine/home.ts'
import type { Team } from './engine/run-team.ts'
import { applyBatch } from './inbox.ts'
import type { Outbox } from './outbox.ts'
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
  /** @param problem why it could not start, and of which kind that is; null when it did */
  ready(problem: { readonly code: ErrorCode; readonly message: string } | null): void
}

export interface ThreadStart {
  readonly dataFolder: string
  /** @throws AppError `unavailable` while the keyring is locked */
  readonly masterKey: () => Promise<Uint8Array>
}

export interface Told extends Pick<Home, 'tell' | 'tellDoor' | 'tellDevices' | 'damaged' | 'tellRepair'> {
  readonly outbox: Outbox
  /** Something of what came is on disk. */
  applied(): void
  /** The thread is gone without being asked to go. @param hasRun whether it had started before */
  ended(hasRun: boolean): void
}

export interface SyncThread {
  readonly remote: Remote<Team>
  stop(): Promise<void>
}

/** Shown until it has started again. */
export const threadStopped = 'What keeps this team in step has stopped. It starts again by itself in a few seconds.'

/** @throws AppError `unavailable` when it cannot start, `storage_full`, `storage_failed` when the disk refuses now */
export async function startThread(ctx: Context, { dataFolder, masterKey }: ThreadStart, told: Told): Promise<SyncThread> {
  const workerData: SyncStart = { dataFolder, masterKey: await orForget(masterKey(), told), isTeam: findLocal(ctx.reader, 'teamMode') !== undefined }
  const worker = new Worker(threadUrl('sync'), { workerData })
  worker.unref()
  return new Promise((resolve, reject) => {
    let hasRun = false
    const ready: SyncHome['ready'] = (problem) => {
      hasRun = problem === null
      if (problem === null) return resolve({ remote: calls.remote, stop: () => stop(worker, calls.remote) })
      told.ended(false)
      reject(new AppError(problem.code, problem.message))
      // Nothing of it is of use; the next one opens its files itself.
      void worker.terminate()
    }
    const calls = connectCalls<Team>(worker, homeOf(ctx, told, ready))
    worker.on('error', (error) => {
      const why = error instanceof Error ? error : new Error(String(error))
      calls.end(why)
      reject(why)
      ctx.log.error({ err: error }, 'the sync thread ended')
      told.tell({ link: 'offline', problem: threadStopped })
      told.ended(hasRun)
    })
    worker.on('exit', () => calls.end(new Error('the sync thread ended')))
  })
}

async function orForget<T>(promise: Promise<T>, { ended }: Told): Promise<T> {
  try {
    return await promise
  } catch (error) {
    ended(false)
    throw error
  }
}

function homeOf(ctx: Context, { outbox, tell, applied, tellDoor, tellDevices, damaged, tellRepair }: Told, ready: SyncHome['ready']): SyncHome {
  return {
    cursors: async () => listCursors(ctx.reader),
    lastKnown: async () => listLastKnown(ctx.reader),
    apply: async (arrivals) => {
      await applyBatch(ctx, arrivals)
      applied()
    },
    listPending: async (afterSeq, limit) => outbox.list(afterSeq, limit),
    refuse: (id, reason) => refusePending(ctx, id, reason),
    listPast: async (log, after, limit) => listPast(ctx.reader, log, after, limit),
    listLogs: async () => listLogs(ctx.reader),
    listWaiting: async () => listWaiting(ctx.reader),
    findAuthor: (_, id) => findAuthor(ctx.reader, id),
    tell,
    tellDoor,
    tellDevices,
    damaged,
    tellRepair,
    log: (level, message, about) => ctx.log[level]({ about }, message),
    ready,
  }
}

async function stop(worker: Worker, remote: Remote<Team>): Promise<void> {
  await remote.stop().catch(() => undefined)
  await worker.terminate()
}
