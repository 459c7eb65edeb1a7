/** ★ A device in a group of keys: joins, follows, answers, repairs itself. One thing at a time, each built on what the log holds then. */
import { answerLinks } from './answer-links.ts'
import { sendCommit, sendCreation, sendJoin, settle } from './commit.ts'
import { GroupRefused, type EpochKeys, type MissingKey, type Standing } from './epoch-keys.ts'
import { leavesOf, makeConfig, memberOf, type Leaves } from './mls-group.ts'
import type { FactsMark } from './rules.ts'
import { recoverKeys } from './recover-keys.ts'
import { emptyGroup, packGroup, unpackGroup } from './saved-group.ts'
import type { GroupOptions, Session } from './session.ts'
import { repair, STRANGERS_LIMIT } from './repair.ts'
import { sameMember } from './member.ts'

/** @param packed what `keep` was given last. @throws RangeError when it cannot be read: keep it, and open without it to join again */
export function openGroup(options: GroupOptions, packed?: Uint8Array): EpochKeys {
  const session = openSession(options, packed)
  return { ...lookIn(session), ...actOn(session) }
}

type Looks = Pick<EpochKeys, 'standing' | 'epoch' | 'key' | 'roster' | 'code' | 'confirmed' | 'save'>

/** What can be asked at any time, without waiting. */
function lookIn({ saved, options }: Session): Looks {
  const standing = (): Standing => {
    if (!saved.place) return 'outside'
    if (saved.removed) return 'removed'
    return saved.strangers > STRANGERS_LIMIT ? 'twin' : 'in'
  }
  const whyMissing = (epoch: bigint): MissingKey => {
    const current = saved.place?.state.groupContext.epoch
    if (current === undefined) return 'outside'
    if (epoch > current) return standing() === 'in' ? 'ahead' : 'outside'
    return options.history === 'full' ? 'waiting' : 'before_joining'
  }
  // Without links nothing tells whether an older key is of this past; most probably it is.
  const isSure = (epoch: bigint) => epoch >= saved.sureFrom || options.history === 'from-join'
  return {
    standing,
    epoch: () => saved.place?.state.groupContext.epoch,
    key: (epoch) => (isSure(epoch) ? saved.keys.get(epoch) : undefined) ?? whyMissing(epoch),
    roster: (epoch) => saved.rosters.at(epoch),
    code: () => saved.place?.state.keySchedule.epochAuthenticator,
    confirmed: () => saved.place !== undefined && (saved.basePosition === 0 || saved.support.size > saved.dissent.size),
    save: () => packGroup(saved),
  }
}

/** What reads and writes the log. */
function actOn(session: Session): Omit<EpochKeys, keyof Looks> {
  const { options, saved } = session
  const { standing } = lookIn(session)
  const alone = oneAtATime()
  const keep = () => options.keep(packGroup(saved))
  const mustBeIn = () => {
    if (standing() === 'twin') throw new GroupRefused('twin', 'Another device uses the same keys as this one, as after restoring a backup. Join anew with a new device to go on here.')
  }

  const self = memberOf(options.own)
  const unwantedOf = (leaves: Leaves, { position }: FactsMark) => [...leaves].filter(([, member]) => !sameMember(member, self) && !options.rules.belongs(member, position))
  /** Nothing is written before everything is read and this device is in step. */
  const follow = async () => {
    if (standing() === 'twin') return
    await settle(session)
    await answerLinks(session)
    await repair(session)
    await keep()
  }

  return {
    create: () => alone(() => sendCreation(session)),
    join: () =>
      alone(async () => {
        // A join that was under way when the connection ended may be done by now.
        await settle(session)
        if (standing() === 'in') return
        saved.strangers = 0
        await sendJoin(session)
      }),
    update: () =>
      alone(async () => {
        await follow()
        mustBeIn()
        await sendCommit(session, () => [])
      }),
    removeUnwanted: () =>
      alone(async () => {
        await follow()
        mustBeIn()
        return sendCommit(session, (leaves, mark) => {
          const unwanted = unwantedOf(leaves, mark)
          return unwanted.length > 0 ? unwanted.map(([leaf]) => leaf) : undefined
        })
      }),
    unwanted: async () => (saved.place ? unwantedOf(leavesOf(saved.place.state.ratchetTree), await options.rules.newest()).map(([, member]) => member) : []),
    sync: () => alone(follow),
    recover: () =>
      alone(async () => {
        const missing = await recoverKeys(session)
        await keep()
        return missing
      }),
  }
}

function openSession(options: GroupOptions, packed: Uint8Array | undefined): Session {
  const config = makeConfig(options.root)
  return {
    options,
    court: { group: options.group, config, rules: options.rules },
    saved: packed ? unpackGroup(packed, config) : emptyGroup(),
    handshakes: `group/${options.group}`,
    links: `links/${options.group}`,
    evidence: { suspects: new Set(), stranger: false, ownSkipped: undefined },
  }
}

/** Runs one function after the other; one that fails stops none. */
function oneAtATime(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const next = last.then(run, run)
    last = next.catch(() => undefined)
    return next
  }
}
