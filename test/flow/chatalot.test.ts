/** Chatalot's webhook address, sentence by sentence of the document that it follows: what is posted, answered, shown and refused. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AddressId, HookId } from '#shared/contract/ids.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url = ''
let hookId: HookId
beforeAll(async () => {
  t = await startApp()
  ;({ url, hookId } = (await t.makeHook({ dialect: 'chatalot', name: 'Deploys' })) as { url: string; hookId: HookId })
  await t.client.channels.create({ name: 'release-room', private: true })
})
afterAll(() => t.stop())

async function lastMessage(channel = 'town-square') {
  return (await t.client.messages.list({ channel, limit: 1 })).messages.at(-1)
}
async function lastVerdict() {
  await t.app.ctx.write(() => undefined)
  return (await t.client.verdicts.list({ limit: 1 }))[0]
}
const errorOf = ({ body }: Received) => (JSON.parse(body) as { error: string }).error

describe('a message', () => {
  test('the address ends in 64 random characters', () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/webhooks\/execute\/[A-Za-z0-9]{64}$/)
  })

  test('201 with exactly four keys, true of the message that was posted', async () => {
    const answer = await sendJson(url, { content: 'Hello **from** a webhook!', username: 'CI Bot', avatar_url: 'https://example.com/bot-avatar.png' })
    const message = await lastMessage()
    expect([answer.status, answer.headers['content-type'], answer.headers['x-hookline-reason']]).toEqual([201, 'application/json', 'posted'])
    const receipt = JSON.parse(answer.body) as Record<string, string>
    expect(Object.entries(receipt)).toEqual([['message_id', message?.id], ['channel_id', message?.channelId], ['created_at', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/)], ['status', 'ok']])
    expect(Date.parse(receipt['created_at'] ?? '')).toBe(message?.createdAt)
    expect(message).toMatchObject({ type: 'webhook', bot: true, endToEndEncrypted: false, text: 'Hello **from** a webhook!', username: 'CI Bot', iconUrl: 'https://example.com/bot-avatar.png', hookName: 'Deploys', mentions: 'exact' })
    expect(await lastVerdict()).toMatchObject({ hookId, status: 201, reason: 'posted', dialect: 'chatalot', lastFour: url.slice(-4), ignored: [] })
  })

  test('it is stored in plain text', async () => {
    await sendJson(url, { content: 'no secrets through webhooks' })
    expect(t.app.ctx.reader.get<{ n: number }>("SELECT count(*) AS n FROM message WHERE text = 'no secrets through webhooks'")?.n).toBe(1)
  })

  test('name and picture are the request’s, else the hook’s defaults, else the hook’s name', async () => {
    const shown = async (request: object) => {
      expect((await sendJson(url, { content: 'x', ...request })).status).toBe(201)
      const message = await lastMessage()
      return [message?.username, message?.iconUrl]
    }
    const own = 'https://example.com/own.png'
    expect(await shown({})).toEqual(['Deploys', null])
    expect(await shown({ avatar_url: own })).toEqual(['Deploys', own])
    await t.client.hooks.update({ id: hookId, iconUrl: 'https://example.com/hook.png' })
    expect(await shown({})).toEqual(['Deploys', 'https://example.com/hook.png'])
    expect(await shown({ username: 'Night', avatar_url: own })).toEqual(['Night', own])
    expect(await shown({ avatar_url: 'javascript:alert(1)' })).toEqual(['Deploys', 'https://example.com/hook.png'])
    expect(await lastVerdict()).toMatchObject({ reason: 'posted', ignored: ['avatar_url'] })
    await t.client.hooks.update({ id: hookId, username: 'Robot' })
    expect(await shown({})).toEqual(['Robot', 'https://example.com/hook.png'])
    await t.client.settings.set({ key: 'integrations.allowUsernameOverride', value: false })
    await t.client.settings.set({ key: 'integrations.allowIconOverride', value: false })
    expect(await shown({ username: 'Night', avatar_url: own })).toEqual(['Deploys', null])
    await t.client.settings.set({ key: 'integrations.allowUsernameOverride', value: true })
    await t.client.settings.set({ key: 'integrations.allowIconOverride', value: true })
    await t.client.hooks.update({ id: hookId, username: null, iconUrl: null })
  })

  test('4000 characters are one message, whatever longest text is set; 4001 are none', async () => {
    await t.client.settings.set({ key: 'messages.maxLength', value: 1000 })
    const content = '😀'.repeat(4000)
    expect((await sendJson(url, { content })).status).toBe(201)
    expect((await lastMessage())?.text).toBe(content)
    await t.client.settings.set({ key: 'messages.maxLength', value: 4000 })
    const refused = await sendJson(url, { content: `${content}!` })
    expect([refused.status, errorOf(refused)]).toEqual([422, expect.stringContaining('4001')])
  })

  test('fields of other chats and attachments have no effect, and the verdict names them', async () => {
    expect((await sendJson(url, { content: 'alone', attachments: [{ text: 'card' }], channel: 'off-topic', root_id: 'x' })).status).toBe(201)
    expect(await lastMessage()).toMatchObject({ text: 'alone', attachments: [], files: [], channel: 'town-square' })
    expect(await lastVerdict()).toMatchObject({ ignored: ['attachments', 'channel', 'root_id'] })
    const form = new FormData()
    form.append('payload', '{"content": "with a file", "embeds": []}')
    form.append('note', 'more')
    form.append('file', new Blob(['not taken']), 'plan.txt')
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(201)
    expect(await lastMessage()).toMatchObject({ text: 'with a file', attachments: [], files: [] })
    expect((await lastVerdict())?.ignored.toSorted()).toEqual(['embeds', 'file plan.txt', 'note'])
  })

  test.each([
    ['without Content-Type', {}, '{"content": "body"}', false],
    ['as a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, `payload=${encodeURIComponent('{"content": "body"}')}`, false],
    ['packed, in pieces', { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' }, gzipSync('{"content": "body"}'), true],
    ['with a byte order mark', {}, '\uFEFF{"content": "body"}', false],
  ] as const)('sent %s', async (_name, headers, body, chunked) => {
    expect((await send(url, { headers, body, chunked })).status).toBe(201)
    expect((await lastMessage())?.text).toBe('body')
  })
})

describe('what is refused posts nothing, and says why', () => {
  test.each([
    ['no content', '{}', 422, 'nothing_to_post'],
    ['empty content', '{"content": ""}', 422, 'nothing_to_post'],
    ['blank content', '{"content": " \\n "}', 422, 'nothing_to_post'],
    ['no body', undefined, 422, 'nothing_to_post'],
    ['too long', JSON.stringify({ content: 'x'.repeat(4001) }), 422, 'text_too_long'],
    ['a number', '{"content": 1}', 422, 'bad_payload'],
    ['a long username', JSON.stringify({ content: 'x', username: 'x'.repeat(65) }), 422, 'bad_payload'],
    ['a list', '[1]', 422, 'bad_payload'],
    ['cut JSON', '{"content": "x', 400, 'bad_json'],
  ])('%s', async (_name, body, status, reason) => {
    const before = await lastMessage()
    const answer = await send(url, { ...(body === undefined ? {} : { body }), headers: { 'Content-Type': 'application/json' } })
    expect([answer.status, answer.headers['content-type'], answer.headers['x-hookline-reason'], Object.keys(JSON.parse(answer.body) as object)]).toEqual([status, 'application/json', reason, ['error']])
    expect(await lastVerdict()).toMatchObject({ hookId, status, reason, detail: errorOf(answer) })
    expect(await lastMessage()).toEqual(before)
  })

  test('other methods, a foreign Host, what cannot be unpacked, too large', async () => {
    const get = await send(url, { method: 'GET' })
    expect([get.status, get.headers['allow'], errorOf(get)]).toEqual([405, 'POST, PUT', expect.stringContaining('"content"')])
    const host = await sendJson(url, { content: 'x' }, { Host: 'evil.example' })
    expect([host.status, Object.keys(JSON.parse(host.body) as object)]).toEqual([421, ['error']])
    expect((await sendJson(url, { content: 'x' }, { 'Content-Encoding': 'gzip' })).status).toBe(400)
    expect((await send(url, { body: 'x'.repeat(11 * 1024 * 1024), chunked: false })).status).toBe(413)
  })
})

describe('404 for whoever may not post', () => {
  const post = async (to: string) => {
    const { status, headers, body } = await sendJson(to, { content: 'x' })
    return [status, headers['x-hookline-reason'], Object.keys(JSON.parse(body) as object).includes('error')]
  }
  const posted = [201, 'posted', false]
  const none = (reason: string) => [404, reason, true]
  const make = async (channel: string) => (await t.makeHook({ dialect: 'chatalot', name: 'short-lived', channel })) as { url: string; hookId: HookId }

  test('unknown and mistyped addresses', async () => {
    const unknown = `${url.slice(0, -1)}${url.endsWith('a') ? 'b' : 'a'}`
    for (const to of [unknown, `${url}x`, url.slice(0, -1), `${url}/more`, new URL('/api/webhooks/execute/YOUR_TOKEN_HERE', url).href, new URL('/api/webhooks/execute', url).href]) expect([to, await post(to)]).toEqual([to, none('no_such_address')])
  })

  test('switched off and on again, one hook and all', async () => {
    await t.client.hooks.update({ id: hookId, enabled: false })
    expect(await post(url)).toEqual(none('hook_disabled'))
    await t.client.hooks.update({ id: hookId, enabled: true })
    expect(await post(url)).toEqual(posted)
    await t.client.settings.set({ key: 'integrations.incomingEnabled', value: false })
    expect(await post(url)).toEqual(none('hooks_off'))
    await t.client.settings.set({ key: 'integrations.incomingEnabled', value: true })
  })

  test('rotated and deleted addresses end at once', async () => {
    const mine = await make('town-square')
    const [address] = await t.client.addresses.list({ hookId: mine.hookId })
    const rotated = await t.client.addresses.rotate({ id: address?.id as AddressId })
    expect([await post(mine.url), await post(rotated.url)]).toEqual([none('address_expired'), posted])
    await t.client.hooks.delete({ id: mine.hookId })
    expect(await post(rotated.url)).toEqual(none('no_such_address'))
  })

  test('a channel that takes none, is archived, or is private without the hook’s owner', async () => {
    await t.client.people.create({ username: 'ann', role: 'admin' })
    await t.client.channels.addPeople({ channel: 'release-room', usernames: ['ann'] })
    const { hook, addresses } = await t.client.hooks.create({ name: 'ann’s', channel: 'release-room', owner: 'ann', dialects: ['chatalot'] })
    const mine = { url: addresses[0]?.url ?? '', hookId: hook.id }
    expect(await post(mine.url)).toEqual(posted)
    await t.client.channels.removePerson({ channel: 'release-room', username: 'ann' })
    expect(await post(mine.url)).toEqual(none('channel_forbidden'))
    await t.client.channels.create({ name: 'closing' })
    const closing = await make('closing')
    await t.client.channels.update({ channel: 'closing', hooksAllowed: false })
    expect(await post(closing.url)).toEqual(none('channel_forbidden'))
    await t.client.channels.archive({ channel: 'closing' })
    expect(await post(closing.url)).toEqual(none('channel_archived'))
  })
})

describe('the document’s examples, run as they are but for the address', () => {
  async function run(command: string, args: readonly string[]): Promise<string> {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => void (printed += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number]
    expect(code).toBe(0)
    return printed
  }
  const node = `const response = await fetch(
  "URL",
  {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      content: "New issue opened: Fix login timeout",
      username: "Issue Tracker"
    })
  }
);
console.log(await response.text())`
  // The library of the document's example where it is installed, else what Python brings along, in the bytes that the library sends.
  const python = `
import json
url = "URL"
payload = {
    "content": "Deployment complete. Version 2.1.0 is live.",
    "username": "Deploy Bot"
}
try:
    import requests
    print(requests.post(url, json=payload).text)
except ImportError:
    import urllib.request
    request = urllib.request.Request(url, data=json.dumps(payload).encode(), headers={"Content-Type": "application/json"}, method="POST")
    print(urllib.request.urlopen(request).read().decode())
`
  const examples = [
    ['curl', 'sh', ['-c', `curl -sS -X POST \\
  URL \\
  -H "Content-Type: application/json" \\
  -d '{
    "content": "Build #142 passed successfully.",
    "username": "CI Pipeline"
  }'`], 'Build #142 passed successfully.', 'CI Pipeline'],
    ['Python', 'python3', ['-c', python], 'Deployment complete. Version 2.1.0 is live.', 'Deploy Bot'],
    ['Node.js', process.execPath, ['--input-type=module', '-e', node], 'New issue opened: Fix login timeout', 'Issue Tracker'],
  ] as const
  const isMissing = (program: string) => spawnSync(program, ['--version']).error !== undefined
  for (const [name, command, args, text, username] of examples) {
    test.skipIf(isMissing(name === 'curl' ? name : command))(name, { timeout: 30_000 }, async () => {
      const printed = await run(command, args.map((arg) => arg.replace('URL', url)))
      const message = await lastMessage()
      expect(JSON.parse(printed)).toMatchObject({ status: 'ok', message_id: message?.id })
      expect(message).toMatchObject({ text, username })
    })
  }
})
