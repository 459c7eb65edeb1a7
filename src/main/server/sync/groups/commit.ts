/** A device in a group, writing: builds a commit on the newest state, keeps it, sends it, and takes it on only when the log has it. */
import { signEnvelope } from '../sealing/sign-envelope.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import { RelayRefused } from '../relay.ts'
import { GroupRefused } from './epoch-keys.ts'
import { findBase } from './find-base.ts'
import { nameKey, writeGroupInfo } from './group-info.ts'
import { packHandshake } from './handshake.ts'
import type { Base, Place } from './judge.ts'
import { sealLink } from './link.ts'
import type { Member } from './member.ts'
import { sameBytes } from './fields.ts'
import { commitState, createState, exportKey, joinState, leafOf, leavesOf, memberOf, type Committed, type Leaves } from './mls-group.ts'
import type { FactsMark } from './rules.ts'
import { packGroup, type Pending } from './saved-group.ts'
import { catchUp, type Session } from './session.ts'

/** More tries than a storm of joins needs; each waits longer than the one before, up to two seconds. */
const TRIES = 60
const LONGEST_PAUSE_MS = 2000

interface Draft {
  readonly from: Pending['from']
  readonly to: Place
  /** Empty when the group begins. */
  readonly message: Uint8Array
  readonly expectLast: number
}

/** Begins the group. @throws GroupRefused `exists`, `not_allowed` */
export async function sendCreation(session: Session): Promise<void> {
  await send(session, async () => {
    const { options, court, handshakes } = session
    const { last, base } = await findBase(court, options.relay, handshakes, () => true)
    if (base) throw new GroupRefused('exists', 'This group exists already: join it.')
    const mark = await options.rules.newest()
    if (!options.rules.mayCreate(memberOf(options.own), mark.position)) throw new GroupRefused('not_allowed', 'This device may not begin this group.')
    const state = await createState(options.group, options.own, court.config)
    session.saved.position = last
    return { from: { basePosition: 0 }, to: { state, mark }, message: new Uint8Array(), expectLast: last }
  })
}

/** Joins, or joins again with its old leaf taken away. @throws GroupRefused `no_group`, `not_allowed` */
export async function sendJoin(session: Session): Promise<void> {
  await send(session, async () => {
    const { options, saved, links } = session
    const mark = await options.rules.newest()
    if (!options.rules.belongs(memberOf(options.own), mark.position)) {
      if (saved.place) saved.removed = true
      throw new GroupRefused('not_allowed', 'This device does not belong to this group (any more). Ask an admin for a new invite.')
    }
    const { base, last, joined } = await joinNewest(session, mark)
    // What was said before is of no use without its keys; answers to this joining come later.
    if (!saved.place) saved.linkPosition = (await options.relay.read(links, 0, 1)).last
    saved.position = last
    return { from: { basePosition: base.position }, to: { state: joined.state, mark }, message: joined.message, expectLast: last }
  })
}

/** The newest state that MLS can be joined at; those that only look like one are remembered. */
async function joinNewest(session: Session, mark: FactsMark): Promise<{ base: Base; last: number; joined: Committed }> {
  const { court, options, handshakes, evidence } = session
  // Who was removed since could lead newcomers astray by facts of old. If it was the last one to commit, a member has to commit once more.
  const isGood = (base: Base) => !evidence.suspects.has(base.position) && options.rules.belongs(base.by, mark.position) && isElsewhere(session, base)
  for (;;) {
    const { last, base } = await findBase(court, options.relay, handshakes, isGood)
    if (!base) throw new GroupRefused('no_group', 'There is nothing to join here yet. A member has to be online once.')
    const joined = await joinState(base.info, options.own, court.config).catch(() => undefined)
    if (joined) return { base, last, joined }
    evidence.suspects.add(base.position)
  }
}

/** A device that was outvoted goes where the voters are, or who joined them since, and not where others lie in wait. */
function isElsewhere({ saved }: Session, { info, claims, by }: Base): boolean {
  if (!saved.place || saved.dissent.size === 0) return true
  const held = saved.keys.get(info.groupContext.epoch)
  if (held && sameBytes(nameKey(held), claims.keyName)) return false
  return saved.dissent.has(by.device) || leafOf(leavesOf(saved.place.state.ratchetTree), by) === undefined
}

/**
 * Commits as a member. `choose` picks who is removed from those who are there when the place is free; undefined: nothing to do.
 * @returns whom it removed; nobody in an update
 * @throws GroupRefused `removed`, `no_group`
 */
export async function sendCommit(session: Session, choose: (leaves: Leaves, mark: FactsMark) => readonly number[] | undefined): Promise<readonly Member[]> {
  let removed: readonly Member[] = []
  await send(session, async () => {
    const { saved, options } = session
    if (!saved.place) throw new GroupRefused('no_group', 'This device has not joined this group yet.')
    if (saved.removed) throw new GroupRefused('removed', 'This device was removed from this group.')
    const mark = await options.rules.newest()
    const leaves = leavesOf(saved.place.state.ratchetTree)
    const chosen = choose(leaves, mark)
    removed = (chosen ?? []).flatMap((leaf) => leaves.get(leaf) ?? [])
    if (!chosen) return undefined
    const { state, message } = await commitState(saved.place.state, chosen)
    return { from: saved.place, to: { state, mark }, message, expectLast: saved.position }
  })
  return removed
}

/** Catches up, and finishes what was under way when the program or the connection ended. */
export async function settle(session: Session): Promise<void> {
  await catchUp(session)
  if (!session.saved.pending) return
  await appendPending(session, session.saved.pending)
  await catchUp(session)
}

/**
 * Sends what `build` makes of the newest state, again and again until the place was free.
 * @throws GroupRefused `contested`, `not_allowed`; RelayRefused `gone` (the commit is kept, and settled by the next call)
 */
async function send(session: Session, build: () => Promise<Draft | undefined>): Promise<void> {
  const { saved, options, evidence } = session
  for (let tried = 0; tried < TRIES; tried += 1) {
    await settle(session)
    const draft = await build()
    if (!draft) return
    evidence.ownSkipped = undefined
    saved.pending = await seal(session, draft)
    await options.keep(packGroup(saved))
    const isPlaced = await appendPending(session, saved.pending)
    await catchUp(session)
    await options.keep(packGroup(saved))
    mustCount(session)
    if (isPlaced) return
    await options.pause(options.random() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** tried))
  }
  throw new GroupRefused('contested', 'Too many devices change this group at the same time. Try again in a minute.')
}

function mustCount({ evidence: { ownSkipped } }: Session): void {
  if (ownSkipped) throw new GroupRefused('not_allowed', `The group does not accept this from this device (${ownSkipped}).`)
}

async function seal({ options, handshakes }: Session, { from, to, message, expectLast }: Draft): Promise<Pending> {
  const key = await exportKey(to.state)
  const groupInfo = await writeGroupInfo(to.state, { mark: to.mark, keyName: nameKey(key) })
  const isOpen = options.history === 'full' && 'state' in from
  const link = isOpen ? sealLink({ group: options.group, epoch: to.state.groupContext.epoch }, key, await exportKey(from.state)) : new Uint8Array()
  const body = packHandshake({ commit: message, groupInfo, link })
  const { id, signature } = signEnvelope({ id: options.newId(), subject: handshakes, kind: 'handshake', device: options.own.certificate.device, body }, options.own.signingKey)
  return { id, body, signature, expectLast, from, to }
}

/** @returns false when another record took the place; the commit is then dropped, since its epoch is over */
async function appendPending({ options, saved, handshakes }: Session, { id, body, signature, expectLast }: Pending): Promise<boolean> {
  const envelope: Envelope = { id, subject: handshakes, kind: 'handshake', device: options.own.certificate.device, body, signature }
  try {
    await options.relay.append(envelope, { expectLast })
    return true
  } catch (error) {
    // Without an answer it may have been stored all the same: it stays, and the next call finds out.
    if (!(error instanceof RelayRefused) || error.reason === 'gone' || error.reason === 'full') throw error
    saved.pending = undefined
    if (error.reason === 'conflict') return false
    throw error
  }
}
