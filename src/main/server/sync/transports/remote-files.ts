/** Brings sealed files to the host and fetches them from there, over TLS whose key was compared with the pin before a byte of HTTP. */
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Agent, type buildConnector, type Dispatcher } from 'undici'
import { RelayRefused } from '../relay.ts'
import { dial, DialError, type Address } from './dial.ts'
import { FILES_PATH } from './serve-files.ts'

/**
 * To be tried again later: `gone` (no connection, cut off), `full`. For good: `missing` (not on the host), `too_large`, `not_allowed`,
 * `broken` (the bytes are not what the name says).
 */
export type FileProblem = 'gone' | 'full' | 'missing' | 'too_large' | 'not_allowed' | 'broken'

export class FileRefused extends Error {
  readonly problem: FileProblem

  constructor(problem: FileProblem, message: string) {
    super(message)
    this.name = 'FileRefused'
    this.problem = problem
  }
}

export interface SealedFileAt {
  /** Of the sealed bytes, hexadecimal. */
  readonly sha256: string
  /** Of the sealed file. */
  readonly sizeBytes: number
}

export interface BroughtFile extends SealedFileAt {
  /** The record that will name it, and with which the host drops it. */
  readonly of: string
}

export interface RemoteFiles {
  /** Nothing is sent when the host has it already. `read` is called for each try. @throws FileRefused */
  upload(file: BroughtFile, read: () => AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void>
  /**
   * @param take gets the bytes in order, before all of them are checked: what it made of them counts only once this resolves. @throws FileRefused
   */
  download(file: SealedFileAt, take: (piece: Uint8Array) => void | Promise<void>, signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}

export interface RemoteFilesOptions {
  readonly addresses: readonly Address[]
  /** SHA-256 of the relay's public key, 32 bytes. */
  readonly pin: Uint8Array
  /** Of the relay that is connected: `RemoteRelay.token`. */
  readonly token: () => Promise<string>
  /** For reaching an address, ms. */
  readonly connectMs?: number
  /** How long nothing may move, ms. */
  readonly idleMs?: number
  /** Of cut connections, before it is given up. */
  readonly tries?: number
}

const AGAIN_MS = 250

export function createRemoteFiles({ addresses, pin, token, connectMs = 10_000, idleMs = 30_000, tries = 3 }: RemoteFilesOptions): RemoteFiles {
  const stop = new AbortController()
  const connect: buildConnector.connector = (_options, callback) => void dial({ addresses, pin, timeoutMs: connectMs, signal: stop.signal }).then(({ socket }) => callback(null, socket), (error: Error) => callback(error, null))
  const agent = new Agent({ connections: 4, bodyTimeout: idleMs, headersTimeout: idleMs, connect })
  let known: Promise<string> | undefined

  async function ask(method: 'HEAD' | 'GET' | 'PUT', { sha256, sizeBytes, of }: SealedFileAt & Partial<BroughtFile>, body: AsyncIterable<Uint8Array> | undefined, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const authorization = `Bearer ${await orGone(known ??= token(), signal)}`
    const headers = { authorization, ...(method === 'HEAD' ? { 'hookline-size': String(sizeBytes) } : {}), ...(body ? { 'content-length': String(sizeBytes) } : {}), ...(body && of ? { 'hookline-of': of } : {}) }
    return agent.request({ origin: 'https://hookline.invalid', path: FILES_PATH + sha256, method, headers, body: body as never, signal })
  }

  /** Tries again what was cut off, and once with a new token. */
  async function attempt(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<number>): Promise<void> {
    const all = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
    for (let number = 1; ; number += 1) {
      const status = await work(all).catch((error: unknown) => explain(error))
      if (status === 200 || status === 201) return
      const error = status instanceof FileRefused ? status : refusalOf(status)
      if (status === 401 || error.problem === 'gone') known = undefined
      if ((error.problem !== 'gone' && status !== 401) || number >= tries || all.aborted) throw error
      await wait(AGAIN_MS * number, undefined, { signal: all }).catch(() => undefined)
    }
  }

  async function bring(file: BroughtFile, read: () => AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<number> {
    const asked = await ask('HEAD', file, undefined, signal)
    await asked.body.dump()
    if (asked.statusCode !== 404) return asked.statusCode
    const answer = await ask('PUT', file, read(), signal)
    await answer.body.dump()
    return answer.statusCode
  }

  return {
    upload: (file, read, signal) => attempt(signal, (all) => bring(file, read, all)),
    async download(file, take, signal) {
      let taken = 0
      const running = createHash('sha256')
      await attempt(signal, async (all) => {
        const answer = await ask('GET', file, undefined, all)
        if (answer.statusCode !== 200) return answer.body.dump().then(() => answer.statusCode)
        let at = 0
        for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
          // What came before the connection was cut is there already.
          const fresh = piece.subarray(Math.max(0, Math.min(piece.length, taken - at)))
          at += piece.length
          if (at > file.sizeBytes) throw broken()
          if (fresh.length === 0) continue
          taken += fresh.length
          running.update(fresh)
          await take(fresh)
        }
        if (at !== file.sizeBytes) throw new FileRefused('gone', 'The file was cut off on its way.')
        return 200
      })
      if (running.digest('hex') !== file.sha256) throw broken()
    },
    async close() {
      stop.abort()
      await agent.destroy()
    },
  }
}

/** A token comes when the host is there: who is called off does not wait for it. */
async function orGone(token: Promise<string>, signal: AbortSignal): Promise<string> {
  const gone = Promise.withResolvers<never>()
  const leave = (): void => gone.reject(new FileRefused('gone', 'The host is not reached.'))
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([token, gone.promise])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

const broken = (): FileRefused => new FileRefused('broken', 'The host sent another file than the one asked for.')

/** @returns what it means for who asked; bugs are thrown on. */
function explain(error: unknown): FileRefused {
  if (error instanceof FileRefused) return error
  if (error instanceof DialError) return new FileRefused(error.problem === 'wrong_key' ? 'not_allowed' : 'gone', error.message)
  if (error instanceof RelayRefused) return new FileRefused(error.reason === 'not_allowed' ? 'not_allowed' : 'gone', error.message)
  if (error instanceof Error && ('code' in error || error.name === 'AbortError')) return new FileRefused('gone', `The connection to the host broke: ${error.message}`)
  throw error
}

function refusalOf(status: number): FileRefused {
  if (status === 404) return new FileRefused('missing', 'The host does not have this file.')
  if (status === 413) return new FileRefused('too_large', 'The host takes no file of this size.')
  if (status === 507) return new FileRefused('full', 'The host has no room for this file.')
  if (status === 422) return new FileRefused('broken', 'The file changed on its way to the host.')
  if (status === 401 || status === 403) return new FileRefused('not_allowed', 'The host does not give files to this device.')
  return new FileRefused('gone', `The host answered ${status}.`)
}
