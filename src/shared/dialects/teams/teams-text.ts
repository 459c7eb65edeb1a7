/** The text of Teams' cards: Markdown with a few tags, mentions, and dates that the card wants written by who shows it. */
import { mixedToMarkdown } from '../cards/html-words.ts'

/** Markdown. */
export function teamsText(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
  return mixedToMarkdown(text.includes('{{') ? text.replace(macro, readMacro) : text)
}

/** The name of a fact: plain text, without the marks around it and the colon behind it. */
export function plainName(raw: string): string {
  return teamsText(raw)
    .replace(/\*\*|__|`/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\s*:$/, '')
}

const macro = /\{\{(DATE|TIME)\(([^(){},]{1,40})(?:,[^(){}]{0,20})?\)\}\}/g

/** In UTC, because whoever reads may live anywhere. A date that is none stays as it is written. */
function readMacro(whole: string, kind: string, rawTime: string): string {
  const at = Date.parse(rawTime.trim())
  if (Number.isNaN(at)) return whole
  const [day = '', time = ''] = new Date(at).toISOString().split('T')
  return kind === 'DATE' ? day : `${time.slice(0, 5)} UTC`
}
