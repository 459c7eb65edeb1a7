/** A device in a group, reading: follows each handshake of the log in its order, in public and, as long as it can, with its secrets. */
import { hash } from 'node:crypto'
import { encodeGroupContext } from 'ts-mls/groupContext.js'
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { Relay } from '../relay.ts'
import { GroupRefused, type Skipped } from './epoch-keys.ts'
import { packFields, sameBytes } from './fields.ts'
import { isUsable } from './group-info.ts'
import { isSigned, judge, type Court, type Head, type SkipReason, type Taken } from './judge.ts'
import { openLink } from './link.ts'
import { applyCommit, exportKey, leafOf, leavesOf, memberOf, type OwnDevice } from './mls-group.ts'
import type { SavedGroup } from './saved-group.ts'

export interface GroupOptions {
  /** UUID. */
  readonly group: string
  /** The workspace's root key, Ed25519. */
  readonly root: Uint8Array
  readonly own: OwnDevice
  readonly relay: Relay
  readonly rules: Court['rules']
  /** Whether who comes later may read what was written before. Decided when the group begins, the same for all. */
  readonly history: 'full' | 'from-join'
  /** Stores the state; a commit leaves only after this resolved. */
  readonly keep: (packed: Uint8Array) => Promise<void>
  readonly onSkip?: (skipped: Skipped) => void
  readonly newId: () => string
  /** Waits, in ms, before another try at a contested place. */
  readonly pause: (ms: number) => Promise<void>
  /** 0 to 1. */
  readonly random: () => number
}

export interface Session {
  readonly options: GroupOptions
  readonly court: Court
  readonly saved: SavedGroup
  readonly handshakes: Subject
  readonly links: Subject
  readonly evidence: Evidence
}

/** What was noticed while reading and is acted on once everything is read. */
export interface Evidence {
  /** Nobody can join with what the last committer left. */
  isUnusable: boolean
  /** A member speaks of a state that this device's log does not have: the host may have told it another past. */
  isDoubtful: boolean
  /** Why the own last commit counts for nobody. */
  ownSkipped: SkipReason | undefined
}

const PAGE = 200
/**
 * Commits to follow × members from which joining again is quicker: 198 commits among 200 took 11 s, joining 0.2 s (measured with
 * ts-mls 1.6.4). Older keys come from the links, so a group without links is followed all the way.
 */
const FAR_BEHIND = 10_000

/** Reads to the end of the log. @throws GroupRefused `gap` */
export async function catchUp(session: Session): Promise<void> {
  const { options, saved, handshakes } = session
  for (;;) {
    const page = await options.relay.read(handshakes, saved.position, PAGE)
    if (page.last < saved.position) throw new GroupRefused('gap', 'The host knows less than this device has seen before: it was set back to an older copy.')
    if (options.history === 'full' && isFar(saved, page.last)) saved.state = undefined
    for (const record of page.records) {
      if (record.position !== saved.position + 1) throw new GroupRefused('gap', 'The host left out records of this group.')
      await take(session, record)
      saved.position = record.position
    }
    if (saved.position >= page.last) return
    if (page.records.length === 0) throw new GroupRefused('gap', 'The host holds back records of this group.')
  }
}

function isFar({ head, position }: SavedGroup, last: number): boolean {
  return head !== undefined && (last - position) * leavesOf(head.group.tree).size > FAR_BEHIND
}

/** Whether this device has the secrets of the newest epoch. */
export function isCurrent({ state, head }: Pick<SavedGroup, 'state' | 'head'>): boolean {
  return state !== undefined && head !== undefined && sameBytes(state.confirmationTag, head.group.confirmationTag) && state.groupContext.epoch === head.group.context.epoch
}

/** A digest over what led to an epoch: the transcript and everything in it. */
function trailOf({ group }: Head): string {
  return hash('sha256', packFields(encodeGroupContext(group.context), group.confirmationTag)).slice(0, 32)
}

export function keyOf({ epochs, keys }: SavedGroup, epoch: bigint): Uint8Array | undefined {
  return keys.get(epochs.get(epoch)?.trail ?? '')
}

async function take(session: Session, record: RelayRecord): Promise<void> {
  const { saved, court, evidence, options } = session
  const verdict = await judge(court, record, saved.head)
  const pending = saved.pending?.id === record.id ? saved.pending : undefined
  if (pending) {
    saved.pending = undefined
    evidence.ownSkipped = verdict.kind === 'skipped' ? verdict.reason : undefined
  }
  if (verdict.kind === 'skipped') {
    const { id, position, at, device } = record
    options.onSkip?.({ record: { id, position, at, device }, reason: verdict.reason })
    return doubt(session, record, verdict.reason)
  }
  const before = { isIn: isCurrent(saved), state: saved.state }
  noteHead(saved, verdict.head)
  if (pending) saved.state = pending.to
  else if (before.isIn) saved.state = await followWith(session, verdict)
  if (!isCurrent(saved)) return
  if (pending) noteOwn(session, verdict)
  await noteKey(session, verdict)
}

export function noteHead(saved: SavedGroup, head: Head): void {
  const { epoch } = head.group.context
  saved.head = head
  saved.epochs.set(epoch, { trail: trailOf(head), keyName: head.described.claims.keyName })
  saved.rosters.note(epoch, leavesOf(head.group.tree))
}

/** @returns undefined when this device's secrets do not lead on: it was removed, somebody has its keys, or the committer cheated */
async function followWith({ saved, options }: Session, { head, by, commit }: Taken): Promise<SavedGroup['state']> {
  const self = memberOf(options.own)
  if (leafOf(leavesOf(head.group.tree), self) === undefined) {
    saved.isMember = false
    saved.isRemoved = true
    return undefined
  }
  if (by.device === self.device) {
    saved.strangers += 1
    return undefined
  }
  return saved.state && commit && (await applyCommit(saved.state, commit).catch(() => undefined))
}

/** What there is to remember of an own commit that counts. */
function noteOwn({ saved, options }: Session, { head, isJoin }: Taken): void {
  const { epoch } = head.group.context
  const others = leavesOf(head.group.tree).size - 1
  if (isJoin) {
    saved.joinedEpoch = epoch
    saved.isConfirmed = false
    // Where nobody else has the keys in between, its own older ones would be cut off from newcomers.
    const older = [...saved.epochs.keys()].filter((known) => known < epoch && keyOf(saved, known)).reduce((most, known) => (known > most ? known : most), -1n)
    if (older >= 0n && options.history === 'full') saved.owed.set(epoch, older)
  }
  saved.isConfirmed ||= others === 0
  saved.isMember = true
  saved.isRemoved = false
}

async function noteKey({ saved, options, evidence }: Session, { head, by, isJoin, link }: Taken): Promise<void> {
  const { epoch } = head.group.context
  const { state } = saved
  if (!state) return
  const key = await exportKey(state)
  saved.keys.set(trailOf(head), key)
  const isOwn = by.device === options.own.certificate.device
  evidence.isUnusable = !isOwn && !(await isUsable(head.described, state, key))
  if (isOwn) return
  saved.isConfirmed = true
  const older = keyOf(saved, epoch - 1n)
  const linked = openLink({ group: options.group, newer: epoch, older: epoch - 1n }, key, link)?.key
  const isAnswered = options.history === 'full' ? linked !== undefined && older !== undefined && sameBytes(linked, older) : !isJoin
  if (older && !isAnswered) saved.owed.set(epoch, epoch - 1n)
}

/** An honest member never builds on what the log does not have, and an honest host never lets it. */
function doubt({ saved, evidence }: Session, record: RelayRecord, reason: SkipReason): void {
  if (reason !== 'ahead' && reason !== 'stale') return
  const member = saved.head && [...leavesOf(saved.head.group.tree).values()].find(({ device }) => device === record.device)
  if (member && isSigned(record, member.key)) evidence.isDoubtful = true
}
