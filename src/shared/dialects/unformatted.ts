/** What Slack shows of a text when it is told to format nothing: signs stay signs, and only links and mentions in `<…>` are read. */
import { mrkdwnToMarkdown } from './mrkdwn.ts'

/** Markdown. */
export function unformatted(raw: string): string {
  const kept = raw.replace(urlOrSign, (found) => (found.length > 1 ? found : placeholders[signs.indexOf(found)]!))
  return mrkdwnToMarkdown(kept).replace(anyPlaceholder, (found) => `\\${signs[placeholders.indexOf(found)]!}`)
}

const signs = ['*', '_', '~', '`']
/** Of the private use area, where nobody has a letter. */
const placeholders = ['\u{f0a00}', '\u{f0a01}', '\u{f0a02}', '\u{f0a03}']
const anyPlaceholder = /[\u{f0a00}-\u{f0a03}]/gu
const urlOrSign = /https?:\/\/[^\s<>|]+|[*_~`]/g
