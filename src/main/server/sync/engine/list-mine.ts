/** What concerns a device: the channels that it may read, and the groups of keys that it is to be in. */
import type { Subject } from '#shared/contract/envelope.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LedgerChannel } from '../ledger/questions.ts'
import { belongsToGroup } from '../ledger/rules-for.ts'

export interface Mine {
  readonly channels: readonly LedgerChannel[]
  readonly groups: ReadonlySet<string>
  /** Those that it is not in and whose history it follows: as a guest in a public channel it checks senders by it. */
  readonly watched: ReadonlySet<string>
}

/** Public channels share the workspace's group until a guest comes into one; every other one has its own. */
const groupFor = ({ workspaceId }: Pick<Ledger, 'workspaceId'>, channel: LedgerChannel): string => (channel.type === 'public' && !isShared(channel) ? workspaceId : channel.id)

const isShared = ({ type, guestsSince }: LedgerChannel): boolean => type === 'public' && guestsSince !== undefined

/** Under whose key something is sealed now. Undefined for a channel that nobody knows. @param subject `workspace` or a channel's */
export function findGroup(ledger: Ledger, subject: Subject): string | undefined {
  if (subject === 'workspace') return ledger.workspaceId
  const channel = ledger.channel(subject.slice('channel/'.length))
  return channel && groupFor(ledger, channel)
}

/** Whose keys open something: who writes into a public channel may not know yet that a guest came, or the reader may not. */
export function listGroups(ledger: Ledger, subject: Subject): readonly string[] {
  const group = findGroup(ledger, subject)
  if (subject === 'workspace' || group === undefined) return group === undefined ? [] : [group]
  const { id, type } = ledger.channel(subject.slice('channel/'.length))!
  return type === 'public' ? [id, ledger.workspaceId] : [id]
}

/** Public channels with a group of their own, of those that a device may read. */
export function listShared(ledger: Ledger, device: string): readonly string[] {
  return ledger.channels().flatMap((channel) => (isShared(channel) && belongsToGroup(ledger, channel.id, device) ? [channel.id] : []))
}

export function hasGuest(ledger: Ledger, channel: string): boolean {
  return ledger.membersOf(channel).some((person) => ledger.person(person)?.role === 'guest')
}

/** As of the last fact. */
export function listMine(ledger: Ledger, device: string): Mine {
  const asked = new Map<string, boolean>()
  const isIn = (group: string): boolean => {
    const belongs = asked.get(group) ?? belongsToGroup(ledger, group, device)
    asked.set(group, belongs)
    return belongs
  }
  isIn(ledger.workspaceId)
  const channels = ledger.channels().filter((channel) => isIn(groupFor(ledger, channel)))
  const watched = new Set(!isIn(ledger.workspaceId) && channels.some(isShared) ? [ledger.workspaceId] : [])
  return { channels, groups: new Set([...asked].flatMap(([group, belongs]) => (belongs ? [group] : []))), watched }
}

/** All that such a device follows. */
export function subjectsOf({ channels, groups, watched }: Mine): Set<Subject> {
  const subjects = new Set<Subject>(['workspace'])
  for (const { id } of channels) subjects.add(`channel/${id}`)
  for (const group of watched) subjects.add(`group/${group}`)
  for (const group of groups) subjects.add(`group/${group}`).add(`links/${group}`)
  return subjects
}
