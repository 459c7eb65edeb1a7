/** What can stand for what was typed, the best first, in groups. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import { foldText } from '#shared/core/fold-text.ts'
import { matchNames, rankByNames } from '#shared/core/match-names.ts'
import type { CommandName } from '#shared/core/slash-command.ts'
import { searchEmoji, withTone, type Emoji } from '#renderer/widgets/emoji-picker/emoji-list.ts'
import type { Token } from './find-token.ts'

const audienceNames = ['channel', 'all', 'here'] as const
export type AudienceName = (typeof audienceNames)[number]

export type Suggestion = { readonly id: string; /** What is written instead of the token. */ readonly insert: string; readonly group: 'first' | 'others' } & (
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'audience'; readonly name: AudienceName }
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'emoji'; readonly emoji: Emoji; readonly char: string }
  | { readonly kind: 'command'; readonly name: CommandName }
)

export interface Known {
  readonly channel: Channel
  readonly me: Person
  readonly people: readonly Person[]
  readonly channels: readonly Channel[]
  /** Null while not loaded. */
  readonly emoji: readonly Emoji[] | null
  readonly skinTone: number
  /** Those that I may use here. */
  readonly commands: readonly CommandName[]
}

const SHOWN = 10
const OTHERS_SHOWN = 5

export function suggest({ kind, query: raw }: Token, known: Known): readonly Suggestion[] {
  const query = foldText(raw)
  switch (kind) {
    case 'person':
      return suggestPeople(query, known)
    case 'channel':
      return rankByNames(listChannels(known), query, (channel) => [channel.name, foldText(channel.displayName)])
        .slice(0, SHOWN)
        .map((channel) => ({ kind, id: `channel-${channel.name}`, insert: `#${channel.name} `, group: 'first', channel }))
    case 'emoji':
      return searchEmoji(known.emoji ?? [], raw)
        .slice(0, SHOWN)
        .map((emoji) => {
          const char = withTone(emoji, known.skinTone)
          return { kind, id: `emoji-${emoji.code}`, insert: `${char} `, group: 'first', emoji, char }
        })
    case 'command':
      return known.commands.filter((name) => name.startsWith(query)).map((name) => ({ kind, id: `command-${name}`, insert: `/${name} `, group: 'first', name }))
  }
}

function suggestPeople(query: string, known: Known): readonly Suggestion[] {
  const { channel, me, people } = known
  const members = new Set(channel.members)
  const byName = people.toSorted((a, b) => Number(a.username === me.username) - Number(b.username === me.username) || a.displayName.localeCompare(b.displayName))
  const ranked = rankByNames(byName, query, (person) => [person.username, foldText(person.displayName)])
  const toSuggestion = (group: 'first' | 'others') => (person: Person): Suggestion => ({ kind: 'person', id: `person-${person.username}`, insert: `@${person.username} `, group, person })
  const inside = ranked.filter((person) => members.has(person.username)).slice(0, SHOWN).map(toSuggestion('first'))
  const outside = ranked.filter((person) => !members.has(person.username)).slice(0, OTHERS_SHOWN).map(toSuggestion('others'))
  const audience = channel.type === 'direct' ? [] : suggestAudience(query)
  // Who writes "@here" means it, whatever Heredia is called.
  const meant = audience.some(({ insert }) => insert === `@${query} `)
  return meant ? [...audience, ...inside, ...outside] : [...inside, ...audience, ...outside]
}

const suggestAudience = (query: string): readonly Suggestion[] =>
  audienceNames.filter((name) => matchNames(query, [name]) !== null).map((name) => ({ kind: 'audience', id: `audience-${name}`, insert: `@${name} `, group: 'first', name }))

/** The one I am in last: nobody points to where they stand. */
function listChannels({ channel, channels }: Known): readonly Channel[] {
  const open = channels.filter(({ type, archivedAt }) => (type === 'public' || type === 'private') && archivedAt === null)
  return open.toSorted((a, b) => Number(a.id === channel.id) - Number(b.id === channel.id) || a.name.localeCompare(b.name))
}
