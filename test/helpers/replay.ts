/** Posts fixtures to a real server and tells what came of them, with everything that differs from run to run taken out. */
import type { HookId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import type { Verdict } from '#shared/contract/verdict.ts'
import { bodyOf, type Fixture } from './fixtures.ts'
import { send, type Received } from './post.ts'
import { startApp, type TestApp } from './start-app.ts'

export interface Outcome {
  readonly answer: Received
  /** In order; more than one when a text was split. */
  readonly messages: readonly Message[]
  readonly verdict: Verdict
}

export interface Replay {
  readonly t: TestApp
  post(fixture: Fixture): Promise<Outcome>
  stop(): Promise<void>
}

/** Every channel and person that a fixture names. */
const channels = ['alerts', 'bunyan', 'ops', 'foo', 'logs', 'default', 'general', 'x']
const people = ['jim', 'alice', 'bob']

export async function startReplay(): Promise<Replay> {
  const t = await startApp()
  for (const name of channels) await t.client.channels.create({ name })
  for (const username of people) await t.client.people.create({ username })
  return { t, post: (fixture) => post(t, fixture), stop: () => t.stop() }
}

async function post(t: TestApp, { dialect, request }: Fixture): Promise<Outcome> {
  const { url, hookId } = await t.makeHook({ dialect, name: 'ci' })
  const address = new URL(url)
  const target = `${address.origin}${request.folders ?? ''}${address.pathname}${request.query === '' ? '' : `?${request.query}`}`
  const body = bodyOf(request)
  const answer = await send(target, { method: request.method, headers: request.headers, ...(body === undefined ? {} : { body }), chunked: request.chunked ?? false })
  // Refused requests are recorded in the next batch.
  await t.app.ctx.write(() => undefined)
  const [verdict, ...others] = await t.client.verdicts.list({ hookId: hookId as HookId })
  if (verdict === undefined || others.length > 0) throw new Error(`one request left ${others.length + (verdict ? 1 : 0)} verdicts`)
  return { answer, messages: await messagesOf(t, verdict, hookId), verdict }
}

async function messagesOf(t: TestApp, { messageId, channel }: Verdict, hookId: string): Promise<Message[]> {
  if (messageId === null || channel === null) return []
  const { messages } = await t.client.messages.list({ channel, limit: 1000 })
  const listed = messages.filter((message) => message.hookId === hookId)
  return listed.length > 0 ? listed : [await t.client.messages.show({ id: messageId })]
}

const headersThatMatter = ['content-type', 'allow', 'retry-after', 'x-hookline-reason']

/** A result that is the same on every run as long as nothing changed for a sender or a reader. */
export function freezeOutcome({ answer, messages, verdict }: Outcome): unknown {
  const names = new Map<string, string>([[verdict.requestId, '<request>'], [messages[0]?.channelId ?? '<channel>', '<channel>']])
  messages.forEach(({ id }, index) => names.set(id, index === 0 ? '<message>' : `<message ${index + 1}>`))
  return {
    status: answer.status,
    headers: Object.fromEntries(headersThatMatter.flatMap((name) => (answer.headers[name] === undefined ? [] : [[name, answer.headers[name]]]))),
    body: takeOut(answer.body, names),
    verdict: { reason: verdict.reason, detail: verdict.detail, ignored: verdict.ignored },
    messages: messages.length <= 3 ? messages.map(freezeMessage) : [freezeMessage(messages[0]!), `… ${messages.length - 2} more …`, freezeMessage(messages.at(-1)!)],
  }
}

/** Ids that are known, then whatever else is an id of ours, and times. */
function takeOut(body: string, names: ReadonlyMap<string, string>): string {
  let text = body
  for (const [id, name] of names) text = text.replaceAll(id, name)
  return text
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g, '<id>')
    .replace(/"request_id":"[^"]+"/g, '"request_id":"<request>"')
    .replace(/\b1[6-9]\d{11}\b/g, '<time>')
    .replace(/"\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|\+00:00)"/g, '"<time>"')
}

/** What people see. Chosen key by key: one that a later version adds is no change of these. */
function freezeMessage(message: Message): unknown {
  const { type, channel, author, username, text, bot, endToEndEncrypted, hookName, iconUrl, iconEmoji, ownerPicture, attachments, props, caseState, priority, silent, mentions } = message
  const files = message.files.map(({ name, mediaType, sizeBytes }) => ({ name, mediaType, sizeBytes }))
  const place = { isReply: message.threadRootId !== null, isOfCase: message.caseId !== null, caseState }
  return { type, channel, author, username, text, bot, endToEndEncrypted, hookName, iconUrl, iconEmoji, ownerPicture, attachments, props, files, ...place, priority, silent, mentions }
}
