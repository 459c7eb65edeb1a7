/** By which addresses other computers of its networks reach this one. */
import { networkInterfaces } from 'node:os'

/** Private IPv4 addresses first, because people can read them aloud; addresses that only this link knows are left out. */
export function listLanAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? [])
  const usable = all.filter(({ internal, address }) => !internal && !/^(fe80|169\.254\.)/i.test(address))
  return usable.sort((one, other) => rank(one.address) - rank(other.address)).map(({ address }) => address)
}

const rank = (address: string): number => (/^(192\.168|10|172\.(1[6-9]|2\d|3[01]))\./.test(address) ? 0 : address.includes(':') ? 2 : 1)
