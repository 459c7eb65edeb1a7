/** 20 000 seeded hostile bodies to every kind of address: each is answered with a reason, nothing breaks, nothing grows. SEED names the seed, SOAK=1 sends 200 000. */
import { readFileSync, existsSync, readdirSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reasonSchema, type Reason } from '#shared/contract/verdict.ts'
import { dialects } from '#shared/dialects/index.ts'
import { makeHostileRequests, type HostileRequest } from '../helpers/hostile-bodies.ts'
import { sendJson } from '../helpers/post.ts'
import { rebuild } from '../helpers/projection.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const count = process.env['SOAK'] ? 200_000 : 20_000
const seed = Number(process.env['SEED'] ?? 2026)
const connections = 32
/** Of a machine that is busy with much else. */
const patienceMs = count * 6 + 60_000
const growthLimitBytes = 50 * 1024 * 1024

/** What must have come about, or the bodies are not hostile enough. */
const wanted: readonly Reason[] = ['posted', 'bad_json', 'bad_payload', 'bad_encoding', 'nothing_to_post', 'body_too_large', 'text_too_long', 'type_not_allowed', 'channel_not_found', 'channel_archived', 'channel_forbidden', 'user_not_found', 'root_not_found', 'case_not_found', 'case_already_reported']

let t: TestApp
let urls: string[] = []
beforeAll(async () => {
  t = await startApp()
  // Large bodies need not be very large, and every request keeps its verdict.
  await t.client.settings.set({ key: 'hooks.bodyLimitBytes', value: 65_536 })
  await t.client.people.create({ username: 'jim' })
  await t.client.channels.create({ name: 'secret', private: true })
  await t.client.channels.create({ name: 'gone' })
  await t.client.channels.archive({ channel: 'gone' })
  urls = []
  for (const { id } of dialects) urls.push((await t.makeHook({ dialect: id, name: id, owner: 'jim', rules: { perMinute: null, countRepeats: false } })).url)
})
afterAll(() => t.stop())

const unhandled: unknown[] = []
const note = (error: unknown): void => void unhandled.push(error)
process.on('unhandledRejection', note)
afterAll(() => void process.off('unhandledRejection', note))

interface Answer {
  readonly status: number
  readonly reason: string
  readonly messageId: string | undefined
}

const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
afterAll(() => agent.destroy())

/** Undefined when the listener hung up: it may, while a body that it has refused is still on its way. */
function post(url: string, { headers, body }: HostileRequest): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent, headers: { ...headers, 'Content-Length': String(body.length) } }, (response) => {
      const answer = { status: response.statusCode ?? 0, reason: String(response.headers['x-hookline-reason']), messageId: response.headers['x-hookline-message-id'] as string | undefined }
      response.resume()
      response.once('end', () => resolve(answer))
      response.once('error', () => resolve(answer))
    })
    request.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(undefined) : reject(error)))
    request.end(body)
  })
}

const collect = (setFlagsFromString('--expose-gc'), runInNewContext('gc') as () => void)

/** Of everything that JavaScript holds, buffers included. */
function usedBytes(): number {
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Sends `upTo` requests and tells each answer. */
async function sendAll(requests: Iterator<HostileRequest>, upTo: number, onAnswer: (request: HostileRequest, answer: Answer | undefined, dialect: string) => void): Promise<void> {
  let sent = 0
  const send = async (): Promise<void> => {
    while (sent < upTo) {
      const number = sent++
      const request = requests.next().value as HostileRequest
      onAnswer(request, await post(urls[number % urls.length] ?? '', request), dialects[number % urls.length]?.id ?? '')
    }
  }
  await Promise.all(Array.from({ length: connections }, send))
}

test(`${count} hostile bodies, seed ${seed}`, { timeout: patienceMs }, async () => {
  const requests = makeHostileRequests(seed)
  const shares = new Map<string, number>()
  const odd: string[] = []
  const posted: string[] = []
  const tell = (key: string): void => void shares.set(key, (shares.get(key) ?? 0) + 1)
  // What is compiled and cached once is no growth.
  await sendAll(requests, 1000, () => undefined)
  const before = usedBytes()
  const startedAt = performance.now()
  const cpu = process.cpuUsage()
  await sendAll(requests, count, ({ kind, body, headers }, answer, dialect) => {
    tell(answer === undefined ? 'hung up' : `${answer.status} ${answer.reason}`)
    const isFine = answer === undefined ? body.length > 1000 : reasonSchema.safeParse(answer.reason).success && answer.reason !== 'internal' && (answer.status < 300) === (answer.messageId !== undefined || answer.reason.startsWith('case_already'))
    if (!isFine) odd.push(`${dialect} ${kind} ${JSON.stringify(headers)} ${JSON.stringify(answer)} ${body.subarray(0, 300).toString('latin1')}`)
    if (answer?.messageId !== undefined) posted.push(answer.messageId)
  })
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - startedAt) / 1000
  await t.app.indexer.idle()
  const grown = usedBytes() - before
  const lines = [...shares].sort(([, a], [, b]) => b - a).map(([key, times]) => `  ${key.padEnd(34)}${((times / count) * 100).toFixed(2).padStart(6)} %`)
  console.log(`${count} hostile bodies, seed ${seed}, ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor, memory ${(grown / 1024 / 1024).toFixed(1)} MB more\n${lines.join('\n')}`)

  expect(odd.slice(0, 5)).toEqual([])
  const reasons = new Set([...shares.keys()].map((key) => key.split(' ')[1]))
  expect(wanted.filter((reason) => !reasons.has(reason))).toEqual([])
  expect(grown).toBeLessThan(growthLimitBytes)
  const stored = new Set(t.app.ctx.reader.all<{ id: string }>('SELECT id FROM message').map(({ id }) => id))
  expect(posted.filter((id) => !stored.has(id))).toEqual([])
})

test('afterwards the listener answers, every message can be read and told again from the log, and the log complains of nothing', { timeout: patienceMs }, async () => {
  for (const [index, { id }] of dialects.entries()) {
    expect([id, (await sendJson(urls[index] ?? '', { text: 'honest', content: 'honest' })).headers['x-hookline-reason']]).toEqual([id, 'posted'])
  }
  const jim = t.clientAs(t.app.findActor('jim'))
  for (const channel of ['town-square', '@jim']) {
    let before: number | undefined
    do {
      // The contract is checked on the way out: one value that does not fit and the whole page could not be shown.
      const { messages } = await jim.messages.list({ channel, limit: 1000, ...(before === undefined ? {} : { before }) })
      before = messages[0]?.position
    } while (before !== undefined && before > 1)
  }
  const { before, after } = await rebuild(t.app.ctx)
  // Row by row would take longer than all the posts.
  expect(Object.keys(before).filter((table) => JSON.stringify(after[table]) !== JSON.stringify(before[table]))).toEqual([])
  const log = readFileSync(join(t.dataFolder, 'hookline.log'), 'utf8').split('\n').filter((line) => line.includes('"level":50') || line.includes('"level":60'))
  const incoming = join(t.dataFolder, 'files/incoming')
  expect([log.slice(0, 3), unhandled, existsSync(incoming) ? readdirSync(incoming) : []]).toEqual([[], [], []])
})
