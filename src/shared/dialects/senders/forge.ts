/** What GitHub and those that speak like it (Gitea, Forgejo) have in common: who did it, where, and how an event is read. */
import type { Attachment } from '#shared/contract/message.ts'
import type { Reader } from './reader.ts'
import { code, linked } from './write.ts'

export type RefKind = 'branch' | 'tag'

/** An event of which the parts that each has are read. Texts are Markdown. */
export interface ForgeEvent {
  readonly payload: Reader
  /** Such as `push`. */
  readonly name: string
  /** Such as `opened`; '' when it has none. */
  readonly action: string
  readonly actor: string
  /** '' for events of no repository. */
  readonly repo: string
  /** A branch or tag, as a link to its page. */
  ref(kind: RefKind, name: string): string
}

export interface ForgePost {
  readonly text: string
  readonly attachments: readonly Attachment[]
}

export type ForgeHandler = (event: ForgeEvent) => ForgePost
/** By the name of the event. */
export type ForgeHandlers = Readonly<Record<string, ForgeHandler | undefined>>

/** `refPath`: of a branch's or tag's page below the repository's. */
export function readForgeEvent(payload: Reader, name: string, refPath: (kind: RefKind) => string): ForgeEvent {
  const repository = payload.at('repository')
  const page = repository.link('html_url')
  const actor = payload.at('sender').line('login') || payload.at('pusher').line('name') || 'Somebody'
  return {
    payload,
    name,
    action: payload.line('action'),
    actor: linked(actor, ''),
    repo: linked(repository.line('full_name'), page),
    ref: (kind, ref) => code(ref, page === '' ? '' : `${page}/${refPath(kind)}/${encodeURIComponent(ref).replaceAll('%2F', '/')}`),
  }
}

/** ` in owner/name`, or nothing. */
export function inRepo({ repo }: ForgeEvent, word = 'in'): string {
  return repo === '' ? '' : ` ${word} ${repo}`
}

export function say(text: string, attachments: readonly Attachment[] = []): ForgePost {
  return { text, attachments }
}

/** `checks_requested` as words. */
export function spaced(word: string): string {
  return word.replaceAll('_', ' ')
}
