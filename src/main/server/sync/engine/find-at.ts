/** Looks whether the host of this workspace is at an address that somebody says: compares its key, and sends nothing. */
import { AppError } from '#shared/contract/errors.ts'
import { parseHostAddress, type HostAddress } from '../sealing/host-address.ts'
import { dial, DialError } from '../transports/dial.ts'

const LOOK_MS = 10_000

/** @param pin SHA-256 of the host's key. @throws AppError `invalid`, `unavailable` (nobody answers), `forbidden` (it is another host) */
export async function findAt(address: string, pin: Uint8Array): Promise<HostAddress> {
  const host = parseHostAddress(address)
  if (!host) throw new AppError('invalid', `“${address}” is no address that others could reach: write host:port, for instance 192.168.1.20:4666.`, 'address')
  try {
    const { socket } = await dial({ addresses: [host], pin, timeoutMs: LOOK_MS, signal: AbortSignal.timeout(2 * LOOK_MS) })
    socket.on('error', () => undefined).destroy()
    return host
  } catch (error) {
    if (!(error instanceof DialError)) throw error
    if (error.problem === 'unreachable') throw new AppError('unavailable', error.message, 'address')
    throw new AppError('forbidden', `At ${address} is another host than that of this workspace: its key is another one. Nothing was sent to it, and nothing was changed.`, 'address')
  }
}
