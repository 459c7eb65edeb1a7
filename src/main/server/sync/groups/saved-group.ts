/** A group's state as bytes, for who keeps it (sealed) between two runs of the program. */
import type { ClientConfig } from 'ts-mls'
import { packFields, packNumber, packText, unpackBigint, unpackFields, unpackNumber, unpackText } from './fields.ts'
import type { Place } from './judge.ts'
import { packState, unpackState } from './mls-group.ts'
import { makeRosters, type Rosters } from './rosters.ts'

/** A commit of this device that is on its way: kept before it leaves, so that it can be taken on after a crash. */
export interface Pending {
  /** Of the envelope. */
  readonly id: string
  readonly body: Uint8Array
  readonly signature: Uint8Array
  /** The last position that it was built on. */
  readonly expectLast: number
  /** Where this device stood, or would join. */
  readonly from: Place | { readonly basePosition: number }
  readonly to: Place
}

export interface Run {
  readonly from: bigint
  readonly to: bigint
}

export interface SavedGroup {
  /** Of the last handshake judged. */
  position: number
  place: Place | undefined
  keys: Map<bigint, Uint8Array>
  rosters: Rosters
  pending: Pending | undefined
  /** Epochs whose link to the one before this device has not seen yet, and could write. */
  owed: Set<bigint>
  /** Of the last link read. */
  linkPosition: number
  /** The record that this device joined from, as long as it is not vouched for by enough who were there before; else 0. */
  basePosition: number
  /** Devices that were there before this one joined. */
  witnesses: ReadonlySet<string>
  /** Of these, whose newest word fits to this device's state. Kept while it is a newcomer. */
  support: Set<string>
  /** Members whose newest commit this device could not follow. */
  dissent: Set<string>
  /** The epoch that its joining began. */
  joinedEpoch: bigint
  /** The keys from this epoch to the newest are of one past; older ones may be of a state that turned out to be nobody's. */
  sureFrom: bigint
  /** Runs of epochs that were sure before this device joined again: where one key is found to be right, the older ones of its run are. */
  runs: readonly Run[]
  removed: boolean
  /** How often in a row this device found commits in its own name that it did not make. */
  strangers: number
}

export const emptyGroup = (): SavedGroup => ({
  position: 0,
  place: undefined,
  keys: new Map(),
  rosters: makeRosters(),
  pending: undefined,
  owed: new Set(),
  linkPosition: 0,
  basePosition: 0,
  witnesses: new Set(),
  support: new Set(),
  dissent: new Set(),
  joinedEpoch: 0n,
  sureFrom: 0n,
  runs: [],
  removed: false,
  strangers: 0,
})

const VERSION = Uint8Array.of(1)

export function packGroup(saved: SavedGroup): Uint8Array {
  const { pending } = saved
  return packFields(
    VERSION,
    packFields(...[saved.position, saved.linkPosition, saved.basePosition, saved.removed ? 1 : 0, saved.strangers, saved.joinedEpoch, saved.sureFrom].map(packNumber)),
    packPlace(saved.place),
    packFields(...[...saved.keys].map(([epoch, key]) => packFields(packNumber(epoch), key))),
    saved.rosters.pack(),
    packFields(...[...saved.owed].map(packNumber)),
    packFields(...[saved.witnesses, saved.support, saved.dissent].map((devices) => packFields(...[...devices].map(packText)))),
    packFields(...saved.runs.flatMap(({ from, to }) => [from, to]).map(packNumber)),
    pending
      ? packFields(packText(pending.id), pending.body, pending.signature, packNumber(pending.expectLast), 'state' in pending.from ? packPlace(pending.from) : packNumber(pending.from.basePosition), packPlace(pending.to))
      : new Uint8Array(),
  )
}

/** @throws RangeError when it was written by a newer version or is damaged; keep the bytes then: joining again does without them */
export function unpackGroup(packed: Uint8Array, config: ClientConfig): SavedGroup {
  const [version, numbers, place, keys, rosters, owed, voices, runs, pending] = unpackFields(packed, 9) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  if (version[0] !== VERSION[0]) throw new RangeError('This state of a group was written by a newer version of Hookline.')
  const [position, linkPosition, basePosition, removed, strangers, joinedEpoch, sureFrom] = unpackFields(numbers, 7).map(unpackNumber) as [number, number, number, number, number, number, number]
  const [witnesses, support, dissent] = unpackFields(voices, 3).map((devices) => new Set(unpackFields(devices).map(unpackText))) as [Set<string>, Set<string>, Set<string>]
  const bounds = unpackFields(runs).map(unpackBigint)
  return {
    position,
    linkPosition,
    basePosition,
    witnesses,
    support,
    dissent,
    removed: removed === 1,
    strangers,
    joinedEpoch: BigInt(joinedEpoch),
    sureFrom: BigInt(sureFrom),
    runs: bounds.flatMap((from, index) => (index % 2 === 0 ? [{ from, to: bounds[index + 1] ?? from }] : [])),
    place: unpackPlace(place, config),
    keys: new Map(unpackFields(keys).map((entry) => unpackKey(entry))),
    rosters: makeRosters(rosters),
    owed: new Set(unpackFields(owed).map(unpackBigint)),
    pending: pending.length === 0 ? undefined : unpackPending(pending, config),
  }
}

function packPlace(place: Place | undefined): Uint8Array {
  return place ? packFields(packState(place.state), packNumber(place.mark.position), place.mark.digest) : new Uint8Array()
}

function unpackPlace(packed: Uint8Array, config: ClientConfig): Place | undefined {
  if (packed.length === 0) return undefined
  const [state, position, digest] = unpackFields(packed, 3) as [Uint8Array, Uint8Array, Uint8Array]
  return { state: unpackState(state, config), mark: { position: unpackNumber(position), digest: digest.slice() } }
}

function unpackKey(packed: Uint8Array): [bigint, Uint8Array] {
  const [epoch, key] = unpackFields(packed, 2) as [Uint8Array, Uint8Array]
  return [unpackBigint(epoch), key.slice()]
}

function unpackPending(packed: Uint8Array, config: ClientConfig): Pending {
  const [id, body, signature, expectLast, rawFrom, rawTo] = unpackFields(packed, 6) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  const to = unpackPlace(rawTo, config)
  // A position alone has 8 bytes; a place has far more.
  const from = rawFrom.length === 8 ? { basePosition: unpackNumber(rawFrom) } : unpackPlace(rawFrom, config)
  if (!to || !from) throw new RangeError('A commit on its way has no state.')
  return { id: unpackText(id), body: body.slice(), signature: signature.slice(), expectLast: unpackNumber(expectLast), from, to }
}
