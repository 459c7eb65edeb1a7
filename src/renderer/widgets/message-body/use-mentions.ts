/** Whom and what a text can name: people by their display names, channels that I can see. One object for all lists, because kept bodies are compared by it. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Person } from '#shared/contract/person.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Mentions } from '#shared/core/mentions.ts'
import { useChannels, usePeople, useSession } from '#renderer/lib/data/queries.ts'

export interface ShownMentions extends Mentions {
  /** Display names by username. */
  readonly names: ReadonlyMap<string, string>
  /** Handles of the channels that a `#handle` leads to. */
  readonly channels: ReadonlySet<string>
}

/** The same object until somebody joined or was renamed, or a channel came or went. */
export function useMentions(): ShownMentions {
  const { data: people = noPeople } = usePeople()
  const { data: channels = noChannels } = useChannels()
  const { data: session } = useSession()
  return mentionsOf(people, channels, session?.me.username ?? '')
}

const ruled = new WeakMap<Mentions, Map<string, Mentions>>()

/** The same people under a message's own rule: always the same object for the same two, because kept bodies are compared by it. */
export function underRule<M extends Mentions>(mentions: M, { mentions: rule, named }: Pick<Message, 'mentions' | 'named'>): M {
  if ((mentions.rule ?? 'all') === rule && named === undefined) return mentions
  const key = [rule, ...(named ?? ['*'])].join(' ')
  const byRule = ruled.get(mentions) ?? new Map<string, Mentions>()
  ruled.set(mentions, byRule)
  const found = byRule.get(key) ?? { ...mentions, rule, ...(named === undefined ? {} : { known: new Set(named.filter((name) => mentions.known.has(name))) }) }
  byRule.set(key, found)
  return found as M
}

const noPeople: readonly Person[] = []
const noChannels: readonly Channel[] = []

interface Kept {
  readonly people: readonly Person[]
  readonly channels: readonly Channel[]
  readonly signature: string
  readonly mentions: ShownMentions
}

let kept: Kept | null = null

/** Exported for tests. */
function mentionsOf(people: readonly Person[], channels: readonly Channel[], me: string): ShownMentions {
  if (kept !== null && kept.people === people && kept.channels === channels && kept.mentions.me === me) return kept.mentions
  const handles = channels.filter(({ type }) => type === 'public' || type === 'private').map(({ name }) => name)
  const signature = JSON.stringify([me, people.map(({ username, displayName }) => [username, displayName]), handles])
  const mentions = kept?.signature === signature ? kept.mentions : build(people, handles, me)
  kept = { people, channels, signature, mentions }
  return mentions
}

function build(people: readonly Person[], handles: readonly string[], me: string): ShownMentions {
  return {
    known: new Set(people.map(({ username }) => username)),
    me,
    names: new Map(people.map(({ username, displayName }) => [username, displayName])),
    channels: new Set(handles),
  }
}
