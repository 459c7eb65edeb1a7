/** ★ A device in a group of keys: joins, follows, answers, repairs itself. One thing at a time, each built on what the log holds then. */
import { answerLinks } from './answer-links.ts'
import { sendCommit, sendCreation, sendJoin, settle } from './commit.ts'
import { GroupRefused, type EpochKeys, type MissingKey, type Standing } from './epoch-keys.ts'
import { leavesOf, makeConfig, memberOf, type Leaves } from './mls-group.ts'
import type { FactsMark } from './rules.ts'
import { recoverKeys } from './recover-keys.ts'
import { emptyGroup, packGroup, unpackGroup } from './saved-group.ts'
import { isCurrent, keyOf, type GroupOptions, type Session } from './session.ts'
import { repair, STRANGERS_LIMIT } from './repair.ts'
import { sameMember } from './member.ts'

/** @param packed what `keep` was given last. @throws RangeError when it cannot be read: keep it, and open without it to join again */
export function openGroup(options: GroupOptions, packed?: Uint8Array): EpochKeys {
  const session = openSession(options, packed)
  return { ...lookIn(session), ...actOn(session) }
}

type Looks = Pick<EpochKeys, 'standing' | 'epoch' | 'key' | 'roster' | 'code' | 'confirmed' | 'save'>

const TRIES = 3

/** What can be asked at any time, without waiting. */
function lookIn({ saved, options }: Session): Looks {
  const standing = (): Standing => {
    if (saved.isRemoved) return 'removed'
    if (!saved.isMember) return 'outside'
    if (saved.strangers > STRANGERS_LIMIT) return 'twin'
    return isCurrent(saved) ? 'in' : 'lost'
  }
  const whyMissing = (epoch: bigint): MissingKey => {
    if (!saved.isMember) return 'outside'
    if (!saved.epochs.has(epoch)) return 'ahead'
    return options.history === 'full' ? 'waiting' : 'before_joining'
  }
  return {
    standing,
    epoch: () => (isCurrent(saved) ? saved.head?.group.context.epoch : undefined),
    key: (epoch) => keyOf(saved, epoch) ?? whyMissing(epoch),
    roster: (epoch) => saved.rosters.at(epoch),
    code: () => (isCurrent(saved) ? saved.state?.keySchedule.epochAuthenticator : undefined),
    confirmed: () => saved.isConfirmed && isCurrent(saved),
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
    await repair(session)
    await answerLinks(session)
    await keep()
  }

  const commit = async (choose: Parameters<typeof sendCommit>[1]) => {
    for (let tried = 0; ; tried += 1) {
      await follow()
      mustBeIn()
      try {
        return await sendCommit(session, choose)
      } catch (error) {
        // Somebody's commit led this device astray just now: it joins again first.
        if (standing() !== 'lost' || tried >= TRIES) throw error
      }
    }
  }

  return {
    create: () => alone(() => sendCreation(session)),
    join: () =>
      alone(async () => {
        saved.strangers = 0
        await sendJoin(session)
      }),
    update: () => alone(async () => void (await commit(() => []))),
    removeUnwanted: () =>
      alone(() =>
        commit((leaves, mark) => {
          const unwanted = unwantedOf(leaves, mark)
          return unwanted.length > 0 ? unwanted.map(([leaf]) => leaf) : undefined
        }),
      ),
    unwanted: async () => (saved.head ? unwantedOf(leavesOf(saved.head.group.tree), await options.rules.newest()).map(([, member]) => member) : []),
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
    saved: packed ? unpackGroup(options.group, packed, config) : emptyGroup(),
    handshakes: `group/${options.group}`,
    links: `links/${options.group}`,
    evidence: { isUnusable: false, isDoubtful: false, ownSkipped: undefined },
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
