/** Discord's `allowed_mentions`: fewer than the text names may be told. */
import type { MentionRule } from '#shared/contract/message.ts'
import { isRecord } from '../payload-values.ts'
import type { Named } from './markdown.ts'

export interface Allowed {
  /** Undefined: the dialect's own. */
  readonly rule: MentionRule | undefined
  /** The content, in which names that may not be told are no mentions any more. */
  readonly text: string
}

/** Without the field, or with one of the wrong type, all that the text names are told. */
export function decideMentions(content: string, raw: unknown, { usernameOf }: Named): Allowed {
  if (!isRecord(raw)) return { rule: undefined, text: content }
  const kinds: readonly unknown[] = Array.isArray(raw['parse']) ? raw['parse'] : []
  const listed = Array.isArray(raw['users']) ? (raw['users'] as unknown[]).map((id) => String(id)) : []
  const isEveryone = kinds.includes('everyone')
  if (kinds.includes('users')) return { rule: isEveryone ? undefined : 'people', text: content }
  const names = new Set(listed.flatMap((id) => usernameOf?.(id)?.toLowerCase() ?? []))
  if (names.size === 0 && !isEveryone) return { rule: 'none', text: content }
  const allowed = (name: string): boolean => names.has(name.toLowerCase()) || (isEveryone && everyone.has(name.toLowerCase()))
  const text = content
    .replace(/<@!?([\w-]{17,36})>/g, (mark, id: string) => {
      const username = usernameOf?.(id)
      return username === undefined || names.has(username.toLowerCase()) ? mark : muted(username)
    })
    .replace(/(?<![\p{L}\p{N}_.<-])@([a-z0-9._-]{1,64})/giu, (whole, name: string) => (allowed(name.replace(/[._-]+$/, '')) ? whole : muted(name)))
  return { rule: isEveryone ? undefined : 'people', text }
}

const everyone: ReadonlySet<string> = new Set(['everyone', 'here', 'channel', 'all'])

/** A sign without width behind the `@`: it looks the same and names nobody. */
const muted = (name: string): string => `@\u2060${name}`
