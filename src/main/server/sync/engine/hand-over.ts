/** A guest is not in the group of the public channels: the keys that one of them had there are handed to its guests, and no other's. */
import type { RelayRecord } from '#shared/contract/envelope.ts'
import { packFields, packNumber, sameBytes, unpackBigint, unpackFields } from '../groups/fields.ts'
import type { EpochKeys } from '../groups/epoch-keys.ts'
import { isSigned } from '../groups/judge.ts'
import type { OwnDevice } from '../groups/mls-group.ts'
import { RelayRefused, type Relay } from '../relay.ts'
import { canonicalBytes } from '../sealing/canonical-bytes.ts'
import { concatBytes } from '../sealing/concat-bytes.ts'
import { KEY_BYTES } from '../sealing/primitives.ts'
import { openBytes, sealBytes, type Seal } from '../sealing/seal-bytes.ts'
import { channelKeyOf } from '../sealing/sealed-body.ts'
import { signEnvelope } from '../sealing/sign-envelope.ts'

export interface HandoverOptions {
  readonly own: OwnDevice
  /** The group of the public channels. */
  readonly workspace: string
  readonly relay: Pick<Relay, 'read' | 'append'>
  readonly keysOf: (group: string) => EpochKeys
  /** @throws GroupRefused while this device is not in it */
  readonly sealingKey: (group: string) => Promise<{ readonly epoch: bigint; readonly key: Uint8Array }>
  /** Whether there is somebody to hand anything to. */
  readonly hasGuest: (channel: string) => boolean
  readonly newId: () => string
  /** Waits, in ms. */
  readonly pause: (ms: number) => Promise<void>
}

export interface Handover {
  /** Reads what was handed over in a channel that has a group of its own, and hands over what this device has and nobody gave. */
  tend(channel: string): Promise<void>
  /** What this device was given for a channel and an epoch of the workspace's group: one from each who gave some. */
  keys(channel: string, epoch: bigint): readonly Uint8Array[]
}

interface Given {
  /** Of the records read. */
  at: number
  /** Read, and sealed under a key that is not here yet. */
  closed: Parcel[]
  /** By epoch and device. */
  readonly keys: Map<bigint, Map<string, Uint8Array>>
  /** Epochs for which somebody gave the right one, as this device knows. */
  readonly covered: Set<bigint>
}

interface Parcel {
  readonly record: RelayRecord
  /** Of the channel's own group. */
  readonly epoch: bigint
  readonly sealed: Uint8Array
}

const VERSION = Uint8Array.of(2)
const PAGE = 500
const TRIES = 20
/** Epochs in one record. */
const MOST = 1000
const ENTRY_BYTES = 8 + KEY_BYTES

export function createHandover(options: HandoverOptions): Handover {
  const { relay, keysOf, workspace, hasGuest } = options
  const all = new Map<string, Given>()
  const last = new Map<string, Promise<void>>()

  function givenFor(channel: string): Given {
    const given = all.get(channel) ?? { at: 0, closed: [], keys: new Map(), covered: new Set() }
    all.set(channel, given)
    return given
  }

  async function read(channel: string, given: Given): Promise<void> {
    for (;;) {
      const page = await relay.read(`links/${channel}`, given.at, PAGE)
      given.closed.push(...page.records.flatMap((record) => readParcel(record) ?? []))
      given.at = page.records.at(-1)?.position ?? given.at
      if (given.at >= page.last || page.records.length === 0) break
    }
    given.closed = given.closed.filter((parcel) => !openParcel(keysOf(channel), channel, parcel, given.keys))
  }

  /** What this device has of the workspace's epochs and the guests have not. */
  function listOwed(channel: string, { keys, covered }: Given): [bigint, Uint8Array][] {
    const newest = keysOf(workspace).epoch()
    const owed: [bigint, Uint8Array][] = []
    for (let epoch = 0n; newest !== undefined && epoch <= newest && owed.length < MOST; epoch += 1n) {
      const key = covered.has(epoch) ? undefined : keysOf(workspace).key(epoch)
      if (!(key instanceof Uint8Array)) continue
      const right = channelKeyOf({ group: workspace, epoch }, `channel/${channel}`, key)
      if ([...(keys.get(epoch)?.values() ?? [])].some((one) => sameBytes(one, right))) covered.add(epoch)
      else owed.push([epoch, right])
    }
    return owed
  }

  async function tend(channel: string): Promise<void> {
    const given = givenFor(channel)
    for (let tried = 0; tried < TRIES; tried += 1) {
      await read(channel, given)
      const owed = keysOf(channel).standing() === 'in' && hasGuest(channel) ? listOwed(channel, given) : []
      if (owed.length === 0) return
      // Others hand over the same at this moment: whoever is first spares them it.
      if (!(await append(options, channel, owed, given.at))) await options.pause(Math.random() * 20 * (tried + 1))
    }
  }

  return {
    tend(channel) {
      const next = (last.get(channel) ?? Promise.resolve()).catch(() => undefined).then(() => tend(channel))
      last.set(channel, next)
      return next
    },
    keys: (channel, epoch) => [...(all.get(channel)?.keys.get(epoch)?.values() ?? [])],
  }
}

function readParcel(record: RelayRecord): Parcel | undefined {
  try {
    const [version, epoch, sealed] = unpackFields(record.body, 3) as [Uint8Array, Uint8Array, Uint8Array]
    return sameBytes(version, VERSION) ? { record, epoch: unpackBigint(epoch), sealed } : undefined
  } catch {
    return undefined
  }
}

/** @returns false while it cannot be known what it says. */
function openParcel(group: EpochKeys, channel: string, { record, epoch, sealed }: Parcel, into: Map<bigint, Map<string, Uint8Array>>): boolean {
  const key = group.key(epoch)
  if (!(key instanceof Uint8Array)) return false
  const sender = group.roster(epoch)?.find(({ device }) => device === record.device)
  const opened = sender && isSigned(record, sender.key) ? openBytes(parcelSeal(channel, epoch, key), sealed) : undefined
  for (let at = 0; opened && at + ENTRY_BYTES <= opened.length; at += ENTRY_BYTES) {
    const about = unpackBigint(opened.subarray(at, at + 8))
    const given = into.get(about) ?? new Map<string, Uint8Array>()
    given.set(record.device, opened.slice(at + 8, at + ENTRY_BYTES))
    into.set(about, given)
  }
  return true
}

/** @returns false when another record came first. */
async function append({ own, relay, sealingKey, newId }: HandoverOptions, channel: string, owed: readonly [bigint, Uint8Array][], expectLast: number): Promise<boolean> {
  const { epoch, key } = await sealingKey(channel)
  const sealed = sealBytes(parcelSeal(channel, epoch, key), concatBytes(...owed.flatMap(([about, one]) => [packNumber(about), one])))
  const body = packFields(VERSION, packNumber(epoch), sealed)
  try {
    await relay.append(signEnvelope({ id: newId(), subject: `links/${channel}`, kind: 'link', device: own.certificate.device, body }, own.signingKey), { expectLast })
    return true
  } catch (error) {
    if (error instanceof RelayRefused && error.reason === 'conflict') return false
    throw error
  }
}

function parcelSeal(channel: string, epoch: bigint, key: Uint8Array): Seal {
  return { key, keyPurpose: 'hookline/handover-key/1', keyParts: [], aad: canonicalBytes('hookline/handover/1', [channel, epoch]) }
}
