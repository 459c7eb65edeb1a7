/** Three quick receivers and a slow one in a process of their own; the dead one is a port that nobody listens on. Prints their ports. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Of the slow one, before it answers. */
const SLOW_MS = 1000

function start(delayMs: number): Promise<number> {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => (delayMs === 0 ? response.end() : setTimeout(() => response.end(), delayMs)))
  })
  server.keepAliveTimeout = 60_000
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}

const healthy = [await start(0), await start(0), await start(0)]
const slow = await start(SLOW_MS)
const dead = createServer()
const deadPort = await new Promise<number>((resolve) => dead.listen(0, '127.0.0.1', () => resolve((dead.address() as AddressInfo).port)))
dead.close()
process.stdout.write(`${JSON.stringify({ healthy, slow, dead: deadPort })}\n`)
