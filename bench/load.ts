/** Puts load on a listener for one slice of time and says how it went. Requests are bytes before the time runs, so that what is measured is the listener and not whoever writes them. */
import { connect, type Socket } from 'node:net'

export interface Slice {
  readonly perSecond: number
  readonly p99Ms: number
  readonly failed: number
}

export interface PreparedRequest {
  readonly path: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

const connections = 32

/** The same body again and again. */
export function runSlice(url: string, body: string, seconds: number): Promise<Slice> {
  const { origin, pathname } = new URL(url)
  const bytes = toBytes(new URL(origin), { path: pathname, body, headers: { 'content-type': 'application/json' } })
  return run(new URL(origin), () => () => bytes, seconds)
}

/** Each connection sends what is prepared for it, once. @throws Error when that is not enough. */
export function runRequests(url: URL, prepare: (connection: number) => PreparedRequest[], seconds: number): Promise<Slice> {
  const lists = Array.from({ length: connections }, (_, connection) => prepare(connection).map((request) => toBytes(url, request)))
  return run(url, (connection) => {
    let next = 0
    return () => lists[connection]![next++] ?? fail('fewer requests were prepared than could be sent')
  }, seconds)
}

/** The same body `amount` times, evenly: a storm of alerts comes from many programs, none of which waits for the next second. One that is late goes at once. */
export async function runPaced(url: string, body: string, { amount, perSecond, senders }: { readonly amount: number; readonly perSecond: number; readonly senders: number }): Promise<{ readonly failed: number; readonly seconds: number }> {
  const { origin, pathname } = new URL(url)
  const bytes = toBytes(new URL(origin), { path: pathname, body, headers: { 'content-type': 'application/json' } })
  const sockets = await Promise.all(Array.from({ length: senders }, () => open(new URL(origin))))
  const startedAt = performance.now()
  let failed = 0
  await Promise.all(
    sockets.map(async (socket, sender) => {
      for (let number = sender; number < amount; number += senders) {
        const waitMs = startedAt + (number * 1000) / perSecond - performance.now()
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
        if (!(await ask(socket, bytes))) failed += 1
      }
      socket.destroy()
    }),
  )
  return { failed, seconds: (performance.now() - startedAt) / 1000 }
}

function toBytes(url: URL, { path, body, headers }: PreparedRequest): Buffer {
  const lines = Object.entries({ host: url.host, connection: 'keep-alive', ...headers, 'content-length': String(Buffer.byteLength(body)) }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

/** One request at a time on each connection, from the answer to the next. */
async function run(url: URL, requestsOf: (connection: number) => () => Buffer, seconds: number): Promise<Slice> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(url)))
  const taken: number[] = []
  let failed = 0
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  await Promise.all(
    sockets.map(async (socket, connection) => {
      const next = requestsOf(connection)
      for (let at = performance.now(); at < until; at = performance.now()) {
        if (!(await ask(socket, next()))) failed += 1
        taken.push(performance.now() - at)
      }
      socket.destroy()
    }),
  )
  const lasted = (performance.now() - startedAt) / 1000
  return { perSecond: taken.length / lasted, p99Ms: taken.toSorted((a, b) => a - b)[Math.floor(taken.length * 0.99)] ?? Number.NaN, failed }
}

function open({ hostname, port }: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket)).setNoDelay(true)
    socket.once('error', reject)
  })
}

/** @returns whether it was answered as a success. */
function ask(socket: Socket, request: Buffer): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const take = (bytes: Buffer): void => {
      answer += bytes.toString('latin1')
      const end = answer.indexOf('\r\n\r\n')
      if (end === -1 || answer.length < end + 4 + Number(/\ncontent-length: *(\d+)/i.exec(answer)?.[1] ?? 0)) return
      socket.off('data', take).off('close', leave)
      resolve(answer.startsWith('HTTP/1.1 2'))
    }
    const leave = (): void => reject(new Error('the listener closed the connection: nothing was measured'))
    socket.on('data', take).once('close', leave)
    socket.write(request)
  })
}

function fail(message: string): never {
  throw new Error(message)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
