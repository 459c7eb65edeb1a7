/** GitHub: `X-GitHub-Event` says what happened, and the body is an object of its REST interface (docs.github.com, “Webhook events and payloads”). */
import { inRepo, readForgeEvent, say, spaced, type ForgeEvent, type ForgeHandlers, type ForgePost } from './forge.ts'
import { commitHandlers } from './forge-commits.ts'
import { runHandlers } from './forge-runs.ts'
import { threadHandlers } from './forge-threads.ts'
import { card, field, type Sender, type SenderRequest } from './sender.ts'
import { body, code, linked, plain, words } from './write.ts'

export const gitHub: Sender = {
  id: 'github',
  label: 'GitHub',
  recognises: ({ headers, body: payload }) => headers['x-github-event'] !== undefined && isForgeBody(payload),
  decode({ headers }, payload) {
    const event = readForgeEvent(payload, headers['x-github-event'] ?? '', () => 'tree')
    return decodeForge(event, handlers)
  },
}

/** A forge can be told to write for Slack or Discord under the same headers; those bodies have none of these. */
export function isForgeBody(payload: SenderRequest['body']): boolean {
  return ['repository', 'sender', 'hook', 'organization', 'installation', 'enterprise'].some((key) => typeof payload[key] === 'object' && payload[key] !== null) && !('embeds' in payload) && !('blocks' in payload)
}

export function decodeForge(event: ForgeEvent, known: ForgeHandlers): ForgePost & { readonly event: string } {
  const handler = Object.hasOwn(known, event.name) ? known[event.name] : undefined
  return { event: words(event.name, event.action), ...(handler ?? anyEvent)(event) }
}

const stars: Readonly<Record<string, string>> = { created: 'starred', started: 'starred', deleted: 'took the star from' }
const star = (event: ForgeEvent): ForgePost => say(`${event.actor} ${Object.hasOwn(stars, event.action) ? stars[event.action] : 'starred'} ${event.repo}`)

/** Those that Gitea and Forgejo have too, or could have. */
export const forgeHandlers: ForgeHandlers = {
  ...commitHandlers,
  ...threadHandlers,
  ...runHandlers,
  star,
  watch: star,
  public: (event) => say(`${event.actor} made ${event.repo} public`),
  release,
}

const handlers: ForgeHandlers = {
  ...forgeHandlers,
  ping,
  fork: (event) => say(`${event.actor} forked ${event.repo} to ${linked(event.payload.line('forkee.full_name'), event.payload.link('forkee.html_url'))}`),
  gollum(event) {
    const pages = event.payload.each('pages').map((page) => `${plain(spaced(page.line('action')))} the wiki page ${linked(page.line('title') || page.line('page_name'), page.link('html_url'))}`)
    return say(`${event.actor} ${pages.join(', ')}${inRepo(event)}`)
  },
}

function ping({ payload, repo }: ForgeEvent): ForgePost {
  const whose = repo || plain(payload.line('organization.login'))
  const events = payload.at('hook').lines('events')
  const sends = events.includes('*') ? ' It sends every event.' : events.length > 0 ? ` It sends: ${plain(events.join(', '))}.` : ''
  const zen = plain(payload.line('zen'))
  return say(`${words('GitHub’s webhook', whose === '' ? '' : `for ${whose}`, 'works.')}${sends}${zen === '' ? '' : `\n\n> ${zen}`}`)
}

function release(event: ForgeEvent): ForgePost {
  const { payload, actor, action } = event
  const read = payload.at('release')
  const tag = read.line('tag_name')
  const name = read.line('name')
  const kind = read.flag('prerelease') ? 'pre-release' : 'release'
  const isOut = ['published', 'released', 'prereleased', 'created'].includes(action)
  const fields = [field('Tag', name === '' || name === tag ? '' : code(tag))]
  return say(
    `${words(actor, plain(spaced(action)), kind, linked(name || tag, read.link('html_url')))}${inRepo(event, 'of')}`,
    card({ color: isOut ? 'good' : '', text: isOut ? body(read.text('body')) : '', fields }),
  )
}

/** Any event: who, what and where, with the object that it is about. */
function anyEvent(event: ForgeEvent): ForgePost {
  const { payload, name, action, repo } = event
  const what = plain(words(spaced(name), spaced(action)))
  const about = payload.at(name)
  // The repository is named already.
  const title = name === 'repository' ? '' : ['title', 'name', 'full_name', 'login', 'tag_name'].map((key) => about.line(key)).find((line) => line !== '') ?? ''
  const attachments = title === '' ? [] : card({ title, title_link: about.link('html_url'), text: body(about.text('body') || about.text('description')) })
  const who = payload.has('sender') || repo !== '' ? `${event.actor}: ` : ''
  return say(`${who}${what}${inRepo(event)}`, attachments)
}
