/** What concerns a device: the channels that it may read, and the groups of keys that it is to be in. */
import type { Subject } from '#shared/contract/envelope.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LedgerChannel } from '../ledger/questions.ts'
import { belongsToGroup } from '../ledger/rules-for.ts'

export interface Mine {
  readonly channels: readonly LedgerChannel[]
  readonly groups: ReadonlySet<string>
}

/** Public channels share the workspace's group; every other one has its own. */
const groupFor = ({ workspaceId }: Pick<Ledger, 'workspaceId'>, { id, type }: LedgerChannel): string => (type === 'public' ? workspaceId : id)

/** Undefined for a channel that nobody knows. @param subject `workspace` or a channel's */
export function findGroup(ledger: Ledger, subject: Subject): string | undefined {
  if (subject === 'workspace') return ledger.workspaceId
  const channel = ledger.channel(subject.slice('channel/'.length))
  return channel && groupFor(ledger, channel)
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
  return { channels, groups: new Set([...asked].flatMap(([group, belongs]) => (belongs ? [group] : []))) }
}

/** All that such a device follows. */
export function subjectsOf({ channels, groups }: Mine): Set<Subject> {
  const subjects = new Set<Subject>(['workspace'])
  for (const { id } of channels) subjects.add(`channel/${id}`)
  for (const group of groups) subjects.add(`group/${group}`).add(`links/${group}`)
  return subjects
}
