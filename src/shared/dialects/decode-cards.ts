/** Decodes bodies of chats that have no addresses of their own here: Microsoft Teams and Google Chat are known by their bodies, at any address. */
import { blankPost } from './blank-post.ts'
import type { CardsRead } from './cards/cards-read.ts'
import type { ChatBody, Decoded, RawPost } from './dialect.ts'
import { readGoogleChat } from './google-chat/read-google-chat.ts'
import { isRecord } from './payload-values.ts'
import { readBody } from './read-body.ts'
import { readTeams } from './teams/read-teams.ts'

interface Chat {
  readonly id: ChatBody
  readonly label: string
  /** Undefined: the body is none of this chat's. */
  readonly read: (body: Readonly<Record<string, unknown>>, where: { readonly query: URLSearchParams; readonly isAnyTool: boolean }) => CardsRead | undefined
}

const chats: readonly Chat[] = [
  { id: 'teams', label: 'Microsoft Teams', read: readTeams },
  { id: 'googleChat', label: 'Google Chat', read: (body, { query }) => readGoogleChat(body, query) },
]

/** Undefined: the body is of none of these chats. `isAnyTool`: at an address that is no chat's own, a title and a text alone are a card of Teams. */
export function decodeCards(request: RawPost, isAnyTool: boolean): Decoded | undefined {
  if (!mayBeCards(request, isAnyTool)) return undefined
  const body = readBody(request)
  if (!body.ok || !isRecord(body.value)) return undefined
  for (const { id, label, read } of chats) {
    const found = read(body.value, { query: request.query, isAnyTool })
    if (found !== undefined) return decodeAs(id, label, { ...found, ignored: [...(body.ignored ?? []), ...found.ignored] }, request.hasFiles === true)
  }
  return undefined
}

function decodeAs(answerAs: ChatBody, label: string, { text, attachments, ignored, thread }: CardsRead, hasFiles: boolean): Decoded {
  if (text.trim() === '' && attachments.length === 0 && !hasFiles) {
    return { ok: false, reason: 'nothing_to_post', detail: `There is nothing to post: this is a message for ${label} without words or cards.`, answerAs }
  }
  return { ok: true, post: { ...blankPost, text, attachments, ignored: shorten(ignored), readAs: label, answerAs, ...(thread === undefined ? {} : { thread }) } }
}

const maxIgnored = 30

function shorten(ignored: readonly string[]): string[] {
  return [...new Set(ignored.map((name) => name.slice(0, 64).toWellFormed()))].slice(0, maxIgnored)
}

const marks = ['MessageCard', 'AdaptiveCard', 'contentType', 'schema.org/extensions', '"themeColor"', '"potentialAction"', '"sections"', '"cards', '"threadKey"', '"thread_key"', '"thread"', '"accessoryWidgets"']

/** Cheap, because it is asked of each request. */
function mayBeCards({ rawText, form = [], query }: RawPost, isAnyTool: boolean): boolean {
  if (query.has('threadKey') || query.has('teams') || (query.has('key') && query.has('token'))) return true
  const texts = rawText === '' ? form.map(([, value]) => value) : [rawText]
  // In a form the quotes are encoded.
  return texts.some((text) => (isAnyTool && isTitled(text)) || marks.some((mark) => text.includes(mark) || (text.startsWith('payload=%') && text.includes(mark.replaceAll('"', '%22')))))
}

/** A title and a text and little else, as the smallest card of Teams. */
function isTitled(text: string): boolean {
  return /^\s*\{\s*"(?:title|text|summary)"/.test(text) && text.includes('"title"') && text.includes('"text"') && !text.includes('"attachments"')
}
