/** Posts with the same key of their sender are one message with versions, or a thread, as the hook says. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import type { HookRules } from '#shared/contract/hook-rules.ts'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import { editHookMessage } from '#server/actions/posts/edit-hook-message.ts'
import { getMessage } from '#server/store/messages.ts'
import { rebuild } from '../helpers/projection.ts'
import { send, sendJson, type Received } from '../helpers/post.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'
import { startTeam } from '../helpers/start-team.ts'

let t: TestApp
beforeAll(async () => void (t = await startApp()))
afterAll(() => t.stop())

let made = 0
const newHook = async (rules: Partial<HookRules> = {}, dialect: DialectId = 'mattermost') => {
  made += 1
  const { url, hookId } = await t.makeHook({ dialect, name: `keyed-${made}` })
  await t.client.hooks.update({ id: hookId as HookId, rules })
  const post = (body: object, key?: string, more: Record<string, string> = {}) => sendJson(url, body, { ...(key === undefined ? {} : { 'X-Hookline-Key': key }), ...more })
  const messages = async () => (await t.client.messages.list({ channel: 'town-square', limit: 1000, withReplies: true })).messages.filter((one) => one.hookId === hookId)
  return { url, hookId: hookId as HookId, post, messages, texts: async () => (await messages()).map(({ text }) => text), verdict: async () => (await t.client.verdicts.list({ hookId: hookId as HookId, limit: 1 }))[0] }
}
const idOf = ({ headers }: Received) => headers['x-hookline-message-id'] as MessageId

describe('update', () => {
  test('firing, still firing, resolved: one message where it stood, with the new content', async () => {
    const hook = await newHook()
    const first = await hook.post({ text: 'firing', attachments: [{ color: 'danger', text: 'disk' }], props: { card: 'one' } }, 'disk')
    const opened = await t.client.messages.show({ id: idOf(first) })
    await t.client.messages.post({ channel: 'town-square', text: 'between' })
    const second = await hook.post({ text: 'still firing', attachments: [{ color: 'danger', text: 'disk' }] }, 'disk')
    const third = await hook.post({ text: 'resolved' }, 'disk')
    expect([first, second, third].map((answer) => [answer.status, answer.body, idOf(answer), answer.headers['x-hookline-reason']])).toEqual([
      [200, 'ok', opened.id, 'posted'],
      [200, 'ok', opened.id, 'edited'],
      [200, 'ok', opened.id, 'edited'],
    ])
    expect(await hook.messages()).toEqual([{ ...opened, text: 'resolved', attachments: [], props: {}, editedAt: expect.any(Number) as number }])
    expect(await hook.verdict()).toMatchObject({ reason: 'edited', key: 'disk', messageId: opened.id, detail: expect.stringMatching(/^Updated the message from \d\d:\d\d in #town-square\.$/) as string })
  })

  test('through an address of another shape: who asks for the message by Discord’s gets what it says now, and changes that', async () => {
    const hook = await newHook({}, 'discord')
    const { url } = await t.client.addresses.add({ hookId: hook.hookId, dialect: 'mattermost' })
    const id = idOf(await hook.post({ content: 'firing', embeds: [{ title: 'db1' }] }, 'k'))
    await sendJson(url, { text: 'resolved', attachments: [{ title: 'db2' }] }, { 'X-Hookline-Key': 'k' })
    expect(JSON.parse((await send(`${hook.url}/messages/${id}`, { method: 'GET' })).body)).toMatchObject({ content: 'resolved', embeds: [] })
    await send(`${hook.url}/messages/${id}`, { method: 'PATCH', body: '{"flags": 0}' })
    expect((await hook.messages()).map(({ text, attachments }) => [text, attachments])).toEqual([['resolved', [{ title: 'db2' }]]])
  })

  test('nobody is told again, and nothing is unread', async () => {
    const jim = await t.client.people.create({ username: 'jim' })
    const asJim = t.clientAs({ personId: jim.id })
    const hook = await newHook()
    await hook.post({ text: 'firing @jim' }, 'k')
    await asJim.unreads.markAllRead()
    await hook.post({ text: 'worse @jim' }, 'k')
    const { channels } = await asJim.unreads.get()
    expect(channels.map(({ unread, mentions }) => [unread, mentions])).toEqual(channels.map(() => [0, 0]))
    expect((await asJim.messages.notices({})).notices).toHaveLength(1)
  })

  test('a deleted message’s key opens a new one; so does one that its sender ended', async () => {
    const hook = await newHook()
    const first = idOf(await hook.post({ text: 'one' }, 'k'))
    await t.client.messages.delete({ messageId: first })
    const second = idOf(await hook.post({ text: 'two' }, 'k'))
    expect(second).not.toBe(first)
    expect(idOf(await hook.post({ text: 'two is over' }, 'k', { 'X-Hookline-Key-Ends': 'true' }))).toBe(second)
    expect(idOf(await hook.post({ text: 'two is over, again' }, 'k', { 'X-Hookline-Key-Ends': 'true' }))).toBe(second)
    expect(idOf(await hook.post({ text: 'three' }, 'k'))).not.toBe(second)
    expect(await hook.texts()).toEqual(['two is over, again', 'three'])
  })

  test('other keys, other hooks and other channels have messages of their own', async () => {
    const [one, two] = [await newHook(), await newHook()]
    await one.post({ text: 'a' }, 'k')
    await one.post({ text: 'b' }, 'l')
    await two.post({ text: 'c' }, 'k')
    await one.post({ text: 'd', channel: 'off-topic' }, 'k')
    await one.post({ text: 'd2', channel: 'off-topic' }, 'k')
    await one.post({ text: 'a2' }, 'k')
    expect([await one.texts(), await two.texts()]).toEqual([['a2', 'b'], ['c']])
    expect((await t.client.messages.list({ channel: 'off-topic' })).messages.filter((m) => m.hookId === one.hookId).map(({ text }) => text)).toEqual(['d2'])
  })

  test('a long text stays one message that can become another', async () => {
    const hook = await newHook()
    await hook.post({ text: 'x'.repeat(20_000) }, 'k')
    expect(await hook.texts()).toEqual(['x'.repeat(20_000)])
    await hook.post({ text: 'short' }, 'k')
    expect(await hook.texts()).toEqual(['short'])
  })

  test('a hundred at once are one message with a hundred versions', async () => {
    const hook = await newHook()
    const answers = await Promise.all(Array.from({ length: 100 }, (_, number) => hook.post({ text: `version ${number}` }, 'k')))
    expect(new Set(answers.map(idOf)).size).toBe(1)
    expect(await hook.messages()).toHaveLength(1)
  })

  test('the same content again changes nothing', async () => {
    const hook = await newHook()
    const id = idOf(await hook.post({ text: 'same' }, 'k'))
    expect((await hook.post({ text: 'same' }, 'k')).headers['x-hookline-reason']).toBe('edited')
    expect((await t.client.messages.show({ id })).editedAt).toBeNull()
  })

  test('through addresses in several dialects, Discord’s with its id', async () => {
    const hook = await newHook({}, 'slack')
    const { url } = await t.client.addresses.add({ hookId: hook.hookId, dialect: 'discord' })
    const id = idOf(await hook.post({ text: 'by Slack' }, 'k'))
    const answer = await sendJson(`${url}?wait=true`, { content: 'by Discord' }, { 'X-Hookline-Key': 'k' })
    expect([answer.status, idOf(answer)]).toEqual([200, id])
    const number = (JSON.parse(answer.body) as { id: string }).id
    expect((await send(`${url}/messages/${number}`, { method: 'GET' })).status).toBe(200)
    expect(await hook.texts()).toEqual(['by Discord'])
  })

  test('a key and a delivery’s name together: the retry is no version', async () => {
    const hook = await newHook()
    await hook.post({ text: 'firing' }, 'k', { 'Idempotency-Key': '1' })
    await hook.post({ text: 'resolved' }, 'k', { 'Idempotency-Key': '2' })
    expect((await hook.post({ text: 'firing' }, 'k', { 'Idempotency-Key': '1' })).headers['x-hookline-reason']).toBe('duplicate')
    expect(await hook.texts()).toEqual(['resolved'])
  })
})

describe('thread', () => {
  test('the first opens it, later ones reply; the key follows no reply', async () => {
    const hook = await newHook({ keyed: 'thread' })
    const first = idOf(await hook.post({ text: 'firing' }, 'k'))
    for (const text of ['still', 'resolved']) await hook.post({ text }, 'k')
    expect((await hook.messages()).map(({ text, threadRootId }) => [text, threadRootId])).toEqual([
      ['firing', null],
      ['still', first],
      ['resolved', first],
    ])
    expect((await t.client.messages.show({ id: first })).thread).toMatchObject({ replyCount: 2 })
  })

  test('a thread whose first message was deleted is not answered any more', async () => {
    const hook = await newHook({ keyed: 'thread' })
    const first = idOf(await hook.post({ text: 'one' }, 'k'))
    await hook.post({ text: 'reply' }, 'k')
    await t.client.messages.delete({ messageId: first })
    expect((await t.client.messages.show({ id: idOf(await hook.post({ text: 'two' }, 'k')) })).threadRootId).toBeNull()
  })

  test('a post that names its own thread goes there', async () => {
    const hook = await newHook({ keyed: 'thread' })
    const root = await t.client.messages.post({ channel: 'town-square', text: 'root' })
    await hook.post({ text: 'one' }, 'k')
    expect((await t.client.messages.show({ id: idOf(await hook.post({ text: 'two', root_id: root.id }, 'k')) })).threadRootId).toBe(root.id)
  })
})

describe('where the key stands', () => {
  test('each: it is in the verdict and does nothing', async () => {
    const hook = await newHook({ keyed: 'each' })
    for (const text of ['a', 'b']) await hook.post({ text }, 'k')
    expect(await hook.texts()).toEqual(['a', 'b'])
    expect(await hook.verdict()).toMatchObject({ reason: 'posted', key: 'k' })
  })

  test('each: keys are told apart by themselves, not by the words that come with them', async () => {
    const hook = await newHook({ keyed: 'each' })
    const answers = []
    for (const key of ['host-a', 'host-b', 'host-a']) answers.push(await hook.post({ text: 'Disk full' }, key))
    expect(answers.map(({ headers }) => headers['x-hookline-reason'])).toEqual(['posted', 'posted', 'posted'])
    expect([new Set(answers.map(idOf)).size, await hook.texts()]).toEqual([3, ['Disk full', 'Disk full', 'Disk full']])
  })

  test('in a field of the body; the header comes first; a body without it is posted and says so', async () => {
    const hook = await newHook({ keyField: 'alerts[0].id' })
    await hook.post({ text: 'a', alerts: [{ id: 7 }] })
    await hook.post({ text: 'b', alerts: [{ id: 7 }] })
    await hook.post({ text: 'c', alerts: [{ id: 7 }] }, 'header')
    await hook.post({ text: 'd' })
    expect(await hook.texts()).toEqual(['b', 'c', 'd'])
    expect((await hook.verdict())?.ignored.join()).toContain('alerts[0].id')
  })

  const alert = (status: string, at = 'disk') => ({ version: '4', groupKey: `{}:{alertname="${at}"}`, status, receiver: 'r', alerts: [{ status, labels: { alertname: at }, annotations: {}, startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-01T01:00:00Z' }] })
  test('Alertmanager’s group: firing becomes resolved, and firing anew is a new message', async () => {
    const hook = await newHook({}, 'any')
    for (const status of ['firing', 'firing', 'resolved', 'resolved']) await hook.post(alert(status))
    expect((await hook.texts()).map((text) => text.slice(0, 12))).toEqual(['**Resolved**'])
    await hook.post(alert('firing'))
    await hook.post(alert('firing', 'other'))
    expect((await hook.texts()).map((text) => text.slice(0, 10))).toEqual(['**Resolved', '**Firing**', '**Firing**'])
  })

  test('Emakin’s id opens and updates cases as its documents say, whatever the key', async () => {
    const hook = await newHook({}, 'emakin')
    const first = await hook.post({ id: 'case-1', text: 'open' }, 'k')
    const update = await hook.post({ id: 'case-1b', references: ['case-1'], text: 'update' }, 'k')
    expect([first.status, update.status, (await hook.post({ id: 'case-1', text: 'again' }, 'k')).status]).toEqual([200, 200, 208])
    expect(await hook.texts()).toEqual(['open', 'update'])
  })
})

test('after a restart the fourth still matches, and the log gives the same tables', async () => {
  const dataFolder = makeDataFolder()
  let app = await startApp({ dataFolder })
  const { url } = await app.makeHook({ dialect: 'kchat' })
  const post = (text: string) => sendJson(`${app.app.listener.url()}${new URL(url).pathname}`, { text }, { 'X-Hookline-Key': 'k' })
  const ids = [idOf(await post('one')), idOf(await post('two')), idOf(await post('three'))]
  await app.stop()
  app = await startApp({ dataFolder })
  expect(new Set([...ids, idOf(await post('four'))]).size).toBe(1)
  expect((await app.client.messages.show({ id: ids[0]! })).text).toBe('four')
  const { before, after } = await rebuild(app.app.ctx)
  expect(after).toEqual(before)
  await app.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

test('in a team: a message that has no place yet takes updates, and all see the last', { timeout: 60_000 }, async () => {
  const team = await startTeam()
  const ben = await team.join('ben')
  await team.host.client.people.setRole({ username: 'ben', role: 'admin' })
  await expect.poll(async () => (await ben.client.session.get()).me?.role).toBe('admin')
  const { url } = await ben.makeHook({ dialect: 'kchat' })
  await expect.poll(() => team.host.client.hooks.list()).toHaveLength(1)
  const post = (text: string) => sendJson(url, { text }, { 'X-Hookline-Key': 'k' })
  // At once: those after the first find it waiting.
  const answers = await Promise.all(['one', 'two', 'three'].map(post))
  expect(new Set(answers.map(idOf)).size).toBe(1)
  await post('four')
  const at = (app: TestApp) => app.client.messages.show({ id: idOf(answers[0]!) }).then(({ text, sending }) => [text, sending], () => undefined)
  await expect.poll(() => at(team.host), { timeout: 20_000 }).toEqual(['four', 'sent'])
  await expect.poll(() => at(ben)).toEqual(['four', 'sent'])
  await team.stop()
})

describe('versions', () => {
  const card = (text: string) => ({ color: 'good', text })
  test('all that a message said, newest first, in pages; a card that stayed is in each', async () => {
    const hook = await newHook()
    const id = idOf(await hook.post({ text: 'v1', attachments: [card('a')] }, 'k'))
    for (const text of ['v2', 'v3']) await hook.post({ text, attachments: [card('a')] }, 'k')
    await hook.post({ text: 'v4', attachments: [] }, 'k')
    const all = await t.client.messages.versions({ messageId: id })
    expect([all.count, all.nextBefore, all.versions.map(({ number, text, attachments }) => [number, text, attachments])]).toEqual([4, null, [[4, 'v4', []], [3, 'v3', [card('a')]], [2, 'v2', [card('a')]], [1, 'v1', [card('a')]]]])
    const first = await t.client.messages.versions({ messageId: id, limit: 2 })
    const second = await t.client.messages.versions({ messageId: id, limit: 2, before: first.nextBefore! })
    expect([first.nextBefore, second.nextBefore, [...first.versions, ...second.versions]]).toEqual([3, null, all.versions])
    expect(all.versions.map(({ at }) => at)).toEqual([...all.versions.map(({ at }) => at)].sort((a, b) => b - a))
  })

  test('of one that was changed more often than is kept, the first and the newest; when it is deleted, all of its words go', { timeout: 60_000 }, async () => {
    const hook = await newHook()
    const id = idOf(await hook.post({ text: 'v1 secret', attachments: [card('first')] }, 'k'))
    await t.app.ctx.write((tx) => {
      for (let number = 2; number <= 1004; number += 1) editHookMessage(t.app.ctx, tx, getMessage(tx, id), { text: `v${number} secret`, attachments: [card(number < 5 ? 'first' : 'fifth')] })
    })
    expect((await send(`${hook.url}/messages/${id}`, { method: 'PATCH', body: JSON.stringify({ text: 'v1005 secret', attachments: [card('fifth')] }) })).status).toBe(200)
    const seen = await t.client.messages.versions({ messageId: id, limit: 100 })
    expect([seen.count, seen.gone, seen.versions.length, seen.nextBefore]).toEqual([1005, 5, 100, 906])
    const versions = [...seen.versions]
    for (let before = seen.nextBefore; before !== null; ) {
      const page = await t.client.messages.versions({ messageId: id, limit: 100, before })
      versions.push(...page.versions)
      before = page.nextBefore
    }
    const numbers = [...Array.from({ length: 999 }, (_, index) => 1005 - index), 1]
    expect(versions.map(({ number, text }) => [number, text])).toEqual(numbers.map((number) => [number, `v${number} secret`]))
    // The card came with a version that was let go.
    expect(versions.slice(-2).map(({ attachments }) => attachments)).toEqual([[card('fifth')], [card('first')]])
    expect((await t.client.hooks.provenance({ messageId: id })).revisions).toBe(1004)
    const stored = () => t.app.ctx.reader.all("SELECT body FROM change_log WHERE body ->> 'messageId' = ? AND body LIKE '%secret%'", id).length
    expect(stored()).toBe(1005)
    await t.client.messages.delete({ messageId: id })
    expect(stored()).toBe(0)
  })

  test('of what people wrote only what it says now; of a deleted message none', async () => {
    const mine = await t.client.messages.post({ channel: 'town-square', text: 'before' })
    await t.client.messages.edit({ messageId: mine.id, text: 'after' })
    expect((await t.client.messages.versions({ messageId: mine.id })).versions.map(({ text }) => text)).toEqual(['after'])
    const hook = await newHook()
    const id = idOf(await hook.post({ text: 'secret' }, 'k'))
    await hook.post({ text: 'new', props: { card: 'secret' } }, 'k')
    await t.client.messages.delete({ messageId: id })
    await expect(t.client.messages.versions({ messageId: id })).rejects.toMatchObject({ data: { code: 'not_found' } })
    expect(t.app.ctx.reader.all("SELECT body FROM change_log WHERE body ->> 'messageId' = ? AND body LIKE '%secret%'", id)).toEqual([])
  })
})
