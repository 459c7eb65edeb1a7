/** Every dialect, whatever it is given: it reads or refuses, in time, and only what the contract knows comes out. */
import fc from 'fast-check'
import { z } from 'zod'
import { attachmentSchema, prioritySchema } from '#shared/contract/message.ts'
import { reasonSchema } from '#shared/contract/verdict.ts'
import type { Decoded, RawPost } from '#shared/dialects/dialect.ts'
import { dialects } from '#shared/dialects/index.ts'
import { matchManageRoute } from '#server/listener/manage-routes.ts'
import { matchRoute } from '#server/listener/routes.ts'
import { bodyOf, listFixtures } from '../helpers/fixtures.ts'
import { fuzz } from './fuzz.ts'
import { text, trees } from './values.ts'

const keys = ['text', 'content', 'channel', 'username', 'icon_url', 'icon_emoji', 'avatar_url', 'attachments', 'blocks', 'elements', 'props', 'card', 'cards', 'cardsV2', 'sections', 'widgets', 'embeds', 'fields', 'author', 'footer', 'title', 'title_link', 'value', 'name', 'url', 'color', 'pretext', 'fallback', 'actions', 'components', 'image', 'thumbnail', 'image_url', 'type', 'ts', 'timestamp', 'priority', 'root_id', 'thread_ts', 'id', 'references', 'payload', 'message', 'body', 'facts', 'items', 'alerts', 'labels', 'annotations', 'status', 'commits', 'repository', 'sender', 'action', 'issue', 'pull_request', 'object_kind', 'project', 'user', 'data', 'event', 'mrkdwn_in', 'silent', 'file', 'poll', 'allowed_mentions', 'alias', 'avatar', 'emoji', 'tags', '__proto__', 'constructor', 'toString', '']
const types = [undefined, '', 'application/json', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'application/json; charset=utf-7']
const events = ['push', 'issues', 'pull_request', 'Push Hook', 'ping', '__proto__', 'constructor', '']

export interface Sent {
  readonly dialect: string
  readonly type: string | undefined
  readonly event: string
  readonly query: string
  readonly body: string
  readonly form: readonly (readonly [string, string])[] | undefined
}

const tree = trees(keys)
const body = fc.oneof(
  { weight: 6, arbitrary: tree.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: fc.tuple(tree, fc.nat(200), text).map(([value, at, wound]) => { const json = JSON.stringify(value); return json.slice(0, at) + wound + json.slice(at) }) },
  { weight: 2, arbitrary: tree.map((value) => `payload=${encodeURIComponent(JSON.stringify(value).toWellFormed())}`) },
  { weight: 1, arbitrary: text },
)
const samples = listFixtures().flatMap(({ dialect, request }) => {
  const raw = bodyOf(request)?.toString('utf8') ?? ''
  return raw.startsWith('{') && raw.length < 8000 ? [{ dialect, raw, event: request.headers['X-GitHub-Event'] ?? request.headers['x-github-event'] ?? request.headers['X-Gitlab-Event'] ?? '' }] : []
})
/** What a real sender sent, with some of its words replaced. */
const wounded = fc.tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(400), fc.oneof(text, fc.constantFrom('constructor', '__proto__', 'toString', '<constructor>x</constructor>', '&constructor;'))), { minLength: 1, maxLength: 4 })).map(([sample, wounds]) => {
  const words = sample.raw.split(/(?<=:\s*)("(?:[^"\\]|\\.)*")/)
  for (const [at, word] of wounds) words[(at * 2 + 1) % Math.max(2, words.length - (words.length % 2 === 0 ? 0 : 1))] = JSON.stringify(word)
  return { dialect: sample.dialect, event: sample.event, body: words.join('') }
})
const form = fc.option(fc.array(fc.tuple(fc.oneof(fc.constantFrom('payload', 'payload_json', 'text', 'attachments.0.text', 'attachments[0][title]', 'a.__proto__.b', 'files[0]'), fc.constantFrom(...keys)), fc.oneof(text, body)), { maxLength: 5 }), { nil: undefined, freq: 4 })
const plain: fc.Arbitrary<Sent> = fc.record({ dialect: fc.constantFrom<string>(...dialects.map(({ id }) => id)), type: fc.constantFrom(...types), event: fc.constantFrom(...events), query: fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: text }), body, form })

const sent = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: wounded.map((made) => ({ ...made, type: 'application/json', query: '', form: undefined })) })

const postSchema = z.looseObject({
  text: z.string(),
  rawChannel: z.string().optional(),
  rawUsername: z.string().optional(),
  iconUrl: z.string().optional(),
  iconEmoji: z.string().optional(),
  attachments: z.array(attachmentSchema),
  ignored: z.array(z.string()),
  priority: prioritySchema.optional(),
})

/** Of the processor; the largest of these bodies has a few kilobytes. */
const patienceMs = 1000

export function rawPostOf({ type, event, query, body: rawText, form: fields }: Sent): RawPost {
  const headers = { 'content-type': type, 'x-github-event': event, 'x-gitlab-event': event, 'x-gitea-event': event }
  return { method: 'POST', headers, query: new URLSearchParams(query), rawText: fields ? '' : rawText, ...(fields ? { form: fields } : {}) }
}

function inspect(decoded: Decoded): void {
  if (!decoded.ok) return void reasonSchema.parse(decoded.reason)
  postSchema.parse(decoded.post)
  // A table that was asked for a word of its own kind, such as `constructor`.
  if (JSON.stringify(decoded.post).includes('[native code]')) throw new Error('says what is JavaScript’s own')
}

fuzz<Sent>('dialects', {
  values: sent,
  check: (value) => {
    const dialect = dialects.find(({ id }) => id === value.dialect) ?? dialects[0]!
    const startedAt = process.threadCpuUsage()
    const decoded = dialect.decode(rawPostOf(value))
    inspect(decoded)
    if (!decoded.ok) dialect.refused(decoded, { requestId: 'r', query: new URLSearchParams(value.query), accept: value.event, secret: 's', origin: 'http://127.0.0.1:1' })
    const { user, system } = process.threadCpuUsage(startedAt)
    const tookMs = (user + system) / 1000
    if (tookMs > patienceMs) throw new Error(`took ${tookMs.toFixed(0)} ms`)
  },
})

fuzz<string>('paths', {
  values: fc.oneof(text, fc.array(fc.oneof(fc.constantFrom('/', '//', '/hooks/', '/hooks/channels/', '/services/', '/api/', 'channels/', '/webhooks', 'webhooks/', '/messages/', 'a'.repeat(26), 'x'.repeat(64), '%2f', '%', '..', 'execute/'), text), { maxLength: 8 }).map((parts) => `/${parts.join('')}`)),
  check: (path) => {
    const route = matchRoute(path)
    // Whoever has a secret in the path has an address of that family.
    if (route?.secret === '') throw new Error(`${route.dialect.id} finds an empty secret`)
    matchManageRoute(path)
  },
})
