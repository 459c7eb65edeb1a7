/** The groups of keys that this device is in: makes or joins them as the facts say, keeps them in step, and stores what they keep. */
import { RelayRefused, type Relay } from '../relay.ts'
import { GroupRefused, type EpochKeys } from '../groups/epoch-keys.ts'
import { memberOf, type OwnDevice } from '../groups/mls-group.ts'
import { openGroup } from '../groups/open-group.ts'
import type { Rules } from '../groups/rules.ts'
import { createHandover, type Handover } from './hand-over.ts'
import type { SyncStore } from './sync-store.ts'

export interface GroupsOptions {
  /** The workspace's root key, Ed25519. */
  readonly root: Uint8Array
  readonly own: OwnDevice
  /** The group of the public channels; guests follow it in public, without its keys. */
  readonly workspace: string
  /** Public channels that guests came into, of those that this device may read: each has a group of its own. */
  readonly listShared: () => readonly string[]
  readonly hasGuest: (channel: string) => boolean
  readonly relay: Relay
  readonly store: SyncStore
  readonly rulesFor: (group: string) => Rules
  readonly newId: () => string
  readonly pause: (ms: number) => Promise<void>
  readonly log: (level: 'info' | 'warn', message: string, about?: unknown) => void
}

export interface Groups {
  /** As it stands; nothing is read. */
  keys(group: string): EpochKeys
  /**
   * Brings this device into the group if it may be, and in step; carries out what the facts say. Never throws: what is not possible now is
   * tried again when something changes. @returns whether it is to be tried again also without that: a disk failed, here or at the host
   */
  tend(group: string): Promise<boolean>
  /** The newest key, once nobody is in the group who should not be. @throws GroupRefused while this device is not in it */
  sealingKey(group: string): Promise<{ readonly epoch: bigint; readonly key: Uint8Array }>
  /** What this device was given for a public channel and an epoch of the workspace's group, where it is a guest. */
  handedKeys: Handover['keys']
}

export function createGroups(options: GroupsOptions): Groups {
  const { root, own, workspace, listShared, relay, store, rulesFor, newId, pause, log } = options
  const open = new Map<string, EpochKeys>()
  const tending = new Map<string, Promise<boolean>>()
  const self = memberOf(own)

  function keys(group: string): EpochKeys {
    const known = open.get(group)
    if (known) return known
    const place = `group/${group}`
    const keep = async (packed: Uint8Array): Promise<void> => store.keepSecret(place, packed)
    const made = openGroup({ group, root, own, relay, rules: rulesFor(group), history: 'full', keep, newId, pause, random: Math.random }, store.secret(place))
    open.set(group, made)
    return made
  }

  async function enter(group: string): Promise<void> {
    const one = keys(group)
    if (one.standing() !== 'outside' && one.standing() !== 'removed') return
    const rules = rulesFor(group)
    const { position } = await rules.newest()
    if (!rules.belongs(self, position)) return
    // What stands there may be no beginning: a member could put anything into the place of the first record.
    if (rules.mayCreate(self, position)) await one.create().catch(unlessOtherwise('exists'))
    if (one.standing() !== 'in') await one.join().catch(unlessOtherwise('no_group'))
  }

  async function work(group: string): Promise<boolean> {
    try {
      await enter(group)
      const one = keys(group)
      if ((one.standing() === 'outside' && group !== workspace) || one.standing() === 'twin') return false
      await one.sync()
      if (one.standing() === 'in' && (await one.unwanted()).length > 0) await one.removeUnwanted()
      if (one.confirmed()) await one.recover()
      // Which epochs there are, and who was in them, is known of the workspace's group alone.
      for (const channel of listShared()) if (group === workspace || group === channel) await handover.tend(channel)
      return false
    } catch (error) {
      log('warn', `the group ${group} is not in step`, error)
      return isPassing(error)
    }
  }

  async function sealingKey(group: string): ReturnType<Groups['sealingKey']> {
    const one = keys(group)
    if ((await one.unwanted()).length > 0) await one.removeUnwanted()
    const epoch = one.epoch()
    const key = epoch === undefined ? undefined : one.key(epoch)
    if (epoch === undefined || !(key instanceof Uint8Array)) throw new GroupRefused('no_group', 'This device has no key of the group yet.')
    return { epoch, key }
  }

  const handover = createHandover({ own, workspace, relay, keysOf: keys, sealingKey, hasGuest: options.hasGuest, newId, pause })

  return {
    keys,
    sealingKey,
    handedKeys: handover.keys,
    tend(group) {
      const next = (tending.get(group) ?? Promise.resolve(false)).then(() => work(group))
      tending.set(group, next)
      return next
    },
  }
}

/** Nothing in the log has to change for it to go well. */
function isPassing(error: unknown): boolean {
  if (error instanceof RelayRefused) return error.reason === 'gone' || error.reason === 'full'
  if (error instanceof GroupRefused) return error.reason === 'contested'
  return error instanceof Error && 'code' in error
}

function unlessOtherwise(expected: GroupRefused['reason']): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof GroupRefused) || error.reason !== expected) throw error
  }
}
