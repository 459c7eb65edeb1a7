/** Files as web mode gives them: to the window that shows its session key, as bytes to keep and nothing to run; and what kill -9 leaves. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { File as SentFile } from '#shared/contract/file.ts'
import { createApp } from '#server/app.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import { createKeys, type Keys } from '#server/rpc/keys.ts'
import { startWeb, type Web } from '../../src/main/headless/web.ts'
import { cliPath, runNode, waitUntilReady } from '../helpers/child.ts'
import { connectWindow } from '../helpers/connect-socket.ts'
import { makeDataFolder, startApp, testPlatform, type TestApp } from '../helpers/start-app.ts'
import { announce, makePng, readWhole, sendPart, upload } from '../helpers/upload.ts'

const text = (words: string) => Buffer.from(words)
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 256))
const picture = makePng(20, 10)

let t: TestApp
let web: Web
let keys: Keys
let key = ''
let guestKey = ''
let goneKey = ''
let file: SentFile
let drawn: SentFile
const rendererFolder = mkdtempSync(join(tmpdir(), 'hookline-renderer-'))

beforeAll(async () => {
  t = await startApp({ listen: false })
  await t.client.people.create({ username: 'gus', role: 'guest' })
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html>')
  keys = createKeys()
  key = keys.mintLasting()
  guestKey = keys.mintLasting()
  goneKey = keys.mintLasting()
  const guest = t.app.findActor('gus')
  await t.client.people.create({ username: 'rob' })
  const gone = t.app.findActor('rob')
  web = await startWeb({ port: 0, keys, rendererFolder, callFor: (sessionKey) => t.app.callAs(sessionKey === guestKey ? guest : sessionKey === goneKey ? gone : t.app.me, { sessionKey }) })
  file = await upload(t.client, { name: `Übersicht "2026" (1).html`, mediaType: 'text/html', bytes })
  drawn = await upload(t.client, { name: 'a.png', bytes: picture, thumbnail: makePng(4, 2) })
  await t.client.messages.post({ channel: 'town-square', text: '', fileIds: [file.id, drawn.id] })
})
afterAll(async () => {
  await web.stop()
  await t.stop()
  rmSync(rendererFolder, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

/** Without fetch, which sets or refuses some headers by itself. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(web.url)
    const request = http.request({ hostname, port, path, method, agent: false, headers: { Authorization: `Bearer ${key}`, ...headers } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }))
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end()
  })
}

describe('GET /files/<id>', () => {
  test('gives the bytes, to be kept by this browser alone and run by none', async () => {
    const { status, headers, body } = await ask(`/files/${file.id}`)
    expect(body.equals(bytes)).toBe(true)
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !['date', 'connection', 'keep-alive', 'etag'].includes(name)))
    expect({ status, ...kept }).toEqual({
      status: 200,
      'content-type': 'application/octet-stream',
      'content-length': '1000',
      'content-disposition': `attachment; filename="_bersicht _2026_ (1).html"; filename*=UTF-8''%C3%9Cbersicht%20%222026%22%20%281%29.html`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      vary: 'Authorization',
      'accept-ranges': 'bytes',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers.etag).toMatch(/^"[0-9a-f]{64}"$/)
  })

  test('names the type of pictures that are drawn, and of nothing else', async () => {
    const whole = await ask(`/files/${drawn.id}`)
    const small = await ask(`/files/${drawn.id}/thumbnail`)
    expect([whole.headers['content-type'], small.headers['content-type']]).toEqual(['image/png', 'image/png'])
    expect([whole.body.equals(picture), small.body.equals(makePng(4, 2))]).toEqual([true, true])
    const svg = await upload(t.client, { name: 'a.svg', mediaType: 'image/svg+xml', bytes: text('<svg xmlns="http://www.w3.org/2000/svg"/>') })
    expect((await ask(`/files/${svg.id}`)).headers['content-type']).toBe('application/octet-stream')
  })

  test.each([
    ['no key', { Authorization: '' }, 401],
    ['a wrong key', { Authorization: 'Bearer nonsense' }, 401],
    ['the key in another scheme', { Authorization: 'Basic a2V5' }, 401],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['another port of this computer', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['a foreign origin', { Origin: 'http://127.0.0.1:1' }, 403],
    ['a foreign host', { Host: 'evil.example' }, 421],
    ['the window itself', { 'Sec-Fetch-Site': 'same-origin' }, 200],
  ])('%s', async (_, headers, status) => {
    const answer = await ask(`/files/${file.id}`, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers['set-cookie']).toBeUndefined()
    if (status !== 200) expect(answer.body.includes(bytes.subarray(0, 50))).toBe(false)
  })

  test('a one-time key opens no file and is not used up', async () => {
    const once = keys.mintOneTime()
    expect((await ask(`/files/${file.id}`, { Authorization: `Bearer ${once}` })).status).toBe(401)
    expect(keys.accept(once)).toBeDefined()
  })

  test('the key is only read from the header', async () => {
    expect((await ask(`/files/${file.id}?key=${key}`, { Authorization: '', Cookie: `key=${key}` })).status).toBe(401)
  })

  test.each([
    ['an unknown id', () => '/files/01976f00-0000-7000-8000-000000000001', 404],
    ['no id', () => '/files/..%2f..%2fhookline.db', 404],
    ['a file without thumbnail', () => `/files/${file.id}/thumbnail`, 404],
    ['more of the path', () => `/files/${file.id}/more`, 404],
  ])('%s', async (_, path, status) => {
    expect((await ask(path())).status).toBe(status)
  })

  test('what the person behind the key may not read is not there', async () => {
    expect((await ask(`/files/${file.id}`, { Authorization: `Bearer ${guestKey}` })).status).toBe(404)
  })

  test('nor is it for somebody who was removed, with the key of before', async () => {
    const asRob = async () => (await ask(`/files/${file.id}`, { Authorization: `Bearer ${goneKey}` })).status
    expect(await asRob()).toBe(200)
    await t.client.team.removePerson({ username: 'rob' })
    expect(await asRob()).toBe(404)
  })

  test('in parts', async () => {
    const part = async (range: string, more = {}) => {
      const { status, headers, body } = await ask(`/files/${file.id}`, { Range: range, ...more })
      return [status, headers['content-range'], headers['content-length'], status === 206 ? body.equals(bytes.subarray(Number(/ (\d+)-/.exec(headers['content-range'] ?? '')?.[1]), Number(/-(\d+)\//.exec(headers['content-range'] ?? '')?.[1]) + 1)) : body.length]
    }
    const { etag = '' } = (await ask(`/files/${file.id}`, {}, 'HEAD')).headers
    expect(await Promise.all([part('bytes=0-99'), part('bytes=990-'), part('bytes=-10'), part('bytes=0-0,5-6'), part('bytes=0-99', { 'If-Range': etag }), part('bytes=0-99', { 'If-Range': '"other"' })])).toEqual([
      [206, 'bytes 0-99/1000', '100', true],
      [206, 'bytes 990-999/1000', '10', true],
      [206, 'bytes 990-999/1000', '10', true],
      [200, undefined, '1000', 1000],
      [206, 'bytes 0-99/1000', '100', true],
      [200, undefined, '1000', 1000],
    ])
    expect((await part('bytes=1000-')).slice(0, 2)).toEqual([416, 'bytes */1000'])
  })

  test('not again when the browser has it, and only its head when only that is asked', async () => {
    const head = await ask(`/files/${file.id}`, {}, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '1000', 0])
    const again = await ask(`/files/${file.id}`, { 'If-None-Match': head.headers.etag ?? '' })
    expect([again.status, again.body.length]).toEqual([304, 0])
    expect((await ask(`/files/${file.id}`, { 'If-None-Match': '"other"' })).status).toBe(200)
  })

  test('nothing is taken there', async () => {
    expect(await Promise.all(['POST', 'PUT', 'DELETE'].map(async (method) => (await ask(`/files/${file.id}`, {}, method)).status))).toEqual([404, 404, 404])
  })
})

test('kill -9 in the middle of an upload leaves nothing half; what was whole can be posted', { timeout: 60_000 }, async () => {
  const dataFolder = makeDataFolder()
  try {
    const child = runNode(cliPath, ['serve', '--json', '--data', dataFolder, '--hooks-port', '0', '--ui-port', '0'])
    const { uiUrl } = await waitUntilReady(child)
    const { client, socket } = await connectWindow(uiUrl)
    socket.on('error', () => {})
    const whole = await upload(client, { name: 'whole.txt', bytes: text('whole') })
    const { fileId } = await client.files.begin(announce({ name: 'half.bin', bytes: Buffer.alloc(600_000) }))
    await client.files.append({ fileId, part: 'content', offset: 0, base64: Buffer.alloc(200_000).toString('base64') })
    child.process.kill('SIGKILL')
    await child.ended
    const incoming = join(dataFolder, 'files/incoming')
    expect(readdirSync(incoming)).toEqual([`${fileId}.content`])

    const app = await createApp({ dataFolder, platform: testPlatform, version: '0.0.0-test' })
    const after = createInlineClient(app.callAs(app.me))
    expect(existsSync(incoming) ? readdirSync(incoming) : []).toEqual([])
    await expect(sendPart(after, fileId, 'content', text('more'))).rejects.toMatchObject({ data: { code: 'not_found' } })
    const posted = await after.messages.post({ channel: 'town-square', text: '', fileIds: [whole.id] })
    expect(posted.files).toEqual([whole])
    expect((await readWhole(after, whole.id)).toString()).toBe('whole')
    expect((await after.files.usage()).fileCount).toBe(1)
    await app.stop()
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
})
