/** What is kept of each request and shown of it: every cause of a refusal, no secret anywhere, and requests that are sent again. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bodyKeptChars, hiddenValue } from '#shared/contract/captured-request.ts'
import type { HookId, VerdictId } from '#shared/contract/ids.ts'
import type { Reason, Verdict } from '#shared/contract/verdict.ts'
import { multipart, multipartType } from '../helpers/multipart.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url = ''
let hookId = '' as HookId
beforeAll(async () => {
  t = await startApp()
  await t.client.people.create({ username: 'jim' })
  for (const name of ['secret', 'gone', 'elsewhere']) await t.client.channels.create({ name, private: name === 'secret' })
  await t.client.channels.archive({ channel: 'gone' })
})
beforeEach(async () => {
  const made = await t.makeHook({ name: `hook ${Math.random()}` })
  url = made.url
  hookId = made.hookId as HookId
})
afterAll(() => t.stop())

/** A refusal is recorded after its answer. */
const settled = () => t.app.ctx.write(() => undefined)
async function onlyVerdict(of = hookId): Promise<Verdict> {
  await settled()
  const all = await t.client.verdicts.list({ hookId: of })
  expect(all).toHaveLength(1)
  return all[0] as Verdict
}
const inspect = async (of = hookId) => t.client.verdicts.show({ id: (await onlyVerdict(of)).id })
const body = (fields: object) => JSON.stringify({ text: 'kept text', ...fields })

/** Whether the body was read tells how much there is to see. */
interface Cause {
  readonly reason: Reason
  readonly read?: false
  /** Of the hook that is posted to, when it is another one. */
  readonly how: () => Promise<{ answer: Received; of?: string }>
}

const bySetting = async (key: Parameters<TestApp['client']['settings']['set']>[0]['key'], value: boolean | number, back: boolean | number) => {
  await t.client.settings.set({ key, value })
  const answer = await send(url, { body: body({ more: 'x'.repeat(3000) }) })
  await t.client.settings.set({ key, value: back })
  return { answer }
}
const causes: Cause[] = [
  { reason: 'hook_disabled', read: false, how: async () => { await t.client.hooks.update({ id: hookId, enabled: false }); return { answer: await send(url, { body: body({}) }) } } },
  { reason: 'address_expired', read: false, how: async () => { const [address] = await t.client.addresses.list({ hookId }); await t.client.addresses.rotate({ id: address!.id, overlapMs: 0 }); return { answer: await send(url, { body: body({}) }) } } },
  { reason: 'hooks_off', read: false, how: () => bySetting('integrations.incomingEnabled', false, true) },
  { reason: 'body_too_large', read: false, how: () => bySetting('hooks.bodyLimitBytes', 2048, 1_048_576) },
  { reason: 'method_refused', read: false, how: async () => ({ answer: await send(url, { method: 'DELETE' }) }) },
  { reason: 'bad_encoding', read: false, how: async () => ({ answer: await send(url, { headers: { 'Content-Encoding': 'gzip' }, body: body({}) }) }) },
  { reason: 'bad_json', how: async () => ({ answer: await send(url, { body: body({}).slice(0, -1) }) }) },
  { reason: 'bad_payload', how: async () => ({ answer: await send(url, { body: body({ attachments: {} }) }) }) },
  { reason: 'nothing_to_post', how: async () => ({ answer: await send(url, { body: body({ text: '', note: 'kept text' }) }) }) },
  { reason: 'type_not_allowed', how: async () => ({ answer: await send(url, { body: body({ type: 'system_join' }) }) }) },
  { reason: 'channel_not_found', how: async () => ({ answer: await send(url, { body: body({ channel: 'nowhere' }) }) }) },
  { reason: 'channel_archived', how: async () => ({ answer: await send(url, { body: body({ channel: 'gone' }) }) }) },
  { reason: 'user_not_found', how: async () => ({ answer: await send(url, { body: body({ channel: '@nobody' }) }) }) },
  { reason: 'root_not_found', how: async () => ({ answer: await send(url, { body: body({ root_id: 'a'.repeat(26) }) }) }) },
  { reason: 'channel_locked', how: async () => { const locked = await t.makeHook({ name: 'locked', locked: true }); return { answer: await send(locked.url, { body: body({ channel: 'elsewhere' }) }), of: locked.hookId } } },
  { reason: 'channel_forbidden', how: async () => { const jims = await t.makeHook({ name: 'jims', owner: 'jim' }); return { answer: await send(jims.url, { body: body({ channel: 'secret' }) }), of: jims.hookId } } },
]

describe('why did my hook not post: one row, its reason, what came', () => {
  test.each(causes)('$reason', async ({ reason, read, how }) => {
    const { answer, of } = await how()
    expect(answer.headers['x-hookline-reason']).toBe(reason)
    const { verdict, request, message, stages } = await inspect((of ?? hookId) as HookId)
    expect(verdict).toMatchObject({ reason, status: answer.status, requestId: answer.headers['x-request-id'], messageId: null, replayOf: null })
    expect([message, request?.bodyKind, stages.filter(({ state }) => state === 'stopped').length]).toEqual([null, read === false ? 'unread' : 'text', 1])
    if (read !== false) expect(request?.body).toContain('kept text')
    expect(request?.headers.map(([name]) => name.toLowerCase())).toContain('host')
  })

  test('a posted one shows its message, all stages passed, its headers as they came and its times', async () => {
    await send(`${url}?a=1&token=x&a=2`, { headers: { 'X-One': '1', Authorization: 'Bearer x' }, body: body({}) })
    const { request, message, preview, stages, replayProblem } = await inspect()
    expect([message?.text, preview, replayProblem]).toEqual(['kept text', null, null])
    expect(stages).toEqual(['received', 'address', 'read', 'channel', 'posted'].map((stage) => ({ stage, state: 'passed' })))
    expect(request).toMatchObject({ query: [['a', '1'], ['token', hiddenValue], ['a', '2']], body: body({}), bodyChars: body({}).length, masked: false })
    expect(request?.headers.filter(([name]) => /one|auth/i.test(name))).toEqual([['X-One', '1'], ['Authorization', hiddenValue]])
    expect(request!.readMs! <= request!.decodedMs!).toBe(true)
  })

  test('a refused one shows what it would have become', async () => {
    await sendJson(url, { text: '**bold**', username: 'Nightly', channel: 'nowhere' })
    expect((await inspect()).preview).toMatchObject({ text: '**bold**', username: 'Nightly', hookId, bot: true })
  })

  test('under the hook’s own name and picture where a post may not choose', async () => {
    await t.client.hooks.update({ id: hookId, username: 'Deploys', iconEmoji: 'rocket', rules: { allowName: false, allowIcon: false, countRepeats: false } })
    const sent = { text: 'x', username: 'Mallory', icon_emoji: 'skull' }
    await sendJson(url, { ...sent, channel: 'nowhere' })
    const { preview } = await inspect()
    await sendJson(url, sent)
    const [posted] = (await t.client.messages.list({ channel: 'town-square', limit: 1 })).messages.slice(-1)
    expect(posted).toMatchObject({ username: 'Deploys', iconEmoji: 'rocket' })
    expect(preview).toMatchObject({ username: posted?.username, iconEmoji: posted?.iconEmoji, iconUrl: null, ownerPicture: false })
  })
})

describe('what is kept', () => {
  test('goes with its verdict, whichever way that goes', async () => {
    const left = () => t.app.ctx.reader.get<{ verdict: number; request: number }>("SELECT count(*) AS verdict, count(request) AS request FROM verdict WHERE hook_id <> ''")
    await t.client.settings.set({ key: 'verdicts.keepPerHook', value: 5 })
    for (let number = 0; number < 12; number += 1) await sendJson(url, { text: String(number) })
    expect(await t.client.verdicts.list({ hookId })).toHaveLength(5)
    expect(left()?.request).toBe(left()?.verdict)
    await t.client.settings.set({ key: 'verdicts.keepPerHook', value: 1000 })
    await t.app.ctx.write((tx) => tx.run('DELETE FROM verdict'))
    expect(left()).toEqual({ verdict: 0, request: 0 })
  })

  test('of a long body: its first 64 Ki characters and how long it was; it is not replayed', async () => {
    const long = body({ more: 'ü'.repeat(100_000) })
    await send(url, { body: long })
    const { request, verdict, replayProblem } = await inspect()
    expect([request?.body, request?.bodyChars, replayProblem]).toEqual([long.slice(0, bodyKeptChars), long.length, 'cut'])
    await expect(t.client.verdicts.replay({ id: verdict.id })).rejects.toMatchObject({ data: { code: 'conflict', message: expect.stringContaining('65,536') as string } })
  })

  test('of a form: its fields, and names and sizes of its files', async () => {
    await send(url, { headers: { 'Content-Type': multipartType }, body: multipart([{ name: 'text', content: 'with a file' }, { name: 'token', content: 'f1eldCanary' }, { name: 'file', fileName: 'a.txt', type: 'text/plain', content: 'abc' }]) })
    const { request, replayProblem } = await inspect()
    expect([request?.bodyKind, request?.masked, JSON.parse(request?.body ?? ''), replayProblem]).toEqual([
      'form', true, { fields: [['text', 'with a file'], ['token', hiddenValue]], files: [{ name: 'a.txt', mediaType: 'text/plain', sizeBytes: 3 }] }, 'masked',
    ])
  })

  test('no secret is in any file, wherever it stood in the request', async () => {
    const canaries: string[] = []
    const canary = () => { const made = `Canary${canaries.length}x${Math.random().toString(36).slice(2)}Z9`; canaries.push(made); return made }
    const address = new URL(url).pathname.split('/').at(-1) ?? ''
    const headers = Object.fromEntries(['Authorization', 'Cookie', 'X-Gitlab-Token', 'X-Hub-Signature-256', 'Stripe-Signature', 'X-Slack-Signature', 'Webhook-Signature', 'X-Api-Key', 'Proxy-Authorization'].map((name) => [name, canary()]))
    await send(`${url}?token=${canary()}&api_key=${canary()}`, {
      headers: { ...headers, Referer: url, 'X-Original-URI': new URL(url).pathname, 'X-Note': address },
      body: body({ token: canary(), secret: { deep: canary() }, password: canary(), api_key: canary(), authorization: `Bearer ${canary()}`, note: `see ${url}`, nested: JSON.stringify({ access_token: canary() }) }),
    })
    await send(url, { body: `{"text": "half", "token": "${canary()}` })
    await send(url, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `text=form&token=${canary()}&more=${encodeURIComponent(JSON.stringify({ secret: canary() }))}` })
    await settled()
    const files = readdirSync(t.dataFolder, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    // What people post is theirs to post; nothing else may hold any of it.
    expect([...canaries, address].filter((one) => files.some((content) => content.includes(one)))).toEqual([])
    expect(files.some((content) => content.includes('kept text'))).toBe(true)
  })

  test('a secret that senders sign with is taken out of anything', async () => {
    await t.app.ctx.write((tx) => tx.run('INSERT INTO hook_secret (hook_id, number, secret, created_at) VALUES (?, 1, ?, 0)', hookId, 'whsec_known0123456789'))
    await send(url, { headers: { 'X-Note': 'is whsec_known0123456789' }, body: body({ note: 'whsec_known0123456789' }) })
    const { request } = await inspect()
    expect([request?.headers.find(([name]) => name === 'X-Note')?.[1], JSON.parse(request?.body ?? '{}')]).toEqual([`is ${hiddenValue}`, { text: 'kept text', note: hiddenValue }])
  })

  test('also where it is the name of a field: of a form, and of what has no effect', async () => {
    await t.app.ctx.write((tx) => tx.run('INSERT INTO hook_secret (hook_id, number, secret, created_at) VALUES (?, 1, ?, 0)', hookId, 'whsec_known0123456789'))
    const form = ['text', 'whsec_known0123456789'].map((name) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nx\r\n`)
    await send(url, { headers: { 'Content-Type': 'multipart/form-data; boundary=b' }, body: `${form.join('')}--b--\r\n` })
    const { verdict, request, replayProblem } = await inspect()
    expect(JSON.stringify([verdict, request])).not.toContain('whsec_known')
    expect([verdict.reason, verdict.ignored, replayProblem]).toEqual(['posted', [hiddenValue], 'masked'])
  })
})

describe('replay', () => {
  // Else the same again within ten minutes counts on the message that stands there.
  beforeEach(() => t.client.hooks.update({ id: hookId, rules: { countRepeats: false } }))
  const replayOnly = async () => t.client.verdicts.replay({ id: (await onlyVerdict()).id })
  const texts = async (channel = 'town-square') => (await t.client.messages.list({ channel, limit: 3 })).messages.map(({ text }) => text)

  test('posts the same again, with a verdict of its own that says so', async () => {
    await send(`${url}`, { headers: { 'Idempotency-Key': 'once', 'webhook-id': 'once', 'X-GitHub-Delivery': 'once', 'User-Agent': 'Jenkins/2' }, body: body({ text: 'twice', username: 'Nightly' }) })
    const first = await onlyVerdict()
    const again = await t.client.verdicts.replay({ id: first.id })
    expect(again).toMatchObject({ reason: 'posted', hookId, replayOf: first.id, userAgent: 'Jenkins/2', remote: '127.0.0.1', detail: `Replay of request ${first.id} by lena.fischer: Posted to #town-square.` })
    expect([again.id, again.messageId, again.requestId].some((one) => ([first.id, first.messageId, first.requestId] as unknown[]).includes(one))).toBe(false)
    expect((await texts()).slice(-2)).toEqual(['twice', 'twice'])
    // What was replayed can be replayed.
    expect(await t.client.verdicts.replay({ id: again.id })).toMatchObject({ reason: 'posted', replayOf: again.id })
  })

  test.each([
    ['/slack', { text: 'a *bold* word' }],
    ['/github', { zen: 'Half measures are as bad as nothing at all.' }],
  ])('with %s behind a Discord address it is read in that format again', async (behind, sent) => {
    const made = await t.makeHook({ dialect: 'discord' })
    expect((await sendJson(made.url + behind, sent)).headers['x-hookline-reason']).toBe('posted')
    const { id } = await onlyVerdict(made.hookId as HookId)
    const again = await t.client.verdicts.replay({ id })
    const { request } = await t.client.verdicts.show({ id })
    expect([again.reason, request?.behind]).toEqual(['posted', behind])
    const { messages } = await t.client.messages.list({ channel: 'town-square', limit: 2 })
    expect(messages[1]).toMatchObject({ text: messages[0]?.text, attachments: messages[0]?.attachments })
  })

  test('of a form: its texts as they came, line by line', async () => {
    const form = ['text', 'attachments.0.text', 'a "name"\r\n'].map((name) => `--b\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, encodeURIComponent)}"\r\n\r\n# One\n\n- two\n- three\r\nfour\n\r\n`)
    await send(url, { headers: { 'Content-Type': 'multipart/form-data; boundary=b' }, body: `${form.join('')}--b--\r\n` })
    const first = await onlyVerdict()
    const again = await t.client.verdicts.replay({ id: first.id })
    const [one, other] = await Promise.all([first, again].map(({ id }) => t.client.verdicts.show({ id })))
    expect(again.ignored).toEqual(first.ignored)
    expect(other?.request?.body).toBe(one?.request?.body)
    expect([other?.message?.text, other?.message?.attachments]).toEqual([one?.message?.text, one?.message?.attachments])
  })

  test('of a text of Google Chat, which is known by the key and the token that are not kept', async () => {
    await sendJson(`${url}?key=AIzaSyA&token=t0ken`, { text: 'a *bold* word' })
    const again = await replayOnly()
    const { message, request } = await t.client.verdicts.show({ id: again.id })
    expect([message?.text, request?.query]).toEqual(['a **bold** word', [['key', hiddenValue], ['token', hiddenValue]]])
  })

  test('of one that was refused with /slack behind its address, what it would have become is read so too', async () => {
    const made = await t.makeHook({ dialect: 'discord' })
    await t.client.channels.update({ channel: 'town-square', hooksAllowed: false })
    await sendJson(`${made.url}/slack`, { text: 'a *bold* word' })
    await t.client.channels.update({ channel: 'town-square', hooksAllowed: true })
    expect((await inspect(made.hookId as HookId)).preview?.text).toBe('a **bold** word')
  })

  test('of a post that changed the message of its key: it goes where the key says', async () => {
    const keyed = (text: string) => sendJson(url, { text }, { 'X-Hookline-Key': `alert ${hookId}` })
    for (const text of ['firing', 'worse']) await keyed(text)
    const [changed] = await t.client.verdicts.list({ hookId, limit: 1 })
    expect(changed).toMatchObject({ reason: 'edited', method: 'POST' })
    await keyed('resolved')
    expect((await t.client.verdicts.show({ id: changed!.id })).replayProblem).toBeNull()
    expect(await t.client.verdicts.replay({ id: changed!.id })).toMatchObject({ reason: 'edited', replayOf: changed!.id, messageId: changed!.messageId })
    expect((await texts()).at(-1)).toBe('worse')
  })

  test('a refused one is refused again until its cause is gone, then it posts', async () => {
    const channel = `later-${Math.random().toString(36).slice(2, 10)}`
    await sendJson(url, { text: 'to a new channel', channel })
    const { id } = await onlyVerdict()
    expect(await t.client.verdicts.replay({ id })).toMatchObject({ reason: 'channel_not_found', replayOf: id })
    await t.client.channels.create({ name: channel })
    await t.client.hooks.update({ id: hookId, enabled: false })
    expect(await t.client.verdicts.replay({ id })).toMatchObject({ reason: 'hook_disabled', replayOf: id })
    await t.client.hooks.update({ id: hookId, enabled: true })
    expect(await t.client.verdicts.replay({ id })).toMatchObject({ reason: 'posted', channel, replayOf: id })
    expect(await texts(channel)).toContain('to a new channel')
  })

  test.each([
    ['a form', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `payload=${encodeURIComponent('{"text":"by form"}')}` }, 'by form'],
    ['a multipart form', { headers: { 'Content-Type': multipartType }, body: multipart([{ name: 'payload', content: '{"text":"by parts"}' }]) }, 'by parts'],
    ['chunks', { chunked: true, body: '{"text":"by chunks"}' }, 'by chunks'],
    ['a byte order mark', { body: '\uFEFF{"text":"marked"}' }, 'marked'],
  ])('%s', async (_name, request, text) => {
    expect((await send(url, request)).status).toBe(200)
    expect(await replayOnly()).toMatchObject({ reason: 'posted' })
    expect((await texts()).slice(-2)).toEqual([text, text])
  })

  const refusals: [string, () => Promise<unknown>, string][] = [
    ['an unread body', () => send(url, { headers: { 'Content-Encoding': 'gzip' }, body: 'x' }), 'not_kept'],
    ['a masked body', () => send(url, { body: body({ token: 'x1' }) }), 'masked'],
    ['an unproven sender', async () => { await t.client.hooks.update({ id: hookId, rules: { signature: { scheme: 'github' } } }); await send(url, { body: body({}) }) }, 'not_proven'],
    ['another method', () => send(url, { method: 'GET' }), 'not_a_post'],
    ['files', () => send(url, { headers: { 'Content-Type': multipartType }, body: multipart([{ name: 'text', content: 'f' }, { name: 'file', fileName: 'a.txt', type: 'text/plain', content: 'abc' }]) }), 'files'],
    ['an address that is gone', async () => { await send(url, { body: body({}) }); await t.client.addresses.remove({ id: (await t.client.addresses.list({ hookId }))[0]!.id }) }, 'address_gone'],
  ]
  test.each(refusals)('not of %s: says why, posts nothing, records nothing', async (_name, how, problem) => {
    await how()
    const { verdict, replayProblem } = await inspect()
    expect(replayProblem).toBe(problem)
    const before = await texts()
    await expect(t.client.verdicts.replay({ id: verdict.id })).rejects.toMatchObject({ data: { code: 'conflict' } })
    expect([await texts(), (await onlyVerdict()).id]).toEqual([before, verdict.id])
  })

  test('not of what does not exist, nor of a deleted hook', async () => {
    await expect(t.client.verdicts.replay({ id: 999_999_999 as VerdictId })).rejects.toMatchObject({ data: { code: 'not_found' } })
    await send(url, { body: body({}) })
    const { id } = await onlyVerdict()
    await t.client.hooks.delete({ id: hookId })
    await expect(t.client.verdicts.replay({ id })).rejects.toMatchObject({ data: { code: 'not_found' } })
  })
})

describe('the list', () => {
  test('by state, by what is said, and in pages', async () => {
    for (const [text, agent] of [['a', 'Jenkins/2'], ['', 'Jenkins/2'], ['b', '100%_\\odd'], ['', 'curl/8']] as const) await sendJson(url, { text }, { 'User-Agent': agent })
    await settled()
    const found = async (query: Partial<Parameters<TestApp['client']['verdicts']['list']>[0]>) => (await t.client.verdicts.list({ hookId, ...query })).map(({ status, userAgent }) => `${status} ${userAgent}`)
    expect(await found({ state: 'posted' })).toEqual(['200 100%_\\odd', '200 Jenkins/2'])
    expect(await found({ state: 'refused' })).toEqual(['400 curl/8', '400 Jenkins/2'])
    expect(await found({ text: 'JENKINS' })).toEqual(['400 Jenkins/2', '200 Jenkins/2'])
    expect(await found({ text: 'nothing_to' })).toEqual(['400 curl/8', '400 Jenkins/2'])
    expect(await found({ text: '127.0.0.1', state: 'posted', limit: 1 })).toEqual(['200 100%_\\odd'])
    expect([await found({ text: '%_\\' }), await found({ text: '%%' }), await found({ text: "'" })]).toEqual([['200 100%_\\odd'], [], []])
    const [second] = await t.client.verdicts.list({ hookId, state: 'refused', limit: 1 })
    expect(await found({ state: 'refused', before: second?.id })).toEqual(['400 Jenkins/2'])
  })

  test('requests to no hook: with what is known of the sender, without any body', async () => {
    await send(`${url.slice(0, -4)}aaaa`, { headers: { 'User-Agent': `old tool ${hookId}` }, body: body({}) })
    await settled()
    const [stray, ...others] = await t.client.verdicts.list({ state: 'strays', text: `old tool ${hookId}` })
    expect([others, stray]).toMatchObject([[], { hookId: null, dialect: 'mattermost', reason: 'no_such_address', lastFour: 'aaaa' }])
    expect(await t.client.verdicts.show({ id: stray!.id })).toMatchObject({ request: null, message: null, preview: null, replayProblem: 'not_kept' })
    await expect(t.client.verdicts.replay({ id: stray!.id })).rejects.toMatchObject({ data: { code: 'conflict' } })
    await expect(t.client.verdicts.list({ hookId, state: 'strays' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
