/** The public state that travels with every commit (GroupInfo, RFC 9420 §12.4.3): written by who committed, checked bit by bit by everybody else. */
import { hash } from 'node:crypto'
import { createGroupInfoWithExternalPubAndRatchetTree, encodeMlsMessage, type ClientState, type GroupInfo, type RatchetTree } from 'ts-mls'
import { encodeGroupInfoTBS, ratchetTreeFromExtension, verifyGroupInfoSignature } from 'ts-mls/groupInfo.js'
import { encodeRatchetTree } from 'ts-mls/ratchetTree.js'
import { packFields, packNumber, packText, sameBytes, unpackFields, unpackNumber } from './fields.ts'
import { decodeWhole } from './handshake.ts'
import type { FactsMark } from './rules.ts'
import { suite } from './suite.ts'

/** What the committer says besides MLS, under the same signature. */
export interface Claims {
  /** The facts by which the commit is to be judged. */
  readonly mark: FactsMark
  /** Names the epoch's key without telling it. */
  readonly keyName: Uint8Array
}

/** From the range for private use (§17.3). */
const CLAIMS_EXTENSION = 0xf7_01
const KEY_NAME_BYTES = 16

/** Two keys with the same name do not occur: half of SHA-256 over 32 random bytes. */
export function nameKey(key: Uint8Array): Uint8Array {
  return hash('sha256', packFields(packText('hookline key name'), key), 'buffer').subarray(0, KEY_NAME_BYTES)
}

export async function writeGroupInfo(state: ClientState, claims: Claims): Promise<Uint8Array> {
  const groupInfo = await createGroupInfoWithExternalPubAndRatchetTree(state, [{ extensionType: CLAIMS_EXTENSION, extensionData: packClaims(claims) }], await suite())
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_group_info', groupInfo })
}

/** @returns undefined when these bytes are no GroupInfo of `group` with claims; says nothing about signatures */
export function readGroupInfo(group: string, bytes: Uint8Array): { info: GroupInfo; claims: Claims } | undefined {
  try {
    const message = decodeWhole(bytes)
    if (message?.wireformat !== 'mls_group_info') return undefined
    const info = message.groupInfo
    const claims = info.extensions.find(({ extensionType }) => extensionType === CLAIMS_EXTENSION)
    if (!claims || !sameBytes(info.groupContext.groupId, packText(group))) return undefined
    return { info, claims: unpackClaims(claims.extensionData) }
  } catch {
    return undefined
  }
}

/** @throws RangeError when it carries none */
export function treeOf(info: GroupInfo): RatchetTree {
  const tree = ratchetTreeFromExtension(info)
  if (!tree) throw new RangeError('The public state of a group comes with its tree.')
  return tree
}

/** Whether the leaf that it names as its signer has signed it. */
export async function isSignedBySigner(info: GroupInfo): Promise<boolean> {
  const node = treeOf(info)[info.signer * 2]
  if (node?.nodeType !== 'leaf') return false
  return verifyGroupInfoSignature(info, node.leaf.signaturePublicKey, (await suite()).signature).catch(() => false)
}

/**
 * Whether this is exactly the public part of `state` with these claims, signed by leaf `signer`. Were it checked less, somebody could commit
 * well and describe it badly, and everybody who joins next would end up in a group of their own.
 */
export async function describes(info: GroupInfo, claims: Claims, state: ClientState, signer: number): Promise<boolean> {
  const { hpke } = await suite()
  const { publicKey } = await hpke.deriveKeyPair(state.keySchedule.externalSecret)
  const expected = {
    groupContext: state.groupContext,
    extensions: [
      { extensionType: CLAIMS_EXTENSION, extensionData: packClaims(claims) },
      { extensionType: 'external_pub' as const, extensionData: await hpke.exportPublicKey(publicKey) },
      { extensionType: 'ratchet_tree' as const, extensionData: encodeRatchetTree(state.ratchetTree) },
    ],
    confirmationTag: state.confirmationTag,
    signer,
  }
  return sameBytes(encodeGroupInfoTBS(expected), encodeGroupInfoTBS(info)) && isSignedBySigner(info)
}

function packClaims({ mark, keyName }: Claims): Uint8Array {
  return packFields(packNumber(mark.position), mark.digest, keyName)
}

function unpackClaims(packed: Uint8Array): Claims {
  const [position, digest, keyName] = unpackFields(packed, 3) as [Uint8Array, Uint8Array, Uint8Array]
  if (digest.length > 32 || keyName.length !== KEY_NAME_BYTES) throw new RangeError('A claim has the wrong size.')
  return { mark: { position: unpackNumber(position), digest }, keyName }
}
