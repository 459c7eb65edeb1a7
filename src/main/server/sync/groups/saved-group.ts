/** What a device keeps of a group between two runs of the program, and how that is written as bytes (to be sealed by who keeps them). */
import { encodeMlsMessage, type ClientConfig, type ClientState } from 'ts-mls'
import { decodeRatchetTree, encodeRatchetTree } from 'ts-mls/ratchetTree.js'
import { packFields, packNumber, packText, unpackBigint, unpackFields, unpackNumber, unpackText } from './fields.ts'
import { readGroupInfo } from './group-info.ts'
import type { Head } from './judge.ts'
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
  readonly to: ClientState
}

/** An epoch as the log tells it. */
export interface Epoch {
  /** A digest over everything that led there. */
  readonly trail: string
  /** What its committer says its key is called; a lie is found out by who has the key. */
  readonly keyName: Uint8Array
}

export interface SavedGroup {
  /** Of the last handshake judged. */
  position: number
  head: Head | undefined
  epochs: Map<bigint, Epoch>
  rosters: Rosters
  /** This device's secrets; those of the newest epoch, or it has to join again. */
  state: ClientState | undefined
  /** By the epoch's trail: should a host have told another past, its keys stay without ever being taken for the right ones. */
  keys: Map<string, Uint8Array>
  pending: Pending | undefined
  /** Links, by the newer epoch, that this device has not seen yet and could write; and the older one. */
  owed: Map<bigint, bigint>
  /** Of the last link read. */
  linkPosition: number
  /** The epoch that its last joining began. */
  joinedEpoch: bigint
  /** Whether it has ever joined and was not removed since. */
  isMember: boolean
  isRemoved: boolean
  /** Whether another member has answered since it joined. */
  isConfirmed: boolean
  /** How often it found commits in its own name that it did not make. */
  strangers: number
  /** Where it last read the whole log again, because something did not fit. */
  auditedAt: number
}

export function emptyGroup(): SavedGroup {
  const numbers = { position: 0, linkPosition: 0, joinedEpoch: 0n, strangers: 0, auditedAt: 0 }
  const answers = { isMember: false, isRemoved: false, isConfirmed: false }
  return { ...numbers, ...answers, head: undefined, epochs: new Map(), rosters: makeRosters(), state: undefined, keys: new Map(), pending: undefined, owed: new Map() }
}

const VERSION = Uint8Array.of(1)
const nothing = new Uint8Array()

type Bytes = Uint8Array
type Nine = [Bytes, Bytes, Bytes, Bytes, Bytes, Bytes, Bytes, Bytes, Bytes]

export function packGroup(saved: SavedGroup): Uint8Array {
  const { position, linkPosition, joinedEpoch, strangers, auditedAt, isMember, isRemoved, isConfirmed, head, pending } = saved
  return packFields(
    VERSION,
    packFields(...[position, linkPosition, joinedEpoch, strangers, auditedAt, ...[isMember, isRemoved, isConfirmed].map(Number)].map(packNumber)),
    head ? packFields(encodeMlsMessage({ version: 'mls10', wireformat: 'mls_group_info', groupInfo: head.described.info }), encodeRatchetTree(head.group.tree)) : nothing,
    packFields(...[...saved.epochs].map(([epoch, { trail, keyName }]) => packFields(packNumber(epoch), packText(trail), keyName))),
    saved.rosters.pack(),
    saved.state ? packState(saved.state) : nothing,
    packFields(...[...saved.keys].map(([trail, key]) => packFields(packText(trail), key))),
    pending ? packFields(packText(pending.id), pending.body, pending.signature, packNumber(pending.expectLast), packState(pending.to)) : nothing,
    packFields(...[...saved.owed].map(([newer, older]) => packFields(packNumber(newer), packNumber(older)))),
  )
}

/** @throws RangeError when it was written by a newer version or is damaged; keep the bytes then: joining again does without them */
export function unpackGroup(group: string, packed: Uint8Array, config: ClientConfig): SavedGroup {
  const [version, numbers, head, epochs, rosters, state, keys, pending, owed] = unpackFields(packed, 9) as Nine
  if (version[0] !== VERSION[0]) throw new RangeError('This state of a group was written by a newer version of Hookline.')
  const [position, linkPosition, joinedEpoch, strangers, auditedAt, ...answers] = unpackFields(numbers, 8).map(unpackNumber) as [number, number, number, number, number, ...number[]]
  const [isMember = false, isRemoved = false, isConfirmed = false] = answers.map(Boolean)
  return {
    ...{ position, linkPosition, joinedEpoch: BigInt(joinedEpoch), strangers, auditedAt, isMember, isRemoved, isConfirmed },
    head: head.length > 0 ? unpackHead(group, head) : undefined,
    epochs: new Map(unpackFields(epochs).map(unpackEpoch)),
    rosters: makeRosters(rosters),
    state: state.length > 0 ? unpackState(state, config) : undefined,
    keys: new Map(unpackFields(keys).map(unpackKey)),
    pending: pending.length > 0 ? unpackPending(pending, config) : undefined,
    owed: new Map(unpackFields(owed).map((entry) => unpackFields(entry, 2).map(unpackBigint) as [bigint, bigint])),
  }
}


function unpackHead(group: string, packed: Uint8Array): Head {
  const [info, packedTree] = unpackFields(packed, 2) as [Uint8Array, Uint8Array]
  const described = readGroupInfo(group, info)
  const tree = decodeRatchetTree(packedTree, 0)?.[0]
  if (!described || !tree) throw new RangeError('The state of a group is damaged.')
  return { group: { context: described.info.groupContext, tree, confirmationTag: described.info.confirmationTag }, mark: described.claims.mark, described }
}

function unpackEpoch(packed: Uint8Array): [bigint, Epoch] {
  const [epoch, trail, keyName] = unpackFields(packed, 3) as [Uint8Array, Uint8Array, Uint8Array]
  return [unpackBigint(epoch), { trail: unpackText(trail), keyName: keyName.slice() }]
}

function unpackKey(packed: Uint8Array): [string, Uint8Array] {
  const [trail, key] = unpackFields(packed, 2) as [Uint8Array, Uint8Array]
  return [unpackText(trail), key.slice()]
}

function unpackPending(packed: Uint8Array, config: ClientConfig): Pending {
  const [id, body, signature, expectLast, to] = unpackFields(packed, 5) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  return { id: unpackText(id), body: body.slice(), signature: signature.slice(), expectLast: unpackNumber(expectLast), to: unpackState(to, config) }
}
