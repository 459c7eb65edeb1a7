/** What can be known here about whether others will reach this device: its own addresses, the port, a name. Never whether a firewall stands between. */
import { lookup } from 'node:dns/promises'
import { createServer } from 'node:net'
import { AppError } from '#shared/contract/errors.ts'
import { listLanAddresses } from '../lan-addresses.ts'
import { explainListenError } from './explain-listen-error.ts'
import { parseHostAddress } from './sealing/host-address.ts'

export interface HostingCheck {
  readonly lanAddresses: string[]
  readonly port: number
  readonly problem: string | null
  readonly isOwnAddress: boolean | null
}

const USUAL_PORT = 4666

/** @param wanted the port; left out it is `ownPort`, of the door that is open already, which counts as free. */
export async function checkHosting(wanted: number | undefined, address: string | null, ownPort: number | undefined): Promise<HostingCheck> {
  const port = wanted ?? ownPort ?? USUAL_PORT
  const lanAddresses = listLanAddresses()
  const problem = port === ownPort ? null : await tryListen(port)
  return { lanAddresses, port, problem, isOwnAddress: address === null ? null : await isOwn(address, lanAddresses) }
}

export interface Reach {
  readonly addresses: readonly string[]
  readonly port: number
}

/** What nobody could reach is refused before there is a team. @throws AppError `invalid` (addresses), `unavailable` (port) */
export async function requireReachable({ addresses, port }: Reach, isAlone: boolean): Promise<void> {
  // Port 0 is any free one.
  const wrong = addresses.find((address) => parseHostAddress(address.replace(/:0$/, ':1')) === undefined)
  if (wrong !== undefined) throw new AppError('invalid', `“${wrong}” is no address that others could reach: write host:port, for instance 192.168.1.20:4666.`, 'addresses')
  const problem = isAlone ? await tryListen(port) : null
  if (problem !== null) throw new AppError('unavailable', problem, 'port')
}

function tryListen(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(explainListenError(error, port)))
    server.listen(port, '::', () => server.close(() => resolve(null)))
  })
}

/** Null when the name cannot be looked up here: it may still be right elsewhere. */
async function isOwn(rawAddress: string, own: readonly string[]): Promise<boolean | null> {
  const host = parseHostAddress(rawAddress)?.host ?? rawAddress
  try {
    const found = await lookup(host, { all: true })
    return found.some(({ address }) => own.includes(address) || address === '127.0.0.1' || address === '::1')
  } catch {
    return null
  }
}
