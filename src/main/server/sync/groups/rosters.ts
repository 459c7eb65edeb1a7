/** Who was in the group in each epoch, each list kept once: most epochs change nobody. */
import { packFields, packNumber, packText, unpackBigint, unpackFields, unpackNumber, unpackText } from './fields.ts'
import type { Leaves } from './mls-group.ts'

export interface Device {
  readonly person: string
  readonly device: string
  /** Ed25519, 32 bytes. */
  readonly key: Uint8Array
}

export interface Rosters {
  note(epoch: bigint, leaves: Leaves): void
  at(epoch: bigint): readonly Device[] | undefined
  pack(): Uint8Array
}

/** @throws RangeError when `packed` was not made by `pack` */
export function makeRosters(packed?: Uint8Array): Rosters {
  const lists = new Map<string, { readonly index: number; readonly devices: readonly Device[] }>()
  const byEpoch = new Map<bigint, readonly Device[]>()

  /** The same list again when it was there before. */
  const keep = (devices: readonly Device[]): readonly Device[] => {
    const name = devices.map(nameOf).join('\n')
    const kept = lists.get(name) ?? { index: lists.size, devices }
    lists.set(name, kept)
    return kept.devices
  }

  if (packed) {
    const [packedDevices, packedLists, packedEpochs] = unpackFields(packed, 3) as [Uint8Array, Uint8Array, Uint8Array]
    const known = unpackFields(packedDevices).map(unpackDevice)
    const read = unpackFields(packedLists).map((list) => keep(unpackFields(list).map((index) => present(known[unpackNumber(index)]))))
    for (const entry of unpackFields(packedEpochs)) {
      const [epoch, index] = unpackFields(entry, 2) as [Uint8Array, Uint8Array]
      byEpoch.set(unpackBigint(epoch), present(read[unpackNumber(index)]))
    }
  }

  return {
    note(epoch, leaves) {
      const devices = [...leaves.values()].map(({ person, device, key }) => ({ person, device, key }))
      byEpoch.set(epoch, keep(devices.sort((one, other) => (one.device < other.device ? -1 : 1))))
    },
    at: (epoch) => byEpoch.get(epoch),
    pack() {
      const all = [...lists.values()]
      const indexes = new Map(all.map(({ devices, index }) => [devices, index]))
      const known = new Map(all.flatMap(({ devices }) => devices).map((device) => [nameOf(device), device]))
      const numbers = new Map([...known.keys()].map((name, number) => [name, number]))
      return packFields(
        packFields(...[...known.values()].map(packDevice)),
        packFields(...all.map(({ devices }) => packFields(...devices.map((device) => packNumber(numbers.get(nameOf(device)) ?? 0))))),
        packFields(...[...byEpoch].map(([epoch, devices]) => packFields(packNumber(epoch), packNumber(indexes.get(devices) ?? 0)))),
      )
    },
  }
}

const nameOf = ({ person, device, key }: Device): string => `${person} ${device} ${Buffer.from(key).toString('base64')}`

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('A list of members is incomplete.')
  return value
}

const packDevice = ({ person, device, key }: Device) => packFields(packText(person), packText(device), key)

function unpackDevice(packed: Uint8Array): Device {
  const [person, device, key] = unpackFields(packed, 3) as [Uint8Array, Uint8Array, Uint8Array]
  return { person: unpackText(person), device: unpackText(device), key: key.slice() }
}
