/** What a notification says: plain text, because systems draw it with their own means and know neither our badge nor our Markdown. */
import type { Channel } from '#shared/contract/channel.ts'
import type { Message } from '#shared/contract/message.ts'

/** Longer is cut by every system anyway. */
export const BODY_LENGTH = 160

/**
 * Who and where, without words of any language: "Priya Raman · #release-room". A hook's begins with BOT, which no sender can
 * write away: its name comes after it, on one line and without signs that turn the direction of writing.
 */
export function notificationTitle(message: Pick<Message, 'type' | 'username'>, channel: Pick<Channel, 'type' | 'name'>): string {
  const sender = oneLine(message.username)
  const who = message.type === 'webhook' ? `BOT ${sender}` : sender
  return channel.type === 'public' || channel.type === 'private' ? `${who} · #${channel.name}` : who
}

/** The beginning of what can be read: the text, else what the attachments or files say; '' for nothing. */
export function notificationBody({ text, attachments, files }: Pick<Message, 'text' | 'attachments' | 'files'>): string {
  const said = [text, ...attachments.map((one) => one.fallback ?? one.title ?? one.text ?? one.pretext ?? ''), ...files.map(({ name }) => name)]
  return shorten(oneLine(toPlain(said.find((one) => one.trim() !== '') ?? '')))
}

/** As wide as a paragraph, because it is drawn so. */
const HIDDEN = /\|\|(?=\S)(?:[^\n]|\n(?![ \t]*\n))*?(?<=\S)\|\|/g

/** A text with words of one's own in place of those that its sender hid. */
export const hideSpoilers = (markdown: string, instead: string): string => markdown.replace(HIDDEN, instead)

/** Marks that only format go; a link keeps its label; what a sender hid stays hidden. What is code stays as it is written. */
function toPlain(markdown: string): string {
  return markdown
    .replace(/^```[^\n]*$/gm, '')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/^ {0,3}(?:#{1,6} |>+ ?)/gm, '')
    .replace(/(\*\*|__|~~)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(HIDDEN, '▒▒▒')
    .replace(/`([^`\n]+)`|\\([!-/:-@[-`{-~])/g, (_, code?: string, sign?: string) => code ?? sign ?? '')
}

const TURNS_DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const oneLine = (text: string): string => text.replace(TURNS_DIRECTION, '').replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** Never inside a letter that is several code points; letters of very many are cut by their size. */
function shorten(text: string): string {
  if (text.length <= BODY_LENGTH) return text
  const kept = text.slice(0, SIZE_LIMIT)
  const ends = [...new Intl.Segmenter().segment(kept)].map(({ index, segment }) => index + segment.length)
  if (ends.length <= BODY_LENGTH) return kept === text ? text : `${kept}…`
  return `${kept.slice(0, ends[BODY_LENGTH - 2]).trimEnd()}…`
}

const SIZE_LIMIT = 16 * BODY_LENGTH
