/** What a group of keys asks about people, answered by the ledger of facts. */
import type { Member } from '../groups/member.ts'
import { sameBytes } from '../groups/fields.ts'
import type { FactsMark, Rules } from '../groups/rules.ts'
import type { Ledger } from './ledger.ts'

/**
 * @param group the workspace's id, for its public channels, or the id of a channel that is not public or has, or had, guests.
 * @param waitUntilRead reads on until the ledger has taken this position; resolves also when it cannot get that far.
 */
export function rulesFor(ledger: Ledger, group: string, waitUntilRead: (position: number) => Promise<unknown>): Rules {
  const belongs = (member: Member, position: number): boolean => isAdmitted(ledger, member, position) && belongsToGroup(ledger, group, member.device, position)
  return {
    newest: async () => ledger.mark(),
    async knows({ position, digest }: FactsMark) {
      if (position > ledger.mark().position) await waitUntilRead(position)
      const known = ledger.digestAt(position)
      return known !== undefined && sameBytes(known, digest)
    },
    // Whoever belongs may begin it: the log says who was first.
    mayCreate: belongs,
    belongs,
  }
}

/** Whether a device that was admitted has a place in this group: the question about a subject `group/…` or `links/…`. */
export function belongsToGroup(ledger: Ledger, group: string, device: string, position?: number): boolean {
  const people = ledger.peopleOf(device, position)
  const isNoGuest = (person: string): boolean => (ledger.person(person, position)?.role ?? 'guest') !== 'guest'
  if (group === ledger.workspaceId) return people.some(isNoGuest)
  const channel = ledger.channel(group, position)
  if (!channel || (channel.type === 'public' && channel.guestsSince === undefined)) return false
  return people.some((person) => ledger.isMember(group, person, position) || (channel.type === 'public' && isNoGuest(person)))
}

function isAdmitted(ledger: Ledger, { device, person, key }: Member, position: number): boolean {
  const known = ledger.device(device, position)
  return known !== undefined && known.removed === undefined && known.person === person && sameBytes(known.key, key)
}
