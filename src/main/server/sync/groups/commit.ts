/** A device in a group, writing: builds a commit on the newest state, keeps it, sends it, and takes it on only when the log has it. */
import type { ClientState } from 'ts-mls'
import { signEnvelope } from '../sealing/sign-envelope.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import { RelayRefused } from '../relay.ts'
import { GroupRefused } from './epoch-keys.ts'
import { nameKey, writeGroupInfo } from './group-info.ts'
import { packHandshake } from './handshake.ts'
import { sealLink } from './link.ts'
import type { Member } from './member.ts'
import { commitState, createState, exportKey, joinState, leavesOf, memberOf, type Leaves } from './mls-group.ts'
import type { FactsMark } from './rules.ts'
import { packGroup, type Pending } from './saved-group.ts'
import { catchUp, isCurrent, keyOf, type Session } from './session.ts'

/** More tries than a storm of joins needs; each waits longer than the one before, up to two seconds. */
const TRIES = 60
const LONGEST_PAUSE_MS = 2000

interface Draft {
  readonly to: ClientState
  /** Empty when the group begins. */
  readonly message: Uint8Array
  readonly mark: FactsMark
}

/** Begins the group. @throws GroupRefused `exists`, `not_allowed` */
export async function sendCreation(session: Session): Promise<void> {
  const { options, court, saved } = session
  const self = memberOf(options.own)
  await send(session, async () => {
    if (saved.head) throw new GroupRefused('exists', 'This group exists already: join it.')
    const mark = await options.rules.newest()
    if (!options.rules.belongs(self, mark.position) || !options.rules.mayCreate(self, mark.position)) throw new GroupRefused('not_allowed', 'This device may not begin this group.')
    return { to: await createState(options.group, options.own, court.config), message: new Uint8Array(), mark }
  })
}

/** Joins, or joins again with its old leaf taken away. @throws GroupRefused `no_group`, `not_allowed` */
export async function sendJoin(session: Session): Promise<void> {
  const { options, court, saved, links } = session
  await send(session, async () => {
    // A join that was under way when the connection ended may be done by now.
    if (isCurrent(saved)) return undefined
    if (!saved.head) throw new GroupRefused('no_group', 'There is nothing to join here yet.')
    const mark = await options.rules.newest()
    if (!options.rules.belongs(memberOf(options.own), mark.position)) {
      saved.isRemoved ||= saved.isMember
      saved.isMember = false
      throw new GroupRefused('not_allowed', 'This device does not belong to this group (any more). Ask an admin for a new invite.')
    }
    const joined = await joinState(saved.head.described.info, saved.head.group.tree, options.own, court.config).catch(() => undefined)
    if (!joined) throw new GroupRefused('no_group', 'This group cannot be joined as it is. Another member has to be online once.')
    // What was said before is of no use without its keys; answers to this joining come later.
    if (saved.keys.size === 0) saved.linkPosition = (await options.relay.read(links, 0, 1)).last
    return { to: joined.state, message: joined.message, mark }
  })
}

/**
 * Commits as a member. `choose` picks who is removed from those who are there when the place is free; undefined: nothing to do.
 * @returns whom it removed; nobody in an update
 * @throws GroupRefused `removed`, `no_group`
 */
export async function sendCommit(session: Session, choose: (leaves: Leaves, mark: FactsMark) => readonly number[] | undefined): Promise<readonly Member[]> {
  const { saved, options } = session
  let removed: readonly Member[] = []
  await send(session, async () => {
    if (saved.isRemoved) throw new GroupRefused('removed', 'This device was removed from this group.')
    if (!saved.state || !isCurrent(saved)) throw new GroupRefused('no_group', 'This device is not in this group at the moment.')
    const mark = await options.rules.newest()
    const leaves = leavesOf(saved.state.ratchetTree)
    const chosen = choose(leaves, mark)
    removed = (chosen ?? []).flatMap((leaf) => leaves.get(leaf) ?? [])
    if (!chosen) return undefined
    const { state, message } = await commitState(saved.state, chosen)
    return { to: state, message, mark }
  })
  return removed
}

/** Catches up, and finishes what was under way when the program or the connection ended. */
export async function settle(session: Session): Promise<void> {
  await catchUp(session)
  const { saved, options } = session
  if (!saved.pending) return
  // The disk may have refused it before: what leaves without being kept seems to be another device's after a crash.
  await options.keep(packGroup(saved))
  await appendPending(session, saved.pending)
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

async function seal({ options, handshakes, saved }: Session, { to, message, mark }: Draft): Promise<Pending> {
  const key = await exportKey(to)
  const groupInfo = await writeGroupInfo(to, { mark, keyName: nameKey(key) })
  const newer = to.groupContext.epoch
  const oldKey = isCurrent(saved) && options.history === 'full' ? keyOf(saved, newer - 1n) : undefined
  const link = oldKey ? sealLink({ group: options.group, newer, older: newer - 1n }, key, oldKey) : new Uint8Array()
  const body = packHandshake({ commit: message, groupInfo, link })
  const { id, signature } = signEnvelope({ id: options.newId(), subject: handshakes, kind: 'handshake', device: options.own.certificate.device, body }, options.own.signingKey)
  return { id, body, signature, expectLast: saved.position, to }
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
