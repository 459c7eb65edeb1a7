/** The three characters that Slack's senders escape. */

/** For text that is shown without markup, and for code; never decodes twice. */
export function decodeEntities(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(/&(?:amp|lt|gt);/g, (entity) => characters[entity] ?? entity)
}

/** The same of what holds links and dates, by the words that stand behind their bar: Slack shows those in a footer, too. */
export function plainWords(raw: string): string {
  return decodeEntities(raw.includes('<') ? raw.replace(mark, (whole: string, target: string, label?: string) => label || (target.startsWith('!') ? whole : target)) : raw)
}

const mark = /<((?:https?:\/\/|mailto:)[^<>|\s]+|!date\^[^<>|]+)(?:\|([^<>]*))?>/gi

const characters: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }
