/** Bodies over real HTTP to every kind of address: each is answered with a reason that is no bug, in time, and what was posted can be read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import http from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reasonSchema } from '#shared/contract/verdict.ts'
import { dialects } from '#shared/dialects/index.ts'
import { makeHostileRequests } from '../helpers/hostile-bodies.ts'
import { boundary, multipart } from '../helpers/multipart.ts'
import { rebuild } from '../helpers/projection.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import { fuzz } from './fuzz.ts'
import { text, trees } from './values.ts'

interface Sent {
  readonly dialect: number
  readonly method: string
  readonly below: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly chunked: boolean
}

let t: TestApp
let urls: string[] = []
beforeAll(async () => {
  t = await startApp()
  await t.client.settings.set({ key: 'hooks.bodyLimitBytes', value: 65_536 })
  await t.client.people.create({ username: 'jim' })
  urls = []
  for (const { id } of dialects) urls.push((await t.makeHook({ dialect: id, name: id, rules: { perMinute: null, countRepeats: false } })).url)
})
afterAll(() => t.stop())
const agent = new http.Agent({ keepAlive: true })
afterAll(() => agent.destroy())

const utf8 = (value: string): Uint8Array => new TextEncoder().encode(value)
const json = trees(['text', 'content', 'attachments', 'embeds', 'fields', 'blocks', 'id', 'references', 'channel', 'username', 'title', 'props', '__proto__']).map((tree) => JSON.stringify(tree))
const deep = fc.tuple(fc.constantFrom(['[', ']'], ['{"text":', '}'], ['{"attachments":[', ']}']), fc.constantFrom(100, 1000, 10_000), fc.boolean()).map(([[open, close], times, isWhole]) => open!.repeat(times) + (isWhole ? `1${close!.repeat(times)}` : ''))
const odd = fc.constantFrom('\uFEFF{"text":"bom"}', '{"text":NaN}', '{"text":"a","text":"b"}', '{"text":"\\ud800"}', '{"text":1e999}', '{"text":"x",}', "{'text':'x'}", '{"text":"x"}{"text":"y"}', '[null]', '{"attachments":[null]}', '{"embeds":[null],"content":null}', 'payload=', 'payload=%', 'payload=%7B%22text%22%3A%22%ED%A0%80%22%7D')
const body: fc.Arbitrary<{ type: string; body: Uint8Array }> = fc.oneof(
  { weight: 6, arbitrary: json.map((value) => ({ type: 'application/json', body: utf8(value) })) },
  { weight: 2, arbitrary: odd.map((value) => ({ type: 'application/json', body: utf8(value) })) },
  { weight: 1, arbitrary: deep.map((value) => ({ type: 'application/json', body: utf8(value) })) },
  { weight: 2, arbitrary: json.map((value) => ({ type: 'application/x-www-form-urlencoded', body: utf8(`payload=${encodeURIComponent(value.toWellFormed())}`) })) },
  { weight: 2, arbitrary: fc.array(fc.record({ name: fc.constantFrom('payload', 'payload_json', 'text', 'file', 'files[0]', 'attachments.0.text', '__proto__.x'), content: fc.oneof(text, json) }), { maxLength: 4 }).map((sent) => ({ type: `multipart/form-data; boundary=${boundary}`, body: new Uint8Array(multipart(sent)) })) },
  { weight: 1, arbitrary: fc.tuple(json, fc.nat(300)).map(([value, at]) => ({ type: 'application/json', body: utf8(value).slice(0, at) })) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((raw) => ({ type: 'application/json', body: raw })) },
  // The makers of the flow tests: fixtures of real senders, wounded.
  { weight: 3, arbitrary: fc.nat().map((seed) => { const { headers, body: made } = makeHostileRequests(seed).next().value; return { type: headers['Content-Type'] ?? '', body: new Uint8Array(made) } }) },
)
const packers = { gzip: gzipSync, deflate: deflateSync, br: (raw: Uint8Array) => brotliCompressSync(raw, { params: { 0: 0 } }) } as const
/** From a few bytes to more than anybody takes. */
const bomb = fc.tuple(fc.constantFrom(...Object.keys(packers) as (keyof typeof packers)[]), fc.constantFrom(70_000, 3_000_000)).map(([encoding, size]) => ({ encoding, body: new Uint8Array(packers[encoding](Buffer.alloc(size, 32))) }))

const sent: fc.Arbitrary<Sent> = fc.record({
  dialect: fc.nat(dialects.length - 1),
  method: fc.constantFrom('POST', 'POST', 'POST', 'POST', 'PUT', 'PATCH', 'GET', 'DELETE'),
  below: fc.constantFrom('', '', '', '', '', '', '/', '/messages/1', '/messages/x', '/slack', '/github', '?wait=true', '?threadKey=a', '?%'),
  packed: fc.oneof({ weight: 12, arbitrary: body.map((made) => ({ ...made, encoding: undefined as string | undefined })) }, { weight: 1, arbitrary: bomb.map((made) => ({ ...made, type: 'application/json' })) }, { weight: 1, arbitrary: fc.tuple(body, fc.constantFrom('gzip', 'deflate', 'br', 'zstd', 'x')).map(([made, encoding]) => ({ ...made, encoding })) }),
  chunked: fc.boolean(),
}).map(({ packed: { type, encoding, body: raw }, ...rest }) => ({ ...rest, body: raw, headers: { ...(type === '' ? {} : { 'Content-Type': type }), ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }) } }))

interface Answer {
  readonly status: number
  readonly reason: string | undefined
  readonly text: string
}

/** Undefined when the listener hung up, as it may while a refused body is still on its way. */
function ask({ dialect, method, below, headers, body: raw, chunked }: Sent): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const hasBody = method !== 'GET'
    const request = http.request((urls[dialect] ?? '') + below, { method, agent, headers: { ...headers, ...(hasBody && !chunked ? { 'Content-Length': String(raw.length) } : {}) } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => resolve({ status: response.statusCode ?? 0, reason: response.headers['x-hookline-reason'] as string | undefined, text: Buffer.concat(chunks).toString() }))
    })
    request.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(undefined) : reject(error)))
    if (hasBody && chunked) for (let at = 0; at < raw.length; at += 4096) request.write(raw.subarray(at, at + 4096))
    request.end(hasBody && !chunked ? raw : undefined)
  })
}

/** Of a machine that is busy with much else. */
const patienceMs = 10_000

fuzz<Sent>('bodies', {
  values: sent,
  check: async (value) => {
    const startedAt = performance.now()
    const answer = await ask(value)
    if (answer === undefined && value.body.length < 1000) throw new Error('hung up on a short body')
    if (answer?.reason !== undefined) reasonSchema.parse(answer.reason)
    if (answer?.reason === 'internal' || (answer && answer.status >= 500)) throw new Error(`answers ${answer.status} ${answer.reason}: ${answer.text.slice(0, 300)}`)
    const tookMs = performance.now() - startedAt
    if (tookMs > patienceMs) throw new Error(`took ${tookMs.toFixed(0)} ms`)
  },
})

test('afterwards everything can be read and told again from the log, and the log complains of nothing', { timeout: 60_000 }, async () => {
  await t.client.messages.list({ channel: 'town-square', limit: 1000 })
  await t.client.verdicts.list({ limit: 1000 })
  const { before, after } = await rebuild(t.app.ctx)
  expect(Object.keys(before).filter((table) => JSON.stringify(after[table]) !== JSON.stringify(before[table]))).toEqual([])
  const log = readFileSync(join(t.dataFolder, 'hookline.log'), 'utf8').split('\n').filter((line) => line.includes('"level":50') || line.includes('"level":60'))
  expect(log.slice(0, 3)).toEqual([])
})
