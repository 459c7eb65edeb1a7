/** The name of a channel as people read it: a direct one is called like the other person, a group like its people. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { currentLanguage } from '#renderer/text/i18n.ts'

export interface ChannelTitle {
  readonly title: string
  /** The other person of a direct channel; myself in the channel with myself. */
  readonly person: Person | null
}

export function channelTitle(channel: Channel, me: string, people: readonly Person[]): ChannelTitle {
  if (channel.type === 'group') return { title: groupTitle(channel.members, me, people), person: null }
  if (channel.type !== 'direct') return { title: channel.name, person: null }
  const other = channel.members.find((name) => name !== me) ?? me
  const person = people.find((candidate) => candidate.username === other) ?? null
  return { title: person?.displayName ?? other, person }
}

/** "Aiko, Mara, Tomás": first names are enough among colleagues; two of the same name are told apart by the whole one. */
function groupTitle(members: readonly string[], me: string, people: readonly Person[]): string {
  const names = members.filter((username) => username !== me).map((username) => people.find((person) => person.username === username)?.displayName ?? username)
  const short = names.map(firstName)
  const told = names.map((name, index) => (short.indexOf(short[index]!) === short.lastIndexOf(short[index]!) ? short[index]! : name))
  return new Intl.ListFormat(currentLanguage(), { type: 'unit', style: 'short' }).format(told.toSorted((a, b) => a.localeCompare(b)))
}

const firstName = (name: string): string => name.trim().split(/\s+/)[0]!
