/** What travels with every commit for those who join next (GroupInfo, RFC 9420 §12.4.3), without the tree: that follows from the commits. */
import { hash } from 'node:crypto'
import { createGroupInfoWithExternalPub, createGroupInfoWithExternalPubAndRatchetTree, encodeMlsMessage, type ClientState, type GroupInfo, type RatchetTree } from 'ts-mls'
import { ratchetTreeFromExtension, verifyGroupInfoSignature } from 'ts-mls/groupInfo.js'
import { encodeGroupContext } from 'ts-mls/groupContext.js'
import { packFields, packNumber, packText, sameBytes, unpackFields, unpackNumber } from './fields.ts'
import { decodeWhole } from './handshake.ts'
import type { PublicGroup } from './public-group.ts'
import type { FactsMark } from './rules.ts'
import { suite } from './suite.ts'

/** What the committer says besides MLS, under the same signature. */
export interface Claims {
  /** The facts by which the commit is to be judged. */
  readonly mark: FactsMark
  /** Names the epoch's key without telling it. */
  readonly keyName: Uint8Array
}

export interface Described {
  readonly info: GroupInfo
  readonly claims: Claims
  /** Only where the group begins. */
  readonly tree: RatchetTree | undefined
}

/** From the range for private use (§17.3). */
const CLAIMS_EXTENSION = 0xf7_01
const KEY_NAME_BYTES = 16

/** Two keys with the same name do not occur: half of SHA-256 over 32 random bytes. */
export function nameKey(key: Uint8Array): Uint8Array {
  return hash('sha256', packFields(packText('hookline key name'), key), 'buffer').subarray(0, KEY_NAME_BYTES)
}

export async function writeGroupInfo(state: ClientState, claims: Claims): Promise<Uint8Array> {
  const extensions = [{ extensionType: CLAIMS_EXTENSION, extensionData: packClaims(claims) }]
  const create = state.groupContext.epoch === 0n ? createGroupInfoWithExternalPubAndRatchetTree : createGroupInfoWithExternalPub
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_group_info', groupInfo: await create(state, extensions, await suite()) })
}

/** @returns undefined when these bytes are no GroupInfo of `group` with claims; says nothing about signatures */
export function readGroupInfo(group: string, bytes: Uint8Array): Described | undefined {
  try {
    const message = decodeWhole(bytes)
    if (message?.wireformat !== 'mls_group_info') return undefined
    const info = message.groupInfo
    const claims = info.extensions.find(({ extensionType }) => extensionType === CLAIMS_EXTENSION)
    const kinds = info.extensions.map(({ extensionType }) => extensionType).join()
    const isWhole = kinds === [CLAIMS_EXTENSION, 'external_pub', ...(info.groupContext.epoch === 0n ? ['ratchet_tree'] : [])].join()
    if (!claims || !isWhole || !sameBytes(info.groupContext.groupId, packText(group))) return undefined
    return { info, claims: unpackClaims(claims.extensionData), tree: ratchetTreeFromExtension(info) }
  } catch {
    return undefined
  }
}

/** Whether it describes exactly this, in the word of the leaf `signer`. */
export async function describes(info: GroupInfo, { context, tree, confirmationTag }: PublicGroup, signer: number): Promise<boolean> {
  const node = tree[signer * 2]
  if (info.signer !== signer || node?.nodeType !== 'leaf') return false
  if (!sameBytes(encodeGroupContext(info.groupContext), encodeGroupContext(context)) || !sameBytes(info.confirmationTag, confirmationTag)) return false
  return verifyGroupInfoSignature(info, node.leaf.signaturePublicKey, (await suite()).signature).catch(() => false)
}

/** Whether who joins with it can be followed: what only members can check. */
export async function isUsable({ info, claims }: Described, state: ClientState, key: Uint8Array): Promise<boolean> {
  const { hpke } = await suite()
  const external = info.extensions.find(({ extensionType }) => extensionType === 'external_pub')?.extensionData ?? new Uint8Array()
  const { publicKey } = await hpke.deriveKeyPair(state.keySchedule.externalSecret)
  return sameBytes(external, await hpke.exportPublicKey(publicKey)) && sameBytes(claims.keyName, nameKey(key))
}

function packClaims({ mark, keyName }: Claims): Uint8Array {
  return packFields(packNumber(mark.position), mark.digest, keyName)
}

function unpackClaims(packed: Uint8Array): Claims {
  const [position, digest, keyName] = unpackFields(packed, 3) as [Uint8Array, Uint8Array, Uint8Array]
  if (digest.length > 32 || keyName.length !== KEY_NAME_BYTES) throw new RangeError('A claim has the wrong size.')
  return { mark: { position: unpackNumber(position), digest }, keyName }
}
