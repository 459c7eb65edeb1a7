/** Puts hostile words into every field of every dialect that people are shown, many of them in each message. */
import { EVIL, hostileLinks } from './xss-payloads.ts'

export interface HostilePost {
  readonly dialect: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

type Next = () => string
/** Several in one text, each a paragraph of its own. */
const words = (next: Next): string => Array.from({ length: 5 }, next).join('\n\n')
const cut = (text: string, most: number): string => [...text].slice(0, most).join('')

const attachment = (next: Next, link: Next): object => ({
  fallback: next(), color: next(), pretext: next(), author_name: next(), author_link: link(), author_icon: link(), title: next(), title_link: link(), text: next(), image_url: link(), thumb_url: link(), footer: next(), footer_icon: link(), ts: next(),
  fields: [{ title: next(), value: next(), short: true }, { title: next(), value: next(), short: false }],
  actions: [{ name: next(), text: next(), type: 'button', url: link() }],
})
const embed = (next: Next, link: Next): object => ({
  title: cut(next(), 256), description: next(), url: link(), color: 1, timestamp: '2026-01-01T00:00:00Z', footer: { text: next(), icon_url: link() }, image: { url: link() }, thumbnail: { url: link() }, author: { name: cut(next(), 256), url: link(), icon_url: link() },
  fields: [{ name: cut(next(), 256), value: cut(next(), 1024), inline: true }, { name: cut(next(), 256), value: cut(next(), 1024) }],
})
const blocks = (next: Next, link: Next): object[] => [
  { type: 'header', text: { type: 'plain_text', text: cut(next(), 150) } },
  { type: 'section', text: { type: 'mrkdwn', text: next() }, fields: [{ type: 'mrkdwn', text: next() }, { type: 'plain_text', text: next() }], accessory: { type: 'button', text: { type: 'plain_text', text: next() }, url: link() } },
  { type: 'context', elements: [{ type: 'mrkdwn', text: next() }, { type: 'image', image_url: link(), alt_text: next() }] },
  { type: 'image', image_url: link(), alt_text: next(), title: { type: 'plain_text', text: next() } },
  { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: next() }, { type: 'link', url: link(), text: next() }] }, { type: 'rich_text_preformatted', elements: [{ type: 'text', text: next() }] }] },
  { type: 'video', title: { type: 'plain_text', text: next() }, title_url: link(), video_url: link(), thumbnail_url: link(), alt_text: next(), description: { type: 'plain_text', text: next() } },
]
const adaptive = (next: Next, link: Next): object => ({
  type: 'AdaptiveCard',
  body: [
    { type: 'TextBlock', text: next(), weight: 'bolder', color: next() },
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: next(), selectAction: { type: 'Action.OpenUrl', url: link() } }] },
    { type: 'FactSet', facts: [{ title: next(), value: next() }] },
    { type: 'Image', url: link(), altText: next() },
    { type: 'ColumnSet', columns: [{ items: [{ type: 'TextBlock', text: next() }] }] },
  ],
  actions: [{ type: 'Action.OpenUrl', title: next(), url: link() }],
})
const googleCard = (next: Next, link: Next): object => ({
  header: { title: next(), subtitle: next(), imageUrl: link() },
  sections: [{ header: next(), widgets: [{ textParagraph: { text: next() } }, { decoratedText: { topLabel: next(), text: next(), bottomLabel: next(), onClick: { openLink: { url: link() } } } }, { image: { imageUrl: link(), altText: next() } }, { buttonList: { buttons: [{ text: next(), onClick: { openLink: { url: link() } } }] } }] }],
})

const issue = (next: Next, link: Next): object => ({
  action: 'opened', issue: { number: 1, title: next(), body: next(), html_url: link(), user: { login: next(), html_url: link(), avatar_url: link() }, labels: [{ name: next(), color: next() }] }, repository: { full_name: next(), html_url: link(), owner: { login: next() } }, sender: { login: next(), html_url: link(), avatar_url: link() },
})
const alerts = (next: Next, link: Next): object => ({
  version: '4', groupKey: next(), receiver: next(), status: 'firing', externalURL: link(), groupLabels: { alertname: next() }, commonLabels: { alertname: next() }, commonAnnotations: { summary: next() },
  alerts: [{ status: 'firing', labels: { alertname: next(), severity: next() }, annotations: { summary: next(), description: next(), runbook_url: link() }, startsAt: '2026-01-01T00:00:00Z', generatorURL: link(), fingerprint: next() }],
})

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

type Body = (next: Next, link: Next) => object
/** Discord refuses a message whole for an address that is none: there the hostile part stands behind the host. */
const onWeb = (link: Next): Next => () => `https://${EVIL}/${encodeURI(link().toWellFormed())}`

/** Several for a dialect that has several forms. Cards are many to a message: each has all of its fields. */
const bodies: readonly (readonly [dialect: string, make: Body, headers?: Readonly<Record<string, string>>])[] = [
  ['mattermost', (next, link) => ({ text: words(next), username: next(), icon_url: link(), icon_emoji: next(), attachments: times(4, () => attachment(next, link)), props: { card: next() } })],
  ['kchat', (next, link) => ({ text: words(next), username: next(), icon_url: link(), attachments: times(4, () => attachment(next, link)) })],
  ['slack', (next, link) => ({ text: words(next), username: next(), icon_url: link(), icon_emoji: next(), blocks: blocks(next, link), attachments: [attachment(next, link), { blocks: blocks(next, link) }] })],
  ['rocketchat', (next, link) => ({ text: words(next), alias: next(), avatar: link(), emoji: next(), attachments: times(4, () => ({ ...attachment(next, link), message_link: link(), audio_url: link(), video_url: link() })) })],
  ['discord', (next, link) => ({ content: cut(words(next), 1900), username: cut(next(), 80), avatar_url: onWeb(link)(), embeds: times(4, () => embed(next, onWeb(link))), poll: { question: { text: cut(next(), 300) }, answers: [{ poll_media: { text: cut(next(), 55) } }] } })],
  ['chatalot', (next, link) => ({ content: cut(words(next), 1900), username: cut(next(), 64), avatar_url: link() })],
  ['emakin', (next, link) => ({ id: cut(next(), 200), text: words(next), attachments: times(3, () => ({ '@type': 'file', displayName: next(), ext: next(), url: link() })) })],
  ['any', (next, link) => ({ text: next(), username: next(), icon_url: link(), attachments: times(3, () => attachment(next, link)) })],
  ['any', (next, link) => ({ type: 'message', attachments: times(2, () => ({ contentType: 'application/vnd.microsoft.card.adaptive', content: adaptive(next, link) })) })],
  ['any', (next, link) => ({ '@type': 'MessageCard', title: next(), text: next(), themeColor: next(), sections: times(2, () => ({ title: next(), activityTitle: next(), activitySubtitle: next(), activityText: next(), activityImage: link(), text: next(), facts: [{ name: next(), value: next() }], images: [{ image: link(), title: next() }] })), potentialAction: [{ '@type': 'OpenUri', name: next(), targets: [{ os: 'default', uri: link() }] }] })],
  ['any', (next, link) => ({ text: next(), cardsV2: times(2, () => ({ card: googleCard(next, link) })) })],
  ['any', issue, { 'X-GitHub-Event': 'issues' }],
  ['any', alerts],
]

/**
 * Messages of each body until every payload was in it, in one field after another; with `rounds` above 1 so many times, each time from another
 * beginning, so that a payload comes to other fields.
 */
export function* hostilePosts(payloads: readonly string[], rounds: number): Generator<HostilePost> {
  for (const [dialect, make, headers = {}] of bodies) {
    let used = 0
    let linked = 0
    const next = (): string => payloads[used++ % payloads.length]!
    const link = (): string => hostileLinks[linked++ % hostileLinks.length]!
    for (let round = 0; round < rounds; round += 1) {
      used = round
      while (used < payloads.length + round) yield { dialect, headers: { 'Content-Type': 'application/json', ...headers }, body: Buffer.from(JSON.stringify(make(next, link))) }
    }
  }
}
