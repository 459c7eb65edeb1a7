/** Judges a handshake from the log before it, with public knowledge alone: members, newcomers and the host all come to the same verdict. */
import type { RelayRecord } from '#shared/contract/envelope.ts'
import type { ClientConfig } from 'ts-mls'
import { parsePublicKey } from '../sealing/signing-keys.ts'
import { verifyEnvelope } from '../sealing/sign-envelope.ts'
import { packText, sameBytes } from './fields.ts'
import { describes, readGroupInfo, type Described } from './group-info.ts'
import { decodeWhole, readHandshake } from './handshake.ts'
import { sameMember, type Member } from './member.ts'
import { leavesOf, type Commit, type Leaves } from './mls-group.ts'
import { checkBeginning, followCommit, type PublicGroup } from './public-group.ts'
import type { FactsMark, Rules } from './rules.ts'

/** The newest epoch of a group, as the log tells it. */
export interface Head {
  readonly group: PublicGroup
  readonly mark: FactsMark
  readonly described: Described
}

/**
 * `garbled`: cannot be read; `stale`: built on an epoch that is over (a replay, or who was slower); `ahead`: built on an epoch that the log
 * does not have; `refused`: MLS does not accept it; `mismatch`: what it says of the new epoch is not what it leads to; `unsigned`: not by the
 * device that it names; `facts`: judged by facts that are not the workspace's; `not_allowed`: the facts say no.
 */
export type SkipReason = 'garbled' | 'stale' | 'ahead' | 'refused' | 'mismatch' | 'unsigned' | 'facts' | 'not_allowed'

export interface Taken {
  readonly kind: 'taken'
  readonly head: Head
  readonly by: Member
  readonly isJoin: boolean
  /** Undefined where the group begins. */
  readonly commit: Commit | undefined
  readonly link: Uint8Array
}

export type Verdict = Taken | { readonly kind: 'skipped'; readonly reason: SkipReason }

export interface Court {
  readonly group: string
  readonly config: ClientConfig
  readonly rules: Rules
}

const skip = (reason: SkipReason): Verdict => ({ kind: 'skipped', reason })

/** @param head undefined before the group begins */
export async function judge(court: Court, record: RelayRecord, head: Head | undefined): Promise<Verdict> {
  const handshake = readHandshake(record)
  const described = handshake && readGroupInfo(court.group, handshake.groupInfo)
  if (!described) return skip('garbled')
  if (handshake.commit.length === 0) return head ? skip('stale') : judgeBeginning(court, record, described)
  const commit = readCommit(court.group, handshake.commit)
  if (!commit) return skip('garbled')
  const { epoch } = commit.publicMessage.content
  if (!head || epoch > head.group.context.epoch) return skip('ahead')
  if (epoch < head.group.context.epoch) return skip('stale')
  const step = await followCommit(head.group, commit.publicMessage, court.config).catch(() => undefined)
  if (!step) return skip('refused')
  if (!(await describes(described.info, step.group, step.signer))) return skip('mismatch')
  const { mark } = described.claims
  const after = leavesOf(step.group.tree)
  const by = after.get(step.signer)
  if (!by || record.device !== by.device || !isSigned(record, by.key)) return skip('unsigned')
  if (mark.position < head.mark.position || !(await court.rules.knows(mark))) return skip('facts')
  if (!isAllowed(court.rules, { before: leavesOf(head.group.tree), after, by, isJoin: step.isJoin, position: mark.position })) return skip('not_allowed')
  return { kind: 'taken', head: { group: step.group, mark, described }, by, isJoin: step.isJoin, commit, link: handshake.link }
}

async function judgeBeginning({ config, rules }: Court, record: RelayRecord, described: Described): Promise<Verdict> {
  const { info, claims, tree } = described
  if (!tree) return skip('garbled')
  const group: PublicGroup = { context: info.groupContext, tree, confirmationTag: info.confirmationTag }
  const isWell = await checkBeginning(group, config).then(() => true, () => false)
  if (!isWell) return skip('refused')
  const leaves = leavesOf(tree)
  const by = leaves.get(0)
  if (!by || leaves.size !== 1 || !(await describes(info, group, 0))) return skip('mismatch')
  if (record.device !== by.device || !isSigned(record, by.key)) return skip('unsigned')
  if (!(await rules.knows(claims.mark))) return skip('facts')
  if (!rules.belongs(by, claims.mark.position) || !rules.mayCreate(by, claims.mark.position)) return skip('not_allowed')
  return { kind: 'taken', head: { group, mark: claims.mark, described }, by, isJoin: false, commit: undefined, link: new Uint8Array() }
}

interface Change {
  readonly before: Leaves
  readonly after: Leaves
  readonly by: Member
  readonly isJoin: boolean
  /** Of the facts. */
  readonly position: number
}

/** The tree changed as the facts say: who comes belongs, who goes does not, nobody turns into somebody else. */
function isAllowed(rules: Rules, { before, after, by, isJoin, position }: Change): boolean {
  const gone = [...before].filter(([leaf, member]) => !isAt(after, leaf, member)).map(([, member]) => member)
  const come = [...after].filter(([leaf, member]) => !isAt(before, leaf, member)).map(([, member]) => member)
  if (!rules.belongs(by, position)) return false
  if (!isJoin) return come.length === 0 && gone.every((member) => !rules.belongs(member, position))
  // Who joins again takes its own old leaf away, and perhaps lands on the same one. Nobody takes away another's.
  const isOwn = (member: Member) => sameMember(member, by)
  const isCopy = [...before.values()].some((member) => !isOwn(member) && (member.device === by.device || sameBytes(member.key, by.key)))
  return come.every(isOwn) && gone.every(isOwn) && !isCopy
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

function readCommit(group: string, bytes: Uint8Array): Commit | undefined {
  try {
    const commit = decodeWhole(bytes)
    return commit?.wireformat === 'mls_public_message' && sameBytes(commit.publicMessage.content.groupId, packText(group)) ? commit : undefined
  } catch {
    return undefined
  }
}
