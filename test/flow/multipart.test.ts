/** Forms with files: what becomes of fields and files at each address, and that nothing is left on disk of what was not posted. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import type { DialectId } from '#shared/contract/hook.ts'
import { dialects } from '#shared/dialects/index.ts'
import { cleanFiles } from '#server/actions/files/clean-files.ts'
import { createKeys } from '#server/rpc/keys.ts'
import { startWeb } from '../../src/main/headless/web.ts'
import { formOf, multipart, multipartType, type SentPart } from '../helpers/multipart.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { exchange, sendAndCut } from '../helpers/raw.ts'
import { mountSmallDisk } from '../helpers/small-disk.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'
import { makePng, readWhole } from '../helpers/upload.ts'

const mebibyte = 1024 * 1024

let t: TestApp
const urls = {} as Record<DialectId, string>
beforeAll(async () => {
  t = await startApp()
  for (const { id } of dialects) urls[id] = (await t.makeHook({ dialect: id, name: id })).url
})
afterAll(() => t.stop())

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const contentPath = (bytes: string | Uint8Array) => join(t.dataFolder, 'files', sha256(bytes).slice(0, 2), sha256(bytes))
const incoming = () => (existsSync(join(t.dataFolder, 'files/incoming')) ? readdirSync(join(t.dataFolder, 'files/incoming')) : [])
const contents = () => readdirSync(join(t.dataFolder, 'files'), { recursive: true }).filter((name) => /[0-9a-f]{64}$/.test(String(name))).length

function sendForm(url: string, parts: readonly SentPart[] | Buffer, headers: Record<string, string> = {}): Promise<Received> {
  return send(url, { headers: { 'Content-Type': multipartType, ...headers }, body: Buffer.isBuffer(parts) ? parts : multipart(parts) })
}
const reasonOf = ({ status, headers }: Received) => [status, headers['x-hookline-reason']]
const lastMessage = async () => (await t.client.messages.list({ channel: 'town-square', limit: 1 })).messages[0]

async function lastVerdict() {
  await t.app.ctx.write(() => undefined)
  return (await t.client.verdicts.list({ limit: 1 }))[0]
}

describe('files', () => {
  test('come with the message: listed in the channel, read back byte for byte, pictures by what their bytes say', async () => {
    const picture = makePng(30, 20)
    const log = Buffer.alloc(3 * mebibyte, 'a line of a long log\n')
    const answer = await sendForm(urls.mattermost, [
      { name: 'text', content: 'Build **7**' },
      { name: 'file1', fileName: '../../etc/Übersicht.log', type: 'text/plain; charset=utf-8', content: log },
      { name: 'files[1]', fileName: 'no-picture.txt', type: 'text/html', content: picture },
      { name: '', fileName: 'fake.png', type: 'image/png', content: '<script>' },
    ])
    expect([answer.status, answer.body]).toEqual([200, 'ok'])
    const message = await lastMessage()
    expect(message).toMatchObject({ id: answer.headers['x-hookline-message-id'], text: 'Build **7**', type: 'webhook', username: 'webhook' })
    expect(message?.files.map(({ id: _id, ...file }) => file)).toEqual([
      { name: 'Übersicht.log', mediaType: 'text/plain', sizeBytes: log.length, width: null, height: null, hasThumbnail: false },
      { name: 'no-picture.txt', mediaType: 'image/png', sizeBytes: picture.length, width: 30, height: 20, hasThumbnail: false },
      { name: 'fake.png', mediaType: 'application/octet-stream', sizeBytes: 8, width: null, height: null, hasThumbnail: false },
    ])
    expect((await t.client.files.list({ channel: 'town-square', limit: 3 })).entries.map(({ file }) => file.name).sort()).toEqual(['fake.png', 'no-picture.txt', 'Übersicht.log'].sort())
    const [first, second] = message?.files ?? []
    expect([(await readWhole(t.client, first!.id)).equals(log), (await readWhole(t.client, second!.id)).equals(picture)]).toEqual([true, true])
    expect(incoming()).toEqual([])
    expect(await lastVerdict()).toMatchObject({ reason: 'posted', contentType: multipartType, ignored: [] })
  })

  test('are fetched by web mode’s window like those of people', async () => {
    const keys = createKeys()
    const web = await startWeb({ port: 0, keys, rendererFolder: t.dataFolder, callFor: (sessionKey) => t.app.callAs(t.app.me, { sessionKey }) })
    const picture = makePng(8, 4)
    await sendForm(urls.slack, [{ name: 'f', fileName: 'a.txt', content: 'from a tool' }, { name: 'p', fileName: 'p', content: picture }])
    const fetched = ((await lastMessage())?.files ?? []).map(({ id }) => fetch(new URL(`/files/${id}`, web.url), { headers: { Authorization: `Bearer ${keys.mintLasting()}` } }))
    const [text, drawn] = await Promise.all(fetched)
    expect([text?.status, await text?.text(), drawn?.headers.get('content-type'), Buffer.from((await drawn?.arrayBuffer()) ?? new ArrayBuffer()).equals(picture)]).toEqual([200, 'from a tool', 'image/png', true])
    await web.stop()
  })

  test.each(dialects.filter(({ takesFiles }) => takesFiles).map(({ id }) => id))('%s posts a file without any text', async (id) => {
    const content = `the file of ${id}`
    expect((await sendForm(urls[id], [{ name: 'f', fileName: `${id}.txt`, content }])).status).toBe(200)
    expect(await lastMessage()).toMatchObject({ text: '', files: [{ name: `${id}.txt`, sizeBytes: content.length }] })
    expect(existsSync(contentPath(content))).toBe(true)
  })

  test('kChat’s answer names them', async () => {
    const answer = await sendForm(urls.kchat, [{ name: 'f', fileName: 'a.txt', content: 'a' }])
    expect(JSON.parse(answer.body)).toMatchObject({ file_ids: [(await lastMessage())?.files[0]?.id] })
  })

  test.each(dialects.filter(({ takesFiles }) => !takesFiles).map(({ id }) => id))('%s takes none: they are read, thrown away and named', async (id) => {
    const before = contents()
    const parts = [{ name: 'f', fileName: 'large.bin', content: Buffer.alloc(mebibyte, id) }, { name: 'content', content: `${id} text` }, { name: 'text', content: `${id} text` }, { name: 'id', content: `case of ${id}` }]
    const answer = await sendForm(urls[id], parts)
    expect([answer.headers['x-hookline-reason'], (await lastVerdict())?.ignored, contents(), incoming()]).toEqual(['posted', expect.arrayContaining(['file large.bin']), before, []])
    expect(await lastMessage()).toMatchObject({ text: expect.stringContaining(`${id} text`), files: [] })
  })

  test('are on the last part of a long text', async () => {
    await sendForm(urls.mattermost, [{ name: 'text', content: 'long '.repeat(1500) }, { name: 'f', fileName: 'end.txt', content: 'x' }])
    const { messages } = await t.client.messages.list({ channel: 'town-square', limit: 2 })
    expect(messages.map(({ files }) => files.length)).toEqual([0, 1])
  })

  test('equal contents are stored once, an empty file is a file, a field in which nothing was chosen is none', async () => {
    const before = contents()
    const content = `twice ${Math.random()}`
    await sendForm(urls.slack, [{ name: 'a', fileName: 'a', content }, { name: 'b', fileName: 'b', content }, { name: 'c', fileName: 'empty', content: '' }, { name: 'd', fileName: '', type: 'application/octet-stream', content: '' }])
    expect((await lastMessage())?.files.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([['a', content.length], ['b', content.length], ['empty', 0]])
    expect(contents()).toBe(before + 2)
  })

  test('a packed form, in small chunks without a length', async () => {
    const body = gzipSync(multipart([{ name: 'text', content: 'packed' }, { name: 'f', fileName: 'p.txt', content: 'inside' }]))
    const answer = await send(urls.mattermost, { headers: { 'Content-Type': multipartType, 'Content-Encoding': 'gzip' }, body, chunked: true })
    expect(reasonOf(answer)).toEqual([200, 'posted'])
    expect(await lastMessage()).toMatchObject({ text: 'packed', files: [{ name: 'p.txt', sizeBytes: 6 }] })
  })

  test('the verdict counts every byte of the body, and names in the answer’s row what had no effect', async () => {
    const body = multipart([{ name: 'text', content: 'x' }, { name: 'colour', content: 'red' }, { name: 'f', fileName: 'f', content: 'y'.repeat(5000) }])
    await sendForm(urls.mattermost, body)
    expect(await lastVerdict()).toMatchObject({ sizeBytes: body.length, ignored: ['colour'] })
  })

  test('the largest form that is taken: eight files of 25 MiB', async () => {
    const parts = Array.from({ length: 8 }, (_, index) => ({ name: `f${index}`, fileName: `${index}.bin`, content: Buffer.alloc(25 * mebibyte, `content ${index}`) }))
    const answer = await sendForm(urls.any, parts)
    expect(reasonOf(answer)).toEqual([200, 'posted'])
    expect((await lastMessage())?.files.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual(parts.map(({ fileName, content }) => [fileName, content.length]))
  })

  test('curl as people use it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hookline-curl-'))
    writeFileSync(join(folder, 'report.txt'), 'all green')
    const { stdout } = await promisify(execFile)('curl', ['-s', '-F', 'text=Nightly report', '-F', 'username=cron', '-F', `file=@${join(folder, 'report.txt')}`, urls.mattermost])
    rmSync(folder, { recursive: true })
    expect(stdout).toBe('ok')
    expect(await lastMessage()).toMatchObject({ text: 'Nightly report', username: 'cron', files: [{ name: 'report.txt', mediaType: 'text/plain', sizeBytes: 9 }] })
  })
})

describe('refused: nothing is posted, nothing is left', () => {
  const file = (index: number, sizeBytes = 10) => ({ name: `f${index}`, fileName: `${index}.bin`, content: Buffer.alloc(sizeBytes, `refused ${index} ${sizeBytes}`) })
  const text = { name: 'text', content: 'refused' }
  const whole = multipart([text, file(1, 5000)])

  test.each([
    ['eleven files', multipart([text, ...Array.from({ length: 11 }, (_, index) => file(index))]), 413, 'body_too_large', 'more than 10 files'],
    ['a file of 25 MiB and a byte', multipart([text, file(1), file(2, 25 * mebibyte + 1)]), 413, 'body_too_large', '25 MB'],
    ['fields of more than the limit in all', multipart([file(1), { name: 'text', content: 'x'.repeat(6 * mebibyte) }, { name: 'more', content: 'x'.repeat(6 * mebibyte) }]), 413, 'body_too_large', 'hooks.bodyLimitBytes'],
    ['a field of more than the limit', multipart([file(1), { name: 'text', content: 'x'.repeat(11 * mebibyte) }]), 413, 'body_too_large', 'hooks.bodyLimitBytes'],
    ['201 fields', multipart([file(1), ...Array.from({ length: 201 }, (_, index) => ({ name: `n${index}`, content: '' }))]), 413, 'body_too_large', '200 fields'],
    ['a name of 201 characters', multipart([file(1), { name: 'n'.repeat(201), content: 'x' }]), 400, 'bad_payload', '200 characters'],
    ['a field without a name', multipart([file(1), { content: 'x' }]), 400, 'bad_payload', 'no name'],
    ['cut in a file', whole.subarray(0, 3000), 400, 'bad_payload', 'broken'],
    ['cut before its last line', multipart([text, file(1)], { end: false }), 400, 'bad_payload', 'broken'],
    ['cut in a head', whole.subarray(0, 40), 400, 'bad_payload', 'broken'],
    ['another boundary than it says', Buffer.from(whole.toString('latin1').replaceAll('hookline.test', 'other'), 'latin1'), 400, 'bad_payload', 'broken'],
    ['only dashes', Buffer.from('--'), 400, 'bad_payload', 'broken'],
    ['no form at all', Buffer.from('hello'), 400, 'bad_payload', 'multipart'],
    ['nothing', Buffer.alloc(0), 400, 'bad_payload', 'empty'],
    ['no parts', multipart([]), 400, 'nothing_to_post', 'text'],
    ['broken JSON in its payload', multipart([{ name: 'payload', content: '{"text":' }, file(1)]), 400, 'bad_json', 'part "payload"'],
    ['a field of the wrong type', multipart([text, { name: 'silent', content: 'perhaps' }, file(1)]), 400, 'bad_payload', '"silent"'],
  ])('%s', async (_name, body, status, reason, detail) => {
    const [before, kept] = [await lastMessage(), contents()]
    const answer = await sendForm(urls.mattermost, body)
    expect(reasonOf(answer)).toEqual([status, reason])
    expect(await lastVerdict()).toMatchObject({ status, reason, detail: expect.stringContaining(detail), messageId: null })
    expect([await lastMessage(), contents(), incoming()]).toEqual([before, kept, []])
  })

  test.each(['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; charset=utf-8', `multipart/form-data; boundary="${'x'.repeat(5000)}"`])('%s names no boundary that fits', async (contentType) => {
    const answer = await send(urls.mattermost, { headers: { 'Content-Type': contentType }, body: whole })
    expect([reasonOf(answer), incoming()]).toEqual([[400, 'bad_payload'], []])
  })

  test('declared larger than any form: answered before it comes', async () => {
    const { port, pathname } = new URL(urls.mattermost)
    const answer = await exchange(Number(port), [[`POST ${pathname} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Content-Type: ${multipartType}`, 'Content-Length: 999999999', '', ''].join('\r\n')])
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*X-Hookline-Reason: body_too_large/)
  })

  test('an unknown address: answered before any byte of its body is read', async () => {
    const { port, pathname } = new URL(urls.any)
    const head = (path: string) => [`POST ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Content-Type: ${multipartType}`, `Content-Length: ${25 * mebibyte}`, '', ''].join('\r\n')
    expect(await exchange(Number(port), [head(`${pathname.slice(0, -3)}___`)])).toMatch(/^HTTP\/1\.1 404 [\s\S]*no_such_address/)
  })

  test.each(['end', 'reset'] as const)('the sender hangs up in a file, by %s', async (how) => {
    const since = Number((await lastVerdict())?.id)
    const { port, pathname } = new URL(urls.mattermost)
    const head = [`POST ${pathname} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Content-Type: ${multipartType}`, 'Content-Length: 4000000', '', ''].join('\r\n')
    const kept = contents()
    await sendAndCut(Number(port), [head, multipart([text, file(1), file(2, 2_000_000)], { end: false }).subarray(0, 1_500_000)], how)
    await expect.poll(async () => Number((await lastVerdict())?.id)).toBeGreaterThan(since)
    expect(await lastVerdict()).toMatchObject({ reason: 'body_timeout', detail: expect.stringContaining('hung up') })
    expect([incoming(), contents()]).toEqual([[], kept])
  })

  test('a post that is refused leaves contents of no message, which cleaning removes after their first hour', async () => {
    const content = `refused by its channel ${Math.random()}`
    const answer = await sendForm(urls.mattermost, [{ name: 'channel', content: 'nowhere' }, { name: 'f', fileName: 'a', content }])
    expect([reasonOf(answer), incoming()]).toEqual([[404, 'channel_not_found'], []])
    await cleanFiles(t.app.ctx)
    const [isYoung, old] = [existsSync(contentPath(content)), Date.now() / 1000 - 2 * 3600]
    utimesSync(contentPath(content), old, old)
    await cleanFiles(t.app.ctx)
    expect([isYoung, existsSync(contentPath(content))]).toEqual([true, false])
  })

  test('and what a message has stays, however old', async () => {
    const content = `posted ${Math.random()}`
    await sendForm(urls.mattermost, [{ name: 'f', fileName: 'a', content }])
    utimesSync(contentPath(content), 1, 1)
    await cleanFiles(t.app.ctx)
    expect(existsSync(contentPath(content))).toBe(true)
  })

  test('the next plain post is answered as ever', async () => expect((await sendJson(urls.mattermost, { text: 'after all that' })).status).toBe(200))
})

test('the disk fills up in a file: 507, nothing posted, nothing left; there is room again, it is posted', async (context) => {
  const disk = mountSmallDisk()
  if (!disk) return context.skip()
  const other = await startApp({ dataFolder: disk.folder })
  const { url, hookId } = await other.makeHook()
  const body = multipart([{ name: 'text', content: 'x' }, { name: 'f', fileName: 'large.bin', content: Buffer.alloc(3 * mebibyte, 'large') }])
  const full = await sendForm(url, body)
  expect([reasonOf(full), readdirSync(join(disk.folder, 'files/incoming'))]).toEqual([[507, 'storage_full'], []])
  disk.makeRoom()
  expect(reasonOf(await sendForm(url, body))).toEqual([200, 'posted'])
  expect((await other.client.verdicts.list({ hookId: hookId as HookId })).map(({ reason }) => reason)).toEqual(['posted', 'storage_full'])
  await other.stop()
  disk.unmount()
})

describe('fields', () => {
  const plain = { title: 'Backup', message: 'It **worked**.', type: 'info', version: '1.0' }
  test.each<[DialectId, Record<string, string>, object, string[]?]>([
    ['mattermost', { Text: 'Go names', IconURL: 'https://e.example/i.png', UserName: 'bot', ChannelName: 'off-topic' }, { text: 'Go names', username: 'bot', iconUrl: 'https://e.example/i.png', channel: 'off-topic' }],
    ['kchat', { text: 'JSON names', icon_emoji: ':x:', username: 'bot', channel: '#off-topic' }, { text: 'JSON names', username: 'bot', iconEmoji: 'x', channel: 'off-topic' }],
    ['mattermost', { iconEmoji: 'x', silent: 'True', 'priority.priority': 'urgent', text: 'a' }, { text: 'a', iconEmoji: 'x', silent: true, priority: 'urgent' }],
    ['slack', { text: '*mrkdwn*', nobody: 'knows', username: 'bot' }, { text: '**mrkdwn**', username: 'bot' }, ['nobody']],
    ['any', plain, { text: '**Backup**\n\nIt **worked**.\n\n- **type**: info\n- **version**: 1.0', username: 'any' }],
    ['any', { text: 'as in chats', username: 'bot' }, { text: 'as in chats', username: 'bot' }],
    ['any', { data: '{"text":"Uptime says"}', x: '1' }, { text: 'Uptime says' }, ['x']],
    ['any', { data: 'no JSON' }, { text: '- **data**: no JSON' }],
    ...(['mattermost', 'kchat', 'slack', 'any'] as const).flatMap((id): [DialectId, Record<string, string>, object, string[]?][] => [
      [id, { payload: '{"text":"JSON","username":"p"}', text: 'beside' }, { text: 'JSON', username: 'p' }, ['text']],
      [id, { payload_json: '{"attachments":[{"text":"card"}]}' }, { text: '', attachments: [{ text: 'card' }] }],
      [id, { 'attachments.0.text': 'one', 'Attachments[0][TitleLink]': 'https://e.example', 'attachments.1.fields.0.title': 'f', 'attachments.1.fields.0.value': 'v', 'attachments.1.fields.0.short': 'TRUE' }, { attachments: [{ text: 'one', title_link: 'https://e.example' }, { fields: [{ title: 'f', value: 'v', short: true }] }] }],
      [id, { text: 'x', attachments: '[{"title":"from JSON"}]' }, { text: 'x', attachments: [{ title: 'from JSON' }] }],
    ]),
  ])('%s %j', async (id, fields, message, ignored = []) => {
    const answer = await sendForm(urls[id], formOf(fields))
    expect(reasonOf(answer)).toEqual([200, 'posted'])
    expect(await t.client.messages.show({ id: String(answer.headers['x-hookline-message-id']) })).toMatchObject(message)
    expect((await lastVerdict())?.ignored).toEqual(ignored)
  })

  test('JSON that a browser sends as a file is the payload', async () => {
    const blob = { name: 'payload_json', fileName: 'blob', type: 'application/json', content: '{"text":"from a blob"}' }
    await sendForm(urls.mattermost, [blob, { name: 'file', fileName: 'a.txt', content: 'a' }])
    expect(await lastMessage()).toMatchObject({ text: 'from a blob', files: [{ name: 'a.txt' }] })
  })

  test('JSON under the header of a form is JSON', async () => {
    expect(reasonOf(await sendForm(urls.mattermost, Buffer.from(' {"text":"no form"}')))).toEqual([200, 'posted'])
    expect((await lastMessage())?.text).toBe('no form')
  })

  test('a reply by its root, as Go and as JSON name it', async () => {
    const root = (await sendJson(urls.mattermost, { text: 'root' })).headers['x-hookline-message-id']
    for (const name of ['RootId', 'root_id']) {
      const answer = await sendForm(urls.mattermost, formOf({ text: name, [name]: String(root) }))
      expect((await t.client.messages.show({ id: String(answer.headers['x-hookline-message-id']) })).threadRootId).toBe(root)
    }
  })
})
