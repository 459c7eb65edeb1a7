/** Turns the marks of Slack that Mattermost knows into Markdown, and leaves all others as they are. */
import type { RawPost } from './dialect.ts'
import type { PayloadRules } from './payload-rules.ts'

/** `<!channel>`, `<!here>` and `<!all>` become mentions; `<!everyone>` and groups stay. */
export function translateAnnouncements(raw: string): string {
  if (!raw.includes('<!')) return raw
  return raw.replaceAll('<!channel>', '@channel').replaceAll('<!here>', '@here').replaceAll('<!all>', '@all')
}

/** As above, and `<url|label>` becomes a link. `<https://…>` is Markdown already; code such as `a < b || c >= d` survives. */
export function translateMarks(raw: string): string {
  if (!raw.includes('<')) return raw
  return translateAnnouncements(raw).replace(labelledLink, (_mark, url: string, label: string) => (address.test(url) ? `[${closeLabel(label)}](${closeAddress(url)})` : `[${label}](${url})`))
}

const address = /^[a-z][a-z0-9+.-]*:/i

/** Markdown takes a label whose brackets have a partner each; others would end it too early. */
function closeLabel(label: string): string {
  return isPaired(label, '[', ']') ? label : label.replace(/(?<!\\)[[\]]/g, '\\$&')
}

/** White space ends an address in Markdown, and so does a parenthesis without a partner. */
function closeAddress(url: string): string {
  const whole = url.trim().replace(/\s/g, encodeURIComponent)
  return isPaired(whole, '(', ')') ? whole : whole.replaceAll('(', '%28').replaceAll(')', '%29')
}

function isPaired(text: string, opening: string, closing: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === opening) depth += 1
    else if (sign === closing && (depth -= 1) < 0) return false
  }
  return depth === 0
}

/** The same rules, with `<@id>` turned into the name of the person who has that id; ids of nobody stay. */
export function namingPeople(rules: PayloadRules, usernameOf: RawPost['usernameOf']): PayloadRules {
  if (usernameOf === undefined) return rules
  const name = (raw: string): string =>
    raw.includes('<@')
      ? raw.replace(/<@([A-Za-z0-9-]{26,36})>/g, (mark, id: string) => {
          const username = usernameOf(id)
          return username === undefined ? mark : `@${username}`
        })
      : raw
  return { ...rules, text: (raw) => rules.text(name(raw)), title: (raw) => rules.title(name(raw)) }
}

/** A `<` ends the address and a `|` the label, so that each character is looked at a fixed number of times. */
const labelledLink = /<(?<url>[^\n<|>]+)\|(?<label>[^\n|>]+)>/g
