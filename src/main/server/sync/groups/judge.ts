/** Judges a handshake record from the log before it and nothing else, so that every device takes and skips the same ones. */
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { ClientConfig, ClientState, GroupInfo } from 'ts-mls'
import { sameBytes, packText } from './fields.ts'
import { describes, isSignedBySigner, readGroupInfo, treeOf, type Claims } from './group-info.ts'
import { parsePublicKey } from '../sealing/signing-keys.ts'
import { verifyEnvelope } from '../sealing/sign-envelope.ts'
import { decodeWhole, readHandshake, type Handshake } from './handshake.ts'
import { sameMember, type Member } from './member.ts'
import { applyCommit, leavesOf, type Commit, type Leaves } from './mls-group.ts'
import type { FactsMark, Rules } from './rules.ts'

/** Where a device stands in a group. */
export interface Place {
  readonly state: ClientState
  readonly mark: FactsMark
}

/**
 * `garbled`: cannot be read; `stale`: built on an epoch that is over (the loser of a race, a replay); `ahead`: built on an epoch that this
 * device never saw; `refused`: MLS does not accept it; `mismatch`: its public state is not what it leads to; `unsigned`: not by the device
 * that it names; `facts`: judged by facts that are not the workspace's; `not_allowed`: the facts say no.
 */
export type SkipReason = 'garbled' | 'stale' | 'ahead' | 'refused' | 'mismatch' | 'unsigned' | 'facts' | 'not_allowed'

export type Verdict =
  | { readonly kind: 'taken'; readonly place: Place; readonly by: Member; readonly isJoin: boolean; readonly link: Uint8Array }
  /** This device was removed, as the facts say it should be. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }

export interface Court {
  readonly group: string
  readonly config: ClientConfig
  readonly rules: Rules
}

const skip = (reason: SkipReason): Verdict => ({ kind: 'skipped', reason })

export async function judge(court: Court, record: RelayRecord, place: Place): Promise<Verdict> {
  const read = readCommit(court.group, record)
  if (!read) return skip('garbled')
  const { handshake, commit, info, claims } = read
  const epoch = epochOf(commit)
  if (epoch !== place.state.groupContext.epoch) return skip(epoch < place.state.groupContext.epoch ? 'stale' : 'ahead')
  const applied = await applyCommit(place.state, commit).catch(() => undefined)
  if (!applied) return skip('refused')
  const { state, sender } = applied
  if (sender !== undefined && sender !== info.signer) return skip('mismatch')
  const isOut = state.groupActiveState.kind !== 'active'
  // Whoever is removed cannot know the next epoch, but can still see by whom, and what the facts say.
  if (isOut ? !(await isSignedBySigner(info)) : !(await describes(info, claims, state, info.signer))) return skip('mismatch')
  const change = { before: leavesOf(place.state.ratchetTree), after: leavesOf(state.ratchetTree), signer: info.signer, isMember: sender !== undefined }
  const reason = await whyNot(court, record, { ...change, mark: claims.mark, previous: place.mark })
  if (reason) return skip(reason)
  if (isOut) return { kind: 'removed' }
  return { kind: 'taken', place: { state, mark: claims.mark }, by: change.after.get(info.signer) as Member, isJoin: sender === undefined, link: handshake.link }
}

export interface RosterChange {
  readonly before: Leaves
  readonly after: Leaves
  /** Leaf of who committed, in `after`. */
  readonly signer: number
  /** Whether it was in the group before; else it joins. */
  readonly isMember: boolean
  readonly mark: FactsMark
  readonly previous: FactsMark
}

/** What is to be said against a commit that MLS accepts; also asked about the own ones, because everybody else asks it. */
export async function whyNot({ rules }: Court, record: RelayRecord, change: RosterChange): Promise<SkipReason | undefined> {
  const { before, after, signer, isMember, mark, previous } = change
  const by = after.get(signer)
  if (!by || record.device !== by.device || !isSigned(record, by.key)) return 'unsigned'
  if (mark.position < previous.position || !(await rules.knows(mark))) return 'facts'
  const gone = [...before].filter(([leaf, member]) => !isAt(after, leaf, member)).map(([, member]) => member)
  const come = [...after].filter(([leaf, member]) => !isAt(before, leaf, member)).map(([, member]) => member)
  if (!rules.belongs(by, mark.position)) return 'not_allowed'
  if (isMember) return come.length === 0 && gone.every((member) => !rules.belongs(member, mark.position)) ? undefined : 'not_allowed'
  // Who joins again takes its own old leaf away, and perhaps lands on the same one. Nobody takes away another's.
  const isOwn = (member: Member) => sameMember(member, by)
  const isCopy = [...before.values()].some((member) => !isOwn(member) && (member.device === by.device || sameBytes(member.key, by.key)))
  return come.every(isOwn) && gone.every(isOwn) && !isCopy ? undefined : 'not_allowed'
}

/** A record from which a group can be joined. */
export interface Base {
  readonly position: number
  readonly info: GroupInfo
  readonly claims: Claims
  readonly leaves: Leaves
  readonly by: Member
}

/**
 * Whether a newcomer can start here. Newcomers cannot check a commit, only that a member who belongs has signed the state: the first word
 * of another member after joining (`confirmed`) tells whether it was the group's.
 */
export async function readBase({ group, config, rules }: Court, record: RelayRecord): Promise<Base | undefined> {
  const handshake = readHandshake(record)
  const read = handshake && readGroupInfo(group, handshake.groupInfo)
  if (!read) return undefined
  const { info, claims } = read
  if (handshake.commit.length === 0 ? info.groupContext.epoch !== 0n : !readCommit(group, record)) return undefined
  try {
    const tree = treeOf(info)
    const leaves = leavesOf(tree)
    const by = leaves.get(info.signer)
    const node = tree[info.signer * 2]
    if (!by || node?.nodeType !== 'leaf' || record.device !== by.device) return undefined
    if (!(await config.authService.validateCredential(node.leaf.credential, by.key))) return undefined
    if (!(await isSignedBySigner(info)) || !isSigned(record, by.key) || !(await rules.knows(claims.mark))) return undefined
    if (info.groupContext.epoch === 0n && (leaves.size !== 1 || !rules.mayCreate(by, claims.mark.position))) return undefined
    return rules.belongs(by, claims.mark.position) ? { position: record.position, info, claims, leaves, by } : undefined
  } catch {
    return undefined
  }
}

/** Whether the workspace's root vouches, over however many steps, for every leaf of the tree. */
export async function areCertified({ config }: Court, info: GroupInfo): Promise<boolean> {
  const leaves = treeOf(info).flatMap((node) => (node?.nodeType === 'leaf' ? [node.leaf] : []))
  const held = await Promise.all(leaves.map(({ credential, signaturePublicKey }) => config.authService.validateCredential(credential, signaturePublicKey)))
  return held.every(Boolean)
}

/** Whether the envelope's signature is by this key. */
export function isSigned(record: RelayRecord, key: Uint8Array): boolean {
  const publicKey = parsePublicKey(key)
  return publicKey !== undefined && record.signature.length === 64 && verifyEnvelope(record, publicKey)
}

function isAt(leaves: Leaves, leaf: number, member: Member): boolean {
  const other = leaves.get(leaf)
  return other !== undefined && sameMember(other, member)
}

interface ReadCommit {
  readonly handshake: Handshake
  readonly commit: Commit
  readonly info: GroupInfo
  readonly claims: Claims
}

function readCommit(group: string, record: RelayRecord): ReadCommit | undefined {
  const handshake = readHandshake(record)
  const read = handshake && readGroupInfo(group, handshake.groupInfo)
  if (!read) return undefined
  try {
    const commit = decodeWhole(handshake.commit)
    if (commit?.wireformat !== 'mls_private_message' && commit?.wireformat !== 'mls_public_message') return undefined
    const isOurs = sameBytes(groupOf(commit), packText(group)) && read.info.groupContext.epoch === epochOf(commit) + 1n
    return isOurs ? { handshake, commit, ...read } : undefined
  } catch {
    return undefined
  }
}

const epochOf = (commit: Commit): bigint => (commit.wireformat === 'mls_private_message' ? commit.privateMessage.epoch : commit.publicMessage.content.epoch)
const groupOf = (commit: Commit): Uint8Array => (commit.wireformat === 'mls_private_message' ? commit.privateMessage.groupId : commit.publicMessage.content.groupId)
