/** The three characters that Slack's senders escape. */

/** For text that is shown without markup, and for code; never decodes twice. */
export function decodeEntities(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(/&(?:amp|lt|gt);/g, (entity) => characters[entity] ?? entity)
}

const characters: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }
