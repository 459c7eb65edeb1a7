/** Turns what Slack writes between `<` and `>` into Markdown: links, mentions, channels and dates. */
import { escapeMarkdown } from '#shared/core/escape-markdown.ts'
import { decodeEntities } from './slack-entities.ts'

/** `content` stands between the angle brackets; undefined when it is no mark of Slack and so just text. */
export function renderAngleMark(content: string): string | undefined {
  const bar = content.indexOf('|')
  const target = bar < 0 ? content : content.slice(0, bar)
  const label = bar < 0 ? '' : content.slice(bar + 1)
  if (/^(?:https?:\/\/|mailto:|tel:)\S/i.test(target)) return renderLink(target, label)
  const name = label.replace(/^[@#]/, '')
  switch (target.charAt(0)) {
    case '@':
      return `@${showText(name || target.slice(1))}`
    case '#':
      return `#${showText(name || target.slice(1))}`
    case '!':
      return renderCommand(target.slice(1), label)
    default:
      return undefined
  }
}

function renderLink(rawUrl: string, rawLabel: string): string {
  const url = decodeEntities(rawUrl)
  if (rawLabel === '' || rawLabel === rawUrl) return /\s/.test(url) ? escapeMarkdown(url) : `<${url.replace(/[<>]/g, encodeURIComponent)}>`
  return `[${showText(rawLabel)}](${url.replace(/[()\s<>\\]/g, percentEncode)})`
}

/** Parentheses too, which `encodeURIComponent` leaves. */
function percentEncode(character: string): string {
  return character === '(' ? '%28' : character === ')' ? '%29' : encodeURIComponent(character)
}

function renderCommand(command: string, label: string): string | undefined {
  if (command === 'here' || command === 'channel' || command === 'everyone') return `@${command}`
  if (command.startsWith('date^')) {
    const link = command.split('^')[3]
    if (label === '') return undefined
    return link !== undefined && /^https?:\/\//i.test(link) ? renderLink(link, label) : showText(label)
  }
  if (command.startsWith('subteam^')) return `@${showText(label.replace(/^@/, '') || command.slice('subteam^'.length))}`
  return label === '' ? undefined : showText(label)
}

function showText(raw: string): string {
  return escapeMarkdown(decodeEntities(raw))
}
