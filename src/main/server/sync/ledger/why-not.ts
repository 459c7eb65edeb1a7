/** Why a device may not read, append or redact something, in words; undefined when it may. By the facts as of the last record. */
import type { Change } from '#shared/contract/change.ts'
import type { EnvelopeKind, RelayRecord, Subject } from '#shared/contract/envelope.ts'
import type { Ledger } from './ledger.ts'
import { belongsToGroup } from './rules-for.ts'

export interface Author {
  readonly device: string
  /** Whose message it is, when that is known to be another than the device's person: the owner of the hook that posted it, for instance. */
  readonly person?: string | undefined
}

const strange = 'This device is not in the workspace.'

export function whyNotRead(ledger: Ledger, device: string, subject: Subject): string | undefined {
  if (ledger.peopleOf(device).length === 0) return strange
  const [kind, id = ''] = subject.split('/')
  if (kind === 'workspace') return undefined
  // Guests of a public channel check by its past who was there. Handshakes hold no key, and nothing that the facts do not say.
  if (subject === `group/${ledger.workspaceId}` && isGuestSomewhere(ledger, device)) return undefined
  if (kind !== 'channel') return belongsToGroup(ledger, id, device) ? undefined : 'This device is not to have these keys.'
  if (!ledger.channel(id)) return 'There is no such channel.'
  return canRead(ledger, device, id) ? undefined : 'You are not a member of this channel.'
}

/** @param record as it would be if it came next. @param change what a fact says; undefined for none. */
export function whyNotAppend(ledger: Ledger, record: RelayRecord, change: Change | undefined): string | undefined {
  const { subject, device, kind } = record
  const [place = '', id = ''] = subject.split('/')
  if (!kindsOf[place]?.includes(kind)) return `Nothing of the kind “${kind}” stands in ${place}.`
  if (kind === 'fact') return ledger.judge(record, change)
  if (ledger.peopleOf(device).length === 0) return strange
  if (place === 'workspace') return record.redacts === undefined ? undefined : 'Facts stay.'
  if (place !== 'channel') return belongsToGroup(ledger, id, device) ? undefined : 'This device is not to have these keys.'
  if (!ledger.channel(id)) return 'There is no such channel.'
  if (kind === 'plain') return ledger.mayPostFromHook(device, id) ? undefined : 'No webhook that may post here lives on this device.'
  return isIn(ledger, device, id) ? undefined : 'You are not a member of this channel.'
}

export function whyNotRedact(ledger: Ledger, device: string, subject: Subject, author: Author | undefined): string | undefined {
  if (!author) return 'There is no such message.'
  const id = subject.slice('channel/'.length)
  if (!isIn(ledger, device, id)) return 'You are not a member of this channel.'
  const people = ledger.peopleOf(device)
  const owner = author.person ?? ledger.device(author.device)?.person
  const isAdmin = people.some((person) => ['owner', 'admin'].includes(ledger.person(person)?.role ?? ''))
  // What a webhook posted is taken back from where it was posted, too.
  return isAdmin || author.device === device || (owner !== undefined && people.includes(owner)) ? undefined : 'Only its author and admins can delete a message.'
}

const kindsOf: Readonly<Record<string, readonly EnvelopeKind[]>> = { workspace: ['fact', 'sealed'], channel: ['sealed', 'plain'], group: ['handshake'], links: ['link'] }

const isIn = (ledger: Ledger, device: string, channel: string): boolean => ledger.peopleOf(device).some((person) => ledger.isMember(channel, person))

function isGuestSomewhere(ledger: Ledger, device: string): boolean {
  return ledger.channels().some(({ id, guestsSince }) => guestsSince !== undefined && isIn(ledger, device, id))
}

function canRead(ledger: Ledger, device: string, channel: string): boolean {
  const isOpen = ledger.channel(channel)?.type === 'public' && ledger.peopleOf(device).some((person) => ledger.person(person)?.role !== 'guest')
  return isOpen || isIn(ledger, device, channel)
}
