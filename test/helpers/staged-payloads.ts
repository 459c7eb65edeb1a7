/** Channels of a team at work into which real tools post: captured requests and examples of vendors' documents, over real HTTP, at addresses of their shapes. */
import type { DialectId } from '#shared/contract/hook.ts'
import { bodyOf, listClients } from './fixtures.ts'
import { send } from './post.ts'
import { alertSamples, discordSamples, forgeSamples, officeSamples, otherSamples, slackSamples, type Sample } from './sample-payloads.ts'
import type { StagedClient } from './staged-team.ts'

export interface PayloadRoom {
  /** Of the picture. */
  readonly name: string
  readonly channel: string
  readonly purpose: string
  readonly posts: readonly Post[]
}

export interface Post {
  /** Of its hook. */
  readonly tool: string
  readonly dialect: DialectId
  readonly headers: Readonly<Record<string, string>>
  readonly query: string
  readonly body: Buffer
}

const captured = new Map(listClients().map((client) => [client.name.replace('clients/', ''), client]))

/** Without the channel that it asks for: all of a picture stands in one. Its pictures are those of the stage. */
function fixture(name: string, tool: string): Post {
  const client = captured.get(name)
  if (client === undefined) throw new Error(`No captured request is called ${name}.`)
  const { request, dialect } = client
  const body = (bodyOf(request) ?? Buffer.alloc(0)).toString('latin1').replace(/"channel": ?"[^"]*",? ?|, ?"channel": ?"[^"]*"/, '').replace(/"https?:[^"]*\.(?:png|jpg|gif)"/g, (_url, at: number, all: string) => (/(?:image_url|"image":\{"(?:url|imageUrl))": ?$/.test(all.slice(0, at)) ? '"CHART"' : '"LOGO"'))
  return { tool, dialect, headers: request.headers, query: request.query, body: Buffer.from(body, 'latin1') }
}

function sample(dialect: DialectId): (sample: Sample) => Post {
  return ({ tool, headers = {}, body }) => ({ tool, dialect, headers: { 'Content-Type': 'application/json', ...headers }, query: '', body: Buffer.from(JSON.stringify(body)) })
}

export const payloadRooms: readonly PayloadRoom[] = [
  { name: 'payloads-github', channel: 'web-changes', purpose: 'What GitHub says of our repositories', posts: ['github-1', 'github-3', 'github-6', 'github-7', 'github-8', 'github-9', 'github-10'].map((name) => fixture(name, 'GitHub')) },
  { name: 'payloads-forges', channel: 'platform-changes', purpose: 'GitLab, Gitea and Forgejo', posts: forgeSamples.map(sample('any')) },
  { name: 'payloads-alerts', channel: 'on-call', purpose: 'Alertmanager, Grafana, Sentry, Uptime Kuma', posts: [...alertSamples.map(sample('any')), fixture('uptime-kuma-2', 'Uptime Kuma')] },
  { name: 'payloads-slack', channel: 'front-desk', purpose: 'Bots that came from Slack', posts: [fixture('slack-webhook-v8-2', 'Deploys'), fixture('node-slack-1', 'Builds'), ...slackSamples.map(sample('slack'))] },
  { name: 'payloads-discord', channel: 'deploys', purpose: 'Bots that came from Discord', posts: [fixture('discord-webhook-node-2', 'Announcer'), ...discordSamples.map(sample('discord')), fixture('discord-webhook-node-3', 'Announcer')] },
  { name: 'payloads-office', channel: 'back-office', purpose: 'Bots that came from Teams and Google Chat', posts: [fixture('ms-teams-webhook-1', 'Issues'), ...officeSamples.map(sample('any')), fixture('google-chat-webhook-2', 'Hiring')] },
  { name: 'payloads-scripts', channel: 'scripts', purpose: 'Whatever else can post', posts: [...otherSamples.map((each, index) => sample(index === 2 ? 'rocketchat' : 'any')(each)), fixture('apprise-5', 'Apprise'), fixture('php-monolog-1', 'Payments log'), fixture('php-monolog-3', 'Payments log'), fixture('apprise-7', 'Apprise'), fixture('curl-8', 'cron')] },
]

/** Posts all of a room, oldest first. @throws Error when one is refused. */
export async function stagePayloads(owner: StagedClient, { channel, purpose, posts }: PayloadRoom, pictures: Pictures): Promise<void> {
  await owner.channels.create({ name: channel, purpose })
  const urls = new Map<string, string>()
  for (const post of posts) {
    const { tool, dialect } = post
    const url = urls.get(`${tool} ${dialect}`) ?? (await owner.hooks.create({ channel, name: tool, dialects: [dialect] })).addresses[0]?.url ?? ''
    urls.set(`${tool} ${dialect}`, url)
    await postTo(url, post, pictures)
  }
}

export type Pictures = Readonly<Record<'CHART' | 'LOGO', string>>

/** @throws Error when it is refused. */
export async function postTo(url: string, { headers, query, body }: Post, pictures: Pictures = noPictures): Promise<void> {
  const words = body.toString('latin1').replaceAll('"CHART"', JSON.stringify(pictures.CHART)).replaceAll('"LOGO"', JSON.stringify(pictures.LOGO))
  const answer = await send(query === '' ? url : `${url}?${query}`, { headers: { ...headers }, body: Buffer.from(words, 'latin1') })
  if (answer.status >= 300) throw new Error(`a post was answered ${answer.status}: ${answer.body}`)
}

const noPictures: Pictures = { CHART: 'https://example.com/chart.png', LOGO: 'https://example.com/logo.png' }
