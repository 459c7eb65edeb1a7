/** Who a text names: `@username` of a known person, or one of the words that address everyone. Server and window ask the same. */

import type { MentionRule } from '../contract/message.ts'
import { proseOf } from './prose.ts'

export interface Mentions {
  /** Usernames. */
  readonly known: Pick<ReadonlySet<string>, 'has'>
  readonly me: string
  /** `all` when left out. */
  readonly rule?: MentionRule
}

export interface Mention {
  readonly start: number
  readonly end: number
  readonly isMe: boolean
}

const EVERYONE = new Set(['channel', 'all', 'here', 'everyone'])
/** An address such as `mail@example.com` names nobody: no letter or digit may stand before the `@`. */
const AT = /(?<![\p{L}\p{N}_.-])@([a-z0-9._-]{1,64})/giu
/** Chatalot's names: a dot or dash ends them. */
const AT_EXACT = /(?<![\p{L}\p{N}_.-])@([A-Za-z0-9_]{1,64})/gu

/** The next mention at or after `from`. A trailing dot or dash belongs to the sentence unless the name has it. */
export function findMention(text: string, from: number, { known, me, rule = 'all' }: Mentions): Mention | null {
  if (rule === 'none') return null
  if (rule === 'exact') return findExact(text, from, { known, me })
  AT.lastIndex = from
  for (let match = AT.exec(text); match !== null; match = AT.exec(text)) {
    for (let name = match[1]!.toLowerCase(); name !== ''; name = shorten(name)) {
      const toEveryone = rule === 'all' && EVERYONE.has(name)
      if (toEveryone || known.has(name)) return { start: match.index, end: match.index + 1 + name.length, isMe: toEveryone || name === me }
    }
  }
  return null
}

function findExact(text: string, from: number, { known, me }: Mentions): Mention | null {
  AT_EXACT.lastIndex = from
  for (let match = AT_EXACT.exec(text); match !== null; match = AT_EXACT.exec(text)) {
    const name = match[1]!
    if (known.has(name)) return { start: match.index, end: match.index + 1 + name.length, isMe: name === me }
  }
  return null
}

/** Without its last sign when that is punctuation; '' when nothing is left to try. */
const shorten = (name: string): string => (/[._-]$/.test(name) ? name.slice(0, -1) : '')

/** Everybody that a text names, each once: who is notified is exactly who is tinted. Code and links name nobody. */
export function listMentions(text: string, known: Mentions['known'], rule: MentionRule = 'all'): { readonly usernames: string[]; readonly audience: boolean } {
  const usernames = new Set<string>()
  let audience = false
  if (!text.includes('@')) return { usernames: [], audience }
  const prose = proseOf(text)
  for (let found = findMention(prose, 0, { known, me: '', rule }); found !== null; found = findMention(prose, found.end, { known, me: '', rule })) {
    const name = prose.slice(found.start + 1, found.end).toLowerCase()
    if (rule === 'all' && EVERYONE.has(name)) audience = true
    else usernames.add(name)
  }
  return { usernames: [...usernames], audience }
}

/** Whether the row is to be marked; code and links do not count, as they are not tinted either. */
export function mentionsMe(text: string, mentions: Mentions): boolean {
  if (!text.includes('@')) return false
  const prose = proseOf(text)
  for (let found = findMention(prose, 0, mentions); found !== null; found = findMention(prose, found.end, mentions)) {
    if (found.isMe) return true
  }
  return false
}
