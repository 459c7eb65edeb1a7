/** A port that nobody listens on, for what has to be announced before it listens, or listens on the same one again. */
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** From below those that a system hands out by itself (from 32768 on Linux, from 49152 elsewhere): until it is used, and between two uses, no connection takes it. */
const [first, last] = [20_000, 32_000]

/** @param address at which it is free; without one, at all of this computer's. */
export async function findFreePort(address?: string): Promise<number> {
  for (;;) {
    const port = randomInt(first, last)
    if (await isFree(port, address)) return port
  }
}

function isFree(port: number, address: string | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error)))
    server.listen({ port, host: address }, () => server.close(() => resolve(true)))
  })
}
