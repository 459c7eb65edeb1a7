/** A device in a group, reading: takes each handshake of the log in its order and remembers what speaks for being out of step. */
import { GroupRefused, type Skipped } from './epoch-keys.ts'
import type { RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { Relay } from '../relay.ts'
import { sameBytes } from './fields.ts'
import { isSigned, judge, readBase, whyNot, type Court, type Place, type RosterChange, type SkipReason } from './judge.ts'
import { openLink } from './link.ts'
import { exportKey, leafOf, leavesOf, type OwnDevice } from './mls-group.ts'
import { nameKey } from './group-info.ts'
import { readHandshake } from './handshake.ts'
import type { Pending, SavedGroup } from './saved-group.ts'

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

/** What was seen since the last commit that was taken. */
export interface Evidence {
  /** Positions of records that led nowhere. */
  readonly suspects: Set<number>
  /** Somebody commits with this device's key. */
  stranger: boolean
  /** Why the own last commit counts for nobody. */
  ownSkipped: SkipReason | undefined
}

const PAGE = 100

/** Reads to the end of the log. @throws GroupRefused `gap` */
export async function catchUp(session: Session): Promise<void> {
  const { options, saved, handshakes } = session
  if (!saved.place && !saved.pending) return
  for (;;) {
    const page = await options.relay.read(handshakes, saved.position, PAGE)
    if (page.last < saved.position) throw new GroupRefused('gap', 'The host knows less than this device has seen before: it was set back to an older copy.')
    for (const record of page.records) {
      if (record.position !== saved.position + 1) throw new GroupRefused('gap', 'The host left out records of this group.')
      await take(session, record)
      saved.position = record.position
    }
    if (saved.position >= page.last) return
    if (page.records.length === 0) throw new GroupRefused('gap', 'The host holds back records of this group.')
  }
}

async function take(session: Session, record: RelayRecord): Promise<void> {
  const { saved, court } = session
  if (saved.pending?.id === record.id) return adopt(session, record, saved.pending)
  if (!saved.place || saved.removed) return
  const verdict = await judge(court, record, saved.place)
  if (verdict.kind === 'removed') {
    saved.removed = true
  } else if (verdict.kind === 'taken') {
    await advance(session, verdict)
  } else {
    report(session, record, verdict.reason)
    await weigh(session, record, verdict.reason)
  }
}

/** Takes on a commit of this device, now that it has its place, if the others do. */
async function adopt(session: Session, record: RelayRecord, pending: Pending): Promise<void> {
  const { saved, evidence, options } = session
  saved.pending = undefined
  const reason = sameBytes(record.body, pending.body) ? await whyNotOwn(session, record, pending) : 'garbled'
  evidence.ownSkipped = reason
  if (reason) return report(session, record, reason)
  const joins = !('state' in pending.from)
  noteJoin(saved, pending, options.own.certificate.device)
  const link = readHandshake(record)?.link ?? new Uint8Array()
  await advance(session, { place: pending.to, by: { device: record.device }, isJoin: joins, link })
}

/** What is remembered of a join, to find out later whether it led to where the others are. */
function noteJoin(saved: SavedGroup, { from, to }: Pending, own: string): void {
  if ('state' in from) return
  const { epoch } = to.state.groupContext
  const others = [...leavesOf(to.state.ratchetTree).values()].map(({ device }) => device).filter((device) => device !== own)
  if (saved.place) saved.runs = [...saved.runs, { from: saved.sureFrom, to: saved.place.state.groupContext.epoch }]
  saved.basePosition = from.basePosition
  saved.joinedEpoch = epoch
  saved.sureFrom = epoch
  saved.removed = false
  saved.witnesses = new Set(others)
  saved.support.clear()
  saved.dissent.clear()
}

/** Another member's word that fits to this device's state. Two who were there before make a newcomer a member; the only other one does, too. */
export function hear({ saved }: Pick<Session, 'saved'>, device: string): void {
  saved.dissent.delete(device)
  if (saved.witnesses.has(device)) saved.support.add(device)
  if (saved.support.size >= Math.min(2, saved.witnesses.size)) saved.basePosition = 0
}

async function whyNotOwn({ court, options, saved, handshakes }: Session, record: RelayRecord, { from, to }: Pending): Promise<SkipReason | undefined> {
  const after = leavesOf(to.state.ratchetTree)
  const signer = to.state.privatePath.leafIndex
  const change: Omit<RosterChange, 'before' | 'previous' | 'isMember'> = { after, signer, mark: to.mark }
  if ('state' in from) {
    if (saved.place?.state.groupContext.epoch !== from.state.groupContext.epoch) return 'stale'
    return whyNot(court, record, { ...change, before: leavesOf(from.state.ratchetTree), previous: from.mark, isMember: true })
  }
  if (from.basePosition === 0) return (await readBase(court, record)) ? undefined : 'not_allowed'
  const [baseRecord] = (await options.relay.read(handshakes, from.basePosition - 1, 1)).records
  const base = baseRecord && (await readBase(court, baseRecord))
  return base ? whyNot(court, record, { ...change, before: base.leaves, previous: base.claims.mark, isMember: false }) : 'garbled'
}

async function advance({ saved, options }: Session, taken: { place: Place; by: { device: string }; isJoin: boolean; link: Uint8Array }): Promise<void> {
  const { state } = taken.place
  const { epoch } = state.groupContext
  const key = await exportKey(state)
  saved.place = taken.place
  saved.keys.set(epoch, key)
  saved.rosters.note(epoch, leavesOf(state.ratchetTree))
  if (taken.by.device !== options.own.certificate.device) hear({ saved }, taken.by.device)
  const older = saved.keys.get(epoch - 1n)
  if (!older || taken.by.device === options.own.certificate.device) return
  const linked = openLink({ group: options.group, epoch }, key, taken.link)?.key
  const isAnswered = options.history === 'full' ? linked !== undefined && sameBytes(linked, older) : !taken.isJoin
  if (!isAnswered) saved.owed.add(epoch)
}

/** What a record that was passed over says about this device's own place: of several that disagree, it may be the one that is wrong. */
async function weigh({ saved, court, evidence, options }: Session, record: RelayRecord, reason: SkipReason): Promise<void> {
  const { device } = options.own.certificate
  if (!speaksOfAnother.has(reason) || !saved.place) return
  if (record.device === device) {
    if (reason !== 'stale' && isSigned(record, options.own.signingKey.publicKey.bytes)) evidence.stranger = true
    return
  }
  const base = await readBase(court, record)
  const known = base && saved.keys.get(base.info.groupContext.epoch)
  // Told again, what this device has been through says nothing.
  if (!base || (known && sameBytes(nameKey(known), base.claims.keyName))) return
  if (leafOf(leavesOf(saved.place.state.ratchetTree), base.by) === undefined) return
  saved.support.delete(base.by.device)
  saved.dissent.add(base.by.device)
}

const speaksOfAnother: ReadonlySet<SkipReason> = new Set(['ahead', 'stale', 'refused', 'mismatch'])

function report({ options }: Session, { id, position, at, device }: RelayRecord, reason: SkipReason): void {
  options.onSkip?.({ record: { id, position, at, device }, reason })
}
