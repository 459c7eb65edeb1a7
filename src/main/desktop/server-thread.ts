/** Runs the server thread: starts it, does what it asks of the desktop, and starts it again when it breaks. What was promised is on disk, so nothing is lost. */
import { MessageChannel, Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import type { SupportReport } from '#shared/contract/support.ts'
import type { Platform, ShellStatus, SystemNotification } from '#server/platform.ts'
import { threadUrl } from '#server/thread-url.ts'
import type { WorkerMessage, WorkerReport, WorkerStart } from '#server/worker.ts'
import { countCrashes } from './crash-count.ts'

export interface ServerThread {
  /** Gives the thread its end of a window's channel, as soon as it runs. */
  addWindow(port: MessagePort): void
  /** ms since epoch; null ends the pause. */
  pause(until: number | null): void
  /** @throws Error when nothing runs, or it broke meanwhile. */
  createReport(): Promise<SupportReport>
  /** Resolves when everything is on disk and let go of. */
  stop(): Promise<void>
}

/** What the thread can ask for at any time, and what is to be done when it broke. */
export interface ServerEvents {
  notify(notification: SystemNotification): void
  withdraw(path: string): void
  showStatus(status: ShellStatus): void
  readonly sealMasterKey: NonNullable<Platform['sealMasterKey']>
  readonly openMasterKey: NonNullable<Platform['openMasterKey']>
  /** It broke, for this reason, and will be started again. */
  crashed(reason: string): void
  /** It broke and runs again. */
  restarted(): void
  /** It runs again, with another workspace that this device joined, or with a repaired file. */
  reopened(): void
  /** It broke too often, or cannot start any more. @returns whether to try again; if not, the app ends. */
  askToTryAgain(reason: string): Promise<boolean>
}

/** How long a stop may take before the thread is ended; commits take milliseconds. */
const STOP_MS = 5000
const WAITS_MS = [0, 1000, 5000]
const REOPENED = 'it opens its folder anew'

/** `ready` resolves when the server runs for the first time. @throws by `ready`: Error with a sentence for people when the data cannot be opened. */
export function startServer(start: WorkerStart, events: ServerEvents): { readonly thread: ServerThread; readonly ready: Promise<void> } {
  const crashes = countCrashes(WAITS_MS)
  let running: Worker | undefined
  let stopping = false
  /** Ports of pages that asked while nothing ran. */
  let waiting: MessagePort[] = []
  const give = (worker: Worker, port: MessagePort): void => worker.postMessage({ type: 'window', port } satisfies WorkerMessage, [port])

  async function run(): Promise<void> {
    const { worker, ended } = await launch(start, events)
    running = worker
    for (const port of waiting.splice(0)) give(worker, port)
    void ended.then((reason) => {
      running = undefined
      if (stopping) return
      if (reason === REOPENED) void runAgain(events.reopened)
      else void restart(reason)
    })
  }

  async function restart(reason: string): Promise<void> {
    events.crashed(reason)
    const waitMs = crashes.next(performance.now())
    if (waitMs === null) return ask(reason)
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    await runAgain(events.restarted)
  }

  async function runAgain(tell: () => void): Promise<void> {
    if (stopping) return
    try {
      await run()
      tell()
    } catch (error) {
      await ask(error instanceof Error ? error.message : String(error))
    }
  }

  async function ask(reason: string): Promise<void> {
    crashes.forgive()
    if (await events.askToTryAgain(reason)) await runAgain(events.restarted)
  }

  return {
    ready: run(),
    thread: {
      addWindow: (port) => (running === undefined ? void waiting.push(port) : give(running, port)),
      pause: (until) => running?.postMessage({ type: 'pause', until } satisfies WorkerMessage),
      createReport: () => askForReport(running),
      stop: async () => {
        stopping = true
        waiting = []
        if (running !== undefined) await endWorker(running)
      },
    },
  }
}

interface Launched {
  readonly worker: Worker
  /** Resolves when it is gone, with the reason. */
  readonly ended: Promise<string>
}

/** Resolves when it is ready. @throws Error with a sentence for people. */
async function launch(start: WorkerStart, events: ServerEvents): Promise<Launched> {
  const worker = new Worker(threadUrl('worker'), { workerData: start })
  let reason = 'it ended by itself'
  worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)))
  const ended = new Promise<string>((resolve) => worker.on('exit', () => resolve(reason)))
  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (report: WorkerReport) => {
      hear(events, report)
      if (report.type === 'reopened') reason = REOPENED
      if (report.type === 'ready') resolve()
      if (report.type === 'failed') reject(new Error(report.message))
    })
    void ended.then((why) => reject(new Error(why)))
  })
  try {
    await ready
    return { worker, ended }
  } catch (error) {
    await worker.terminate()
    throw error
  }
}

async function endWorker(worker: Worker): Promise<void> {
  const stopped = new Promise<void>((resolve) => worker.on('message', (report: WorkerReport) => report.type === 'stopped' && resolve()))
  worker.postMessage({ type: 'stop' } satisfies WorkerMessage)
  await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, STOP_MS))])
  await worker.terminate()
}

async function askForReport(worker: Worker | undefined): Promise<SupportReport> {
  if (worker === undefined) throw new Error('the server does not run')
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve, reject) => {
    port1.once('message', resolve)
    port1.once('close', () => reject(new Error('the server did not answer')))
    worker.postMessage({ type: 'report', port: port2 } satisfies WorkerMessage, [port2])
  })
}

function hear(events: ServerEvents, report: WorkerReport): void {
  if (report.type === 'notify') events.notify(report.notification)
  if (report.type === 'withdraw') events.withdraw(report.path)
  if (report.type === 'status') events.showStatus(report.status)
  if (report.type === 'sealMasterKey' || report.type === 'openMasterKey') void answer(events[report.type], report)
}

/** A port that closes without an answer says that there is none. */
async function answer(ask: (bytes: Uint8Array) => Promise<unknown>, { bytes, port }: { readonly bytes: Uint8Array; readonly port: MessagePort }): Promise<void> {
  try {
    port.postMessage(await ask(bytes))
  } catch {
    port.close()
  }
}
