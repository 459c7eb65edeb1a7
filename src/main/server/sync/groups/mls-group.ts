/** One device's side of an MLS group (RFC 9420), reduced to the profile that survived the soak: external joins, removals, empty updates. */
import { acceptAll, createCommit, createGroup, decodeGroupState, encodeGroupState, encodeMlsMessage, emptyPskIndex, generateKeyPackageWithKey, joinGroupExternal, mlsExporter, processMessage } from 'ts-mls'
import type { Capabilities, ClientConfig, ClientState, GroupInfo, MLSMessage, RatchetTree } from 'ts-mls'
import { defaultKeyPackageEqualityConfig, defaultLifetime, defaultLifetimeConfig, defaultPaddingConfig } from 'ts-mls'
import { packCertificate, readMember, sameMember, verifyCertificate, type Certificate, type Member } from './member.ts'
import { packText, sameBytes } from './fields.ts'
import type { SigningKey } from '../sealing/signing-keys.ts'
import { SUITE_NAME, suite } from './suite.ts'

export interface OwnDevice {
  readonly certificate: Certificate
  readonly signingKey: SigningKey
}

/** As the others see it. */
export function memberOf({ certificate, signingKey }: OwnDevice): Member {
  const { person, device, issuer } = certificate
  return { person, device, key: signingKey.publicKey.bytes, issuer }
}

/** Members by the index of their leaf. */
export type Leaves = ReadonlyMap<number, Member>

/** Public, so that everybody can follow who is in the group; the host knows that from the facts anyway. */
export type Commit = Extract<MLSMessage, { wireformat: 'mls_public_message' }>

export interface Committed {
  readonly state: ClientState
  readonly message: Uint8Array
}

/** How one workspace's groups are run; remembers which credentials it has checked. */
export function makeConfig(root: Uint8Array): ClientConfig {
  const checked = new Set<string>()
  return {
    // 0 would keep everything: the library cuts with slice(-0).
    keyRetentionConfig: { retainKeysForGenerations: 1, retainKeysForEpochs: 1, maximumForwardRatchetSteps: 10 },
    lifetimeConfig: defaultLifetimeConfig,
    keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
    paddingConfig: defaultPaddingConfig,
    authService: {
      async validateCredential(credential, key) {
        if (credential.credentialType !== 'basic') return false
        const name = `${Buffer.from(credential.identity).toString('base64')} ${Buffer.from(key).toString('base64')}`
        if (checked.has(name)) return true
        const holds = verifyCertificate(root, credential.identity, key) !== undefined
        // Only what holds is remembered, so that strangers cannot fill the memory.
        if (holds) checked.add(name)
        return holds
      },
    },
  }
}

/** A new group with this device alone, at epoch 0. */
export async function createState(group: string, own: OwnDevice, config: ClientConfig): Promise<ClientState> {
  const { publicPackage, privatePackage } = await keyPackage(own)
  return createGroup(packText(group), publicPackage, privatePackage, [], await suite(), config)
}

/**
 * Joins by an external commit (§12.4.3.2); when this device's key is in the tree already, its old leaf is removed in the same commit.
 * @throws MlsError when the public state does not hold together
 */
export async function joinState(info: GroupInfo, tree: RatchetTree, own: OwnDevice, config: ClientConfig): Promise<Committed> {
  const { publicPackage, privatePackage } = await keyPackage(own)
  const isThere = [...leavesOf(tree).values()].some((member) => sameBytes(member.key, own.signingKey.publicKey.bytes))
  const { publicMessage, newState } = await joinGroupExternal(info, publicPackage, privatePackage, isThere, await suite(), tree, config)
  return { state: newState, message: encodeMlsMessage({ version: 'mls10', wireformat: 'mls_public_message', publicMessage }) }
}

/** Removes these leaves, or refreshes the own one when there are none. One commit holds one kind of proposal, never more. */
export async function commitState(state: ClientState, removed: readonly number[]): Promise<Committed> {
  const extraProposals = removed.map((leaf) => ({ proposalType: 'remove' as const, remove: { removed: leaf } }))
  const { newState, commit } = await createCommit({ state, cipherSuite: await suite() }, { extraProposals, wireAsPublicMessage: true })
  return { state: forgetful(newState), message: encodeMlsMessage(commit) }
}

/**
 * What somebody else's commit makes of the own secrets.
 * @throws an error of any kind when they do not fit: then this device has to join again
 */
export async function applyCommit(state: ClientState, commit: Commit): Promise<ClientState> {
  const result = await processMessage(commit, state, emptyPskIndex, acceptAll, await suite())
  if (result.kind !== 'newState' || result.newState.groupActiveState.kind !== 'active') throw new RangeError('This device cannot follow the commit.')
  return forgetful(result.newState)
}

/** Who is in the tree. A leaf whose credential cannot be read is left out; a checked tree has none. */
export function leavesOf(tree: RatchetTree): Leaves {
  const leaves = new Map<number, Member>()
  for (let at = 0; at < tree.length; at += 2) {
    const node = tree[at]
    if (node?.nodeType !== 'leaf' || node.leaf.credential.credentialType !== 'basic') continue
    const member = readMember(node.leaf.credential.identity, node.leaf.signaturePublicKey)
    if (member) leaves.set(at / 2, member)
  }
  return leaves
}

/** The epoch's 32-byte key for content (§8.5); content never sees another secret of the group. */
export async function exportKey({ keySchedule, groupContext }: ClientState): Promise<Uint8Array> {
  return mlsExporter(keySchedule.exporterSecret, 'hookline content', groupContext.groupId, 32, await suite())
}

/** The leaf in which both agree on the same device, if any. */
export function leafOf(leaves: Leaves, member: Member): number | undefined {
  return [...leaves].find(([, other]) => sameMember(other, member))?.[0]
}

export const packState = (state: ClientState): Uint8Array => encodeGroupState(state)

/** @throws RangeError when it is no state */
export function unpackState(packed: Uint8Array, config: ClientConfig): ClientState {
  const decoded = decodeGroupState(packed, 0)
  if (!decoded || decoded[1] !== packed.length) throw new RangeError('This is no state of a group.')
  return { ...decoded[0], clientConfig: config }
}

/** Content has keys of its own, so nothing of past epochs is needed: it would only double the state and keep secrets alive. */
function forgetful(state: ClientState): ClientState {
  return { ...state, historicalReceiverData: new Map() }
}

/** Says what it can and nothing more; the library's own list is salted with random values (GREASE), which no peer here needs. */
const capabilities: Capabilities = { versions: ['mls10'], ciphersuites: [SUITE_NAME], extensions: [], proposals: [], credentials: ['basic'] }

/** What MLS knows of a device before it is in a group: fresh HPKE keys, its certificate, its own signing key. */
export async function keyPackage({ certificate, signingKey }: OwnDevice) {
  const credential = { credentialType: 'basic' as const, identity: packCertificate(certificate) }
  return generateKeyPackageWithKey(credential, capabilities, defaultLifetime, [], { signKey: signingKey.exportSeed(), publicKey: signingKey.publicKey.bytes }, await suite())
}
