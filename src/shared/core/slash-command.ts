/** What a text that is about to be sent asks for: a message, or one of the commands that begin with a slash. */
import { escapeMarkdown } from './escape-markdown.ts'

export const commandNames = ['me', 'shrug', 'mute', 'invite', 'dm', 'hooks', 'leave', 'help'] as const
export type CommandName = (typeof commandNames)[number]

export type Parsed =
  | { readonly kind: 'post'; readonly text: string; readonly isAction: boolean }
  | { readonly kind: 'mute' | 'hooks' | 'leave' | 'help' }
  /** Usernames in lower case, each once. */
  | { readonly kind: 'invite'; readonly usernames: readonly string[] }
  | { readonly kind: 'dm'; readonly username: string; readonly text: string }
  /** A command that says too little: `/me` without what I do, `/invite` without whom. */
  | { readonly kind: 'incomplete'; readonly name: 'me' | 'invite' | 'dm' }
  | { readonly kind: 'unknown'; readonly name: string }

/** A name and nothing else directly behind the slash, so that paths such as `/etc/hosts` are text. */
const COMMAND = /^\/([a-z][a-z0-9-]*)(?=\s|$)/i
const SHRUG = escapeMarkdown('¯\\_(ツ)_/¯')

/**
 * Never fails: what is no command is a text. A space before the slash, or a second slash, makes text of what looks like a command.
 * Empty lines at both ends are left out of a text.
 */
export function parseSlashCommand(raw: string): Parsed {
  if (!raw.startsWith('/')) return post(raw)
  const name = COMMAND.exec(raw)?.[1]
  if (name === undefined) return post(raw.startsWith('//') ? raw.slice(1) : raw)
  const rest = raw.slice(name.length + 1).trim()
  switch (name.toLowerCase()) {
    case 'me':
      return rest === '' ? { kind: 'incomplete', name: 'me' } : { kind: 'post', text: rest, isAction: true }
    case 'shrug':
      return post(rest === '' ? SHRUG : `${rest} ${SHRUG}`)
    case 'invite':
      return parseInvite(rest)
    case 'dm':
      return parseDirect(rest)
    case 'mute':
    case 'hooks':
    case 'leave':
    case 'help':
      return { kind: name.toLowerCase() as 'mute' | 'hooks' | 'leave' | 'help' }
    default:
      return { kind: 'unknown', name }
  }
}

const post = (text: string): Parsed => ({ kind: 'post', text: trim(text), isAction: false })

/** Four spaces at the beginning are Markdown's code and stay; the space that made text of a command goes. */
const trim = (text: string): string => text.replace(/^(?:\s*\n)+|^\s+(?=\/)/, '').trimEnd()

function parseInvite(rest: string): Parsed {
  const usernames = [...new Set(rest.split(/[\s,;]+/).map(toUsername))].filter((name) => name !== '')
  return usernames.length === 0 ? { kind: 'incomplete', name: 'invite' } : { kind: 'invite', usernames }
}

function parseDirect(rest: string): Parsed {
  const [first = '', ...more] = rest.split(/(?<=^\S+)\s+/)
  const username = toUsername(first)
  return username === '' ? { kind: 'incomplete', name: 'dm' } : { kind: 'dm', username, text: more.join('') }
}

const toUsername = (word: string): string => word.replace(/^@/, '').toLowerCase()

/** The same text in a form that is sent as it stands. */
export const asText = (raw: string): string => (raw.startsWith('/') ? `/${raw}` : raw)

/** What was sent, as it is to be written to be sent again as the same. */
export function asWritten({ text, isAction }: { readonly text: string; readonly isAction: boolean }): string {
  if (isAction) return `/me ${text}`
  const parsed = parseSlashCommand(text)
  return parsed.kind === 'post' && !parsed.isAction && parsed.text === text ? text : asText(text)
}
