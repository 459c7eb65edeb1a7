/** The public side of an MLS group, computed without any secret: what a commit makes of tree and transcript (RFC 9420 §7.9, §8.2, §12.4.2). */
import type { ClientConfig, GroupContext, LeafIndex, PublicMessage, RatchetTree } from 'ts-mls'
import { throwIfDefined, nextEpochContext, validateLeafNodeCredentialAndKeyUniqueness, validateLeafNodeUpdateOrCommit, validateRatchetTree } from 'ts-mls/clientState.js'
import { verifyFramedContentSignature, type FramedContentCommit } from 'ts-mls/framedContent.js'
import { findSignaturePublicKey } from 'ts-mls/publicMessage.js'
import { addLeafNode, findBlankLeafNodeIndexOrExtend, removeLeafNode } from 'ts-mls/ratchetTree.js'
import { treeHashRoot } from 'ts-mls/treeHash.js'
import { nodeToLeafIndex, toLeafIndex } from 'ts-mls/treemath.js'
import { applyUpdatePath } from 'ts-mls/updatePath.js'
import { suite } from './suite.ts'

/** What everybody can know of an epoch, the host included. */
export interface PublicGroup {
  readonly context: GroupContext
  readonly tree: RatchetTree
  readonly confirmationTag: Uint8Array
}

export interface PublicStep {
  readonly group: PublicGroup
  /** Leaf of who committed, after the commit. */
  readonly signer: number
  /** Whether it was not in the group before, or took its own old leaf away. */
  readonly isJoin: boolean
}

/** An epoch 0 that is well formed. @throws an error of any kind when it is not */
export async function checkBeginning(group: PublicGroup, config: ClientConfig): Promise<void> {
  const { context, tree } = group
  const cs = await suite()
  if (context.epoch !== 0n || context.confirmedTranscriptHash.length > 0 || context.extensions.length > 0 || context.cipherSuite !== cs.name) throw new RangeError('This is no beginning of a group.')
  throwIfDefined(await validateRatchetTree(tree, context, config.lifetimeConfig, config.authService, context.treeHash, cs))
}

/**
 * One commit further. Whether its secrets fit is left open: only members can tell, and not even all alike, since a committer can encrypt well
 * for one and badly for another. So it is this side alone that decides which commits count.
 * @throws an error of any kind when the commit does not hold
 */
export async function followCommit(group: PublicGroup, message: PublicMessage, config: ClientConfig): Promise<PublicStep> {
  const { context, tree, confirmationTag } = group
  const { content, auth } = message
  const cs = await suite()
  if (content.contentType !== 'commit' || auth.contentType !== 'commit' || content.authenticatedData.length > 0) throw new RangeError('This is no commit.')
  const isJoin = content.sender.senderType === 'new_member_commit'
  if (!isJoin && content.sender.senderType !== 'member') throw new RangeError('Only members and newcomers commit.')
  const key = findSignaturePublicKey(tree, context, content)
  if (!(await verifyFramedContentSignature(key, 'mls_public_message', content, auth, context, cs.signature))) throw new RangeError('The signature does not hold.')
  const { path } = content.commit
  // A removal without a path would leave the removed device what it needs to follow.
  if (!path) throw new RangeError('Every commit brings new secrets.')
  const removed = removedBy(content, isJoin)
  const remaining = removed.reduce((rest, leaf) => removeChecked(rest, leaf), tree)
  const signer = content.sender.senderType === 'member' ? toLeafIndex(content.sender.leafIndex) : nodeToLeafIndex(findBlankLeafNodeIndexOrExtend(remaining))
  throwIfDefined(await validateLeafNodeUpdateOrCommit(path.leafNode, signer, context, config.authService, cs.signature))
  throwIfDefined(await validateLeafNodeCredentialAndKeyUniqueness(remaining, path.leafNode, signer))
  const base = isJoin ? addLeafNode(remaining, path.leafNode)[0] : remaining
  const next = await applyUpdatePath(base, signer, path, cs.hash, isJoin)
  const treeHash = await treeHashRoot(next, cs.hash)
  const nextContext = await nextEpochContext(context, 'mls_public_message', content, auth.signature, treeHash, confirmationTag, cs.hash)
  return { group: { context: nextContext, tree: next, confirmationTag: auth.confirmationTag }, signer, isJoin }
}

/** One kind of proposal per commit: mixing them breaks receivers, and a reinit would end the group for everybody. */
function removedBy(content: FramedContentCommit, isJoin: boolean): LeafIndex[] {
  const proposals = content.commit.proposals.map((entry) => {
    if (entry.proposalOrRefType !== 'proposal') throw new RangeError('A proposal without its commit is not used here.')
    return entry.proposal
  })
  const removed = proposals.flatMap((proposal) => (proposal.proposalType === 'remove' ? [toLeafIndex(proposal.remove.removed)] : []))
  const others = proposals.filter(({ proposalType }) => proposalType !== 'remove')
  const isFit = isJoin ? removed.length <= 1 && others.length === 1 && others[0]?.proposalType === 'external_init' : others.length === 0
  const sender = content.sender.senderType === 'member' ? content.sender.leafIndex : undefined
  if (!isFit || new Set(removed).size < removed.length || removed.some((leaf) => leaf === sender)) throw new RangeError('A group takes removals, updates and external joins, each by itself.')
  return removed
}

function removeChecked(tree: RatchetTree, leaf: LeafIndex): RatchetTree {
  if (tree[leaf * 2]?.nodeType !== 'leaf') throw new RangeError('There is nobody to remove.')
  return removeLeafNode(tree, leaf)
}
