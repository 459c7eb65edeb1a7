/** The words of Slack's rich text that are no text: people, channels, emoji, dates, colours. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { linkTo } from './block-links.ts'
import { stringOf } from './payload-words.ts'

/** One inline element as Markdown. One that is not known gives whatever words it has. */
export function readRichWord(element: Record<string, unknown>): string {
  const named = (key: string, otherwise: string): string => escapeMarkdown(stringOf(element[key]) || otherwise)
  switch (element['type']) {
    case 'emoji':
      return toEmoji(stringOf(element['unicode'])) ?? `:${stringOf(element['name']) || 'question'}:`
    case 'user':
      return `@${named('user_id', 'someone')}`
    case 'usergroup':
      return `@${named('usergroup_id', 'group')}`
    case 'team':
      return `@${named('team_id', 'team')}`
    case 'channel':
      return `#${named('channel_id', 'channel')}`
    case 'broadcast':
      return `@${named('range', 'channel')}`
    case 'color':
      return named('value', '')
    case 'date':
      return linkTo(escapeMarkdown(stringOf(element['fallback']) || toTime(element['timestamp'])), element['url'])
    default:
      return named('fallback', stringOf(element['text']))
  }
}

/** `1f44b-1f3fd`: code points in hexadecimal. */
function toEmoji(unicode: string): string | undefined {
  if (!/^[0-9a-f]{2,5}(?:-[0-9a-f]{2,5}){0,9}$/i.test(unicode)) return undefined
  return unicode
    .split('-')
    .map((point) => String.fromCodePoint(parseInt(point, 16)))
    .join('')
    .toWellFormed()
}

/** Of seconds since epoch: in UTC, because whoever reads may live anywhere. */
function toTime(seconds: unknown): string {
  const at = Number(seconds) * 1000
  if (!(Math.abs(at) <= 8.64e15)) return ''
  // A year of more than four digits has a sign before it.
  const [day = '', time = ''] = new Date(at).toISOString().split('T')
  return `${day} ${time.slice(0, 5)} UTC`
}
