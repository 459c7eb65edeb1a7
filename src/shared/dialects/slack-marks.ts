/** Turns the marks of Slack that Mattermost knows into Markdown, and leaves all others as they are. */

/** `<!channel>`, `<!here>` and `<!all>` become mentions; `<!everyone>` and groups stay. */
export function translateAnnouncements(raw: string): string {
  if (!raw.includes('<!')) return raw
  return raw.replaceAll('<!channel>', '@channel').replaceAll('<!here>', '@here').replaceAll('<!all>', '@all')
}

/** As above, and `<url|label>` becomes a link. `<https://…>` is Markdown already; code such as `a < b || c >= d` survives. */
export function translateMarks(raw: string): string {
  if (!raw.includes('<')) return raw
  return translateAnnouncements(raw).replace(labelledLink, '[$<label>]($<url>)')
}

/** A `<` ends the address and a `|` the label, so that each character is looked at a fixed number of times. */
const labelledLink = /<(?<url>[^\n<|>]+)\|(?<label>[^\n|>]+)>/g
