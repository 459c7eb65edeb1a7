/** Finds a port that is free at all of some addresses of this computer. */
import { createServer, type AddressInfo } from 'node:net'

const mostTries = 10

/** Somebody else may take it before it is used: whoever opens it sees that. @throws an Error with `code` when an address is none of this computer's. */
export async function findFreePort(addresses: readonly string[], triesLeft = mostTries): Promise<number> {
  const [first = '127.0.0.1', ...others] = addresses
  const port = await tryPort(first, 0)
  try {
    for (const address of others) await tryPort(address, port)
    return port
  } catch (error) {
    if (triesLeft === 0) throw error
    return findFreePort(addresses, triesLeft - 1)
  }
}

/** @returns the one that it was. */
function tryPort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      const { port: taken } = server.address() as AddressInfo
      server.close(() => resolve(taken))
    })
  })
}
