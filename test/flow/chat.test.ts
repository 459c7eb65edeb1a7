/** What a team does with messages and channels all day, through procedures on the real store. */
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Channel } from '#shared/contract/channel.ts'
import type { Message } from '#shared/contract/message.ts'
import { createClock } from '../helpers/clock.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let jim: TestApp['client']
let channel: Channel
let count = 0

beforeAll(async () => {
  t = await startApp()
  await t.client.people.create({ username: 'jim', displayName: 'Jim' })
  jim = t.clientAs(t.app.findActor('jim'))
})
afterAll(() => t.stop())
beforeEach(async () => {
  count += 1
  channel = await t.client.channels.create({ name: `room-${count}`, members: ['jim'] })
})

const post = (text: string, client = t.client, more: { threadRootId?: Message['id'] } = {}) => client.messages.post({ channel: channel.id, text, ...more })
const list = async (more = {}) => (await t.client.messages.list({ channel: channel.id, ...more })).messages
const stateOf = async (client: TestApp['client']) => (await client.unreads.get()).channels.find(({ channelId }) => channelId === channel.id)

async function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'not refused',
    (error: unknown) => (error instanceof ORPCError ? (error.data as { code: string }).code : error),
  )
}

describe('edit and delete', () => {
  test('an edit changes the text, says when, and keeps the place', async () => {
    const message = await post('helo')
    await post('after')
    const edited = await t.client.messages.edit({ messageId: message.id, text: 'hello' })
    expect(edited).toEqual({ ...message, text: 'hello', editedAt: expect.any(Number) })
    expect((await list()).map(({ text }) => text)).toEqual(['hello', 'after'])
    expect(await t.client.messages.edit({ messageId: message.id, text: 'hello' })).toEqual(edited)
  })

  test.each([
    ['', 'invalid'],
    [' \n', 'invalid'],
    ['x'.repeat(4001), 'invalid'],
  ])('an edit to %j is refused and changes nothing', async (text, code) => {
    const message = await post('as it was')
    expect(await refusal(t.client.messages.edit({ messageId: message.id, text }))).toBe(code)
    expect(await t.client.messages.show({ id: message.id })).toEqual(message)
  })

  test('a deleted message is gone from the list, and its words from the whole data folder’s tables', async () => {
    const secret = `secret-${count}-of-mine`
    const message = await post(secret)
    await t.client.messages.edit({ messageId: message.id, text: `${secret} edited` })
    await t.client.messages.delete({ messageId: message.id })
    expect(await list()).toEqual([])
    expect(await refusal(t.client.messages.show({ id: message.id }))).toBe('not_found')
    expect(await refusal(t.client.messages.edit({ messageId: message.id, text: 'back' }))).toBe('not_found')
    const { reader } = t.app.ctx
    for (const [table, column] of [
      ['message', 'text'],
      ['change_log', 'body'],
    ]) {
      expect(reader.all(`SELECT 1 FROM ${table} WHERE ${column} LIKE ?`, `%${secret}%`), table).toEqual([])
    }
  })

  test('a deleted root stays, empty, as long as it has replies', async () => {
    const root = await post('root')
    const reply = await post('reply', jim, { threadRootId: root.id })
    await t.client.messages.delete({ messageId: root.id })
    expect((await list()).map(({ id, text, deletedAt, thread }) => ({ id, text, deleted: deletedAt !== null, replies: thread?.replyCount }))).toEqual([{ id: root.id, text: '', deleted: true, replies: 1 }])
    await jim.messages.delete({ messageId: reply.id })
    expect(await list()).toEqual([])
  })

  test('what a hook posted: its owner and admins may delete it, nobody edits it', async () => {
    const { url } = await t.makeHook({ channel: channel.name, owner: 'lena.fischer' })
    await sendJson(url, { text: 'from a tool' })
    const [message] = await list()
    expect(await refusal(t.client.messages.edit({ messageId: message!.id, text: 'mine' }))).toBe('forbidden')
    expect(await refusal(jim.messages.delete({ messageId: message!.id }))).toBe('forbidden')
    await t.client.messages.delete({ messageId: message!.id })
    expect(await list()).toEqual([])
  })
})

describe('threads', () => {
  test('replies stand in the thread alone, the root counts them', async () => {
    const root = await post('root')
    const first = await post('one', jim, { threadRootId: root.id })
    const second = await post('two', t.client, { threadRootId: first.id })
    expect(second.threadRootId).toBe(root.id)
    expect((await list()).map(({ text, thread }) => ({ text, thread }))).toEqual([
      { text: 'root', thread: { replyCount: 2, lastReplyAt: second.createdAt, lastPosition: second.position, people: ['lena.fischer', 'jim'] } },
    ])
    expect((await list({ thread: root.id })).map(({ text }) => text)).toEqual(['one', 'two'])
    expect((await list({ withReplies: true })).map(({ text }) => text)).toEqual(['root', 'one', 'two'])
  })

  test('whoever writes, replies or is named follows; others do not', async () => {
    const root = await post('root')
    expect(await t.client.threads.show({ rootId: root.id })).toMatchObject({ following: false, unread: 0 })
    await post('first', jim, { threadRootId: root.id })
    expect(await t.client.threads.show({ rootId: root.id })).toMatchObject({ following: true, unread: 1 })
    expect(await jim.threads.show({ rootId: root.id })).toMatchObject({ following: true, unread: 0 })
    expect((await t.client.unreads.get()).threads.unread).toBe(1)
    await t.client.threads.follow({ rootId: root.id, following: false })
    await post('second', jim, { threadRootId: root.id })
    expect((await t.client.unreads.get()).threads.unread).toBe(0)
  })

  test('in a conversation a reply is unread for everybody, whoever began the thread, and counts on the icon', async () => {
    const { id } = await jim.channels.openDirect({ usernames: ['lena.fischer'] })
    const root = await jim.messages.post({ channel: id, text: 'I looked into it' })
    await t.client.unreads.markRead({ channel: id, position: root.position })
    const before = await t.client.unreads.get()
    const first = await jim.messages.post({ channel: id, text: 'and here is why', threadRootId: root.id })
    const after = await t.client.unreads.get()
    expect([after.threads.unread - before.threads.unread, after.threads.mentions - before.threads.mentions, after.badge - before.badge]).toEqual([1, 1, 1])
    expect((await t.client.threads.list({})).threads[0]).toMatchObject({ root: { id: root.id }, following: true, unread: 1 })
    await t.client.threads.markRead({ rootId: root.id, position: first.position })
    expect((await t.client.unreads.get()).badge).toBe(before.badge)
    // Who stopped to follow, or muted the conversation, is left alone.
    await t.client.threads.follow({ rootId: root.id, following: false })
    await jim.messages.post({ channel: id, text: 'one more', threadRootId: root.id })
    await t.client.channels.setPreference({ channel: id, muted: true })
    const other = await jim.messages.post({ channel: id, text: 'something else' })
    await jim.messages.post({ channel: id, text: 'more of it', threadRootId: other.id })
    expect((await t.client.unreads.get()).threads.unread).toBe(before.threads.unread)
    await t.client.channels.setPreference({ channel: id, muted: false })
    await t.client.unreads.markRead({ channel: id, position: other.position })
  })

  test('in a muted channel a followed thread wants me only where it names me', async () => {
    const root = await post('root')
    await post('reply', jim, { threadRootId: root.id })
    await t.client.channels.setPreference({ channel: channel.id, muted: true })
    const before = (await t.client.unreads.get()).badge
    await post('@channel lunch', jim, { threadRootId: root.id })
    expect((await t.client.unreads.get()).badge).toBe(before)
    await post('@lena.fischer lunch', jim, { threadRootId: root.id })
    expect((await t.client.unreads.get()).badge).toBe(before + 1)
    await t.client.unreads.markAllRead()
  })

  test('whoever follows again has unread what came meanwhile, and the count of unread threads says so', async () => {
    const root = await post('root')
    await t.client.threads.follow({ rootId: root.id, following: false })
    await post('meanwhile', jim, { threadRootId: root.id })
    const elsewhere = (await t.client.unreads.get()).threads.unread
    expect(await t.client.threads.follow({ rootId: root.id, following: true })).toMatchObject({ following: true, unread: 1 })
    expect((await t.client.unreads.get()).threads.unread).toBe(elsewhere + 1)
    await t.client.threads.follow({ rootId: root.id, following: false })
    await t.client.unreads.markAllRead()
    expect(await t.client.threads.follow({ rootId: root.id, following: true })).toMatchObject({ unread: 0 })
  })

  test('threads that go on in the same millisecond are listed, wherever a page ends', async () => {
    const frozen = await startApp({ listen: false, clock: createClock() })
    try {
      for (let number = 0; number < 5; number += 1) {
        const root = await frozen.client.messages.post({ channel: 'town-square', text: `root ${number}` })
        await frozen.client.messages.post({ channel: 'town-square', text: 'a reply', threadRootId: root.id })
      }
      const texts: string[] = []
      for (let before: number | undefined; ; ) {
        const { threads, nextBefore } = await frozen.client.threads.list({ limit: 2, ...(before === undefined ? {} : { before }) })
        texts.push(...threads.map(({ root }) => root.text))
        if (nextBefore === null) break
        before = nextBefore
      }
      expect(texts.sort()).toEqual(['root 0', 'root 1', 'root 2', 'root 3', 'root 4'])
    } finally {
      await frozen.stop()
    }
  })

  test('everything read at once reads calls in threads too that one does not follow, or stopped following', async () => {
    const [never, stopped] = [await post('a root'), await post('another root')]
    await jim.threads.follow({ rootId: stopped.id, following: true })
    await jim.threads.follow({ rootId: stopped.id, following: false })
    for (const { id } of [never, stopped]) await t.client.messages.post({ channel: channel.id, text: '@channel come here', threadRootId: id })
    const unread = async () => (await jim.messages.notices({ limit: 100 })).notices.filter((one) => one.unread && one.message.channelId === channel.id).length
    expect(await unread()).toBe(2)
    await jim.unreads.markAllRead()
    expect(await unread()).toBe(0)
    expect(await jim.threads.show({ rootId: never.id })).toMatchObject({ following: false, unread: 0 })
    await t.client.messages.post({ channel: channel.id, text: '@channel again', threadRootId: never.id })
    expect(await unread()).toBe(1)
  })

  test('who is called in a thread that they do not follow can have read it, and follows once they reply', async () => {
    const noticed = async () => (await jim.messages.notices({})).notices.filter(({ message }) => message.channelId === channel.id).map(({ message, unread }) => [message.text, unread])
    const root = await post('root')
    const elsewhere = (await jim.unreads.get()).threads.unread
    const reply = await post('@channel lunch', t.client, { threadRootId: root.id })
    expect(await noticed()).toEqual([['@channel lunch', true]])
    expect(await jim.threads.markRead({ rootId: root.id, position: reply.position })).toMatchObject({ following: false, unread: 0 })
    expect(await noticed()).toEqual([['@channel lunch', false]])
    await post('@channel dinner', t.client, { threadRootId: root.id })
    expect([await noticed(), (await jim.unreads.get()).threads.unread]).toEqual([[['@channel dinner', true], ['@channel lunch', false]], elsewhere])
    await post('gladly', jim, { threadRootId: root.id })
    expect(await noticed()).toEqual([['@channel dinner', false], ['@channel lunch', false]])
    await post('see you', t.client, { threadRootId: root.id })
    expect(await jim.threads.show({ rootId: root.id })).toMatchObject({ following: true, unread: 1 })
  })

  test('a reply to a deleted message, or to one of another channel, is refused', async () => {
    const root = await post('root')
    await t.client.messages.delete({ messageId: root.id })
    expect(await refusal(post('late', jim, { threadRootId: root.id }))).toBe('conflict')
    const other = await t.client.messages.post({ channel: 'town-square', text: 'elsewhere' })
    expect(await refusal(post('lost', jim, { threadRootId: other.id }))).toBe('not_found')
  })
})

describe('reactions, pins, saved', () => {
  test('reactions stand in the order of their coming, each person once', async () => {
    const { id: messageId } = await post('look')
    await jim.messages.react({ messageId, emoji: '🚢', on: true })
    await t.client.messages.react({ messageId, emoji: '👍', on: true })
    await jim.messages.react({ messageId, emoji: '👍', on: true })
    await jim.messages.react({ messageId, emoji: '👍', on: true })
    expect((await t.client.messages.show({ id: messageId })).reactions).toEqual([
      { emoji: '🚢', people: ['jim'] },
      { emoji: '👍', people: ['lena.fischer', 'jim'] },
    ])
    await jim.messages.react({ messageId, emoji: '🚢', on: false })
    expect((await t.client.messages.show({ id: messageId })).reactions).toEqual([{ emoji: '👍', people: ['lena.fischer', 'jim'] }])
  })

  test.each(['👍🏽', '🏳️‍🌈', '🇩🇪', '1️⃣', 'party_parrot'])('%s is a reaction', async (emoji) => {
    const { id: messageId } = await post('look')
    expect((await t.client.messages.react({ messageId, emoji, on: true })).reactions).toEqual([{ emoji, people: ['lena.fischer'] }])
  })

  test('an emoji with and without the sign that asks for its picture is one', async () => {
    const { id: messageId } = await post('look')
    await t.client.messages.react({ messageId, emoji: '\u2764', on: true })
    const { reactions } = await jim.messages.react({ messageId, emoji: '\u2764\uFE0F', on: true })
    expect(reactions).toEqual([{ emoji: '\u2764\uFE0F', people: ['lena.fischer', 'jim'] }])
    expect((await t.client.messages.react({ messageId, emoji: '\u2764', on: false })).reactions).toEqual([{ emoji: '\u2764\uFE0F', people: ['jim'] }])
  })

  test.each(['<b>', 'a b', 'Hello', '‮abc', '👍 '])('%j is none', async (emoji) => {
    const { id: messageId } = await post('look')
    expect(await refusal(t.client.messages.react({ messageId, emoji, on: true }))).toBe('invalid')
  })

  test('fifty different reactions are enough', async () => {
    const { id: messageId } = await post('look')
    for (let index = 0; index < 50; index += 1) await t.client.messages.react({ messageId, emoji: `e${index}`, on: true })
    expect(await refusal(t.client.messages.react({ messageId, emoji: 'one-more', on: true }))).toBe('limit_reached')
    expect((await jim.messages.react({ messageId, emoji: 'e7', on: true })).reactions[7]?.people).toEqual(['lena.fischer', 'jim'])
  })

  test('pins are the channel’s, the last one first; saving is mine alone', async () => {
    const [one, two] = [await post('one'), await post('two')]
    await t.client.messages.pin({ messageId: one.id, on: true })
    await jim.messages.pin({ messageId: two.id, on: true })
    expect((await jim.messages.pinned({ channel: channel.id })).map(({ text }) => text)).toEqual(['two', 'one'])
    await jim.messages.pin({ messageId: two.id, on: false })
    expect((await t.client.messages.pinned({ channel: channel.id })).map(({ text }) => text)).toEqual(['one'])
    await jim.messages.save({ messageId: one.id, on: true })
    expect((await jim.messages.saved({})).messages.map(({ text }) => text)).toEqual(['one'])
    expect(await jim.messages.savedIds()).toEqual([one.id])
    expect((await t.client.messages.savedIds()).includes(one.id)).toBe(false)
    await jim.messages.save({ messageId: one.id, on: false })
    expect(await jim.messages.savedIds()).toEqual([])
  })
})

describe('pages', () => {
  test('around a position: half before it, the rest from it on', async () => {
    const posted = []
    for (let index = 0; index < 12; index += 1) posted.push(await post(String(index)))
    const page = await t.client.messages.list({ channel: channel.id, around: posted[6]!.position, limit: 5 })
    expect(page.messages.map(({ text }) => text)).toEqual(['4', '5', '6', '7', '8'])
    expect([page.hasOlder, page.hasNewer]).toEqual([true, true])
    const start = await t.client.messages.list({ channel: channel.id, around: posted[0]!.position, limit: 40 })
    expect([start.messages.length, start.hasOlder, start.hasNewer]).toEqual([12, false, false])
  })

  test('all pages together are the whole channel, whatever their size', async () => {
    for (let index = 0; index < 10; index += 1) await post(String(index), index % 3 === 0 ? jim : t.client)
    const [root] = await list()
    await post('reply', jim, { threadRootId: root!.id })
    await post('10')
    for (const limit of [1, 3, 4, 50]) {
      const texts: string[] = []
      let before: number | undefined
      for (;;) {
        const page = await t.client.messages.list({ channel: channel.id, limit, ...(before === undefined ? {} : { before }) })
        texts.unshift(...page.messages.map(({ text }) => text))
        before = page.messages[0]?.position
        if (!page.hasOlder) break
      }
      expect(texts).toEqual(Array.from({ length: 11 }, (_, index) => String(index)))
    }
  })
})

describe('what is unread', () => {
  test('of others, since my mark; my own posts read what is above them', async () => {
    await post('one', jim)
    await post('@lena.fischer two', jim)
    expect(await stateOf(t.client)).toMatchObject({ unread: 2, mentions: 1 })
    expect(await stateOf(jim)).toMatchObject({ unread: 0, mentions: 0 })
    await post('answer')
    expect(await stateOf(t.client)).toMatchObject({ unread: 0, mentions: 0 })
    expect(await stateOf(jim)).toMatchObject({ unread: 1, mentions: 0 })
  })

  test('who is added later has nothing unread', async () => {
    await post('long ago')
    await t.client.people.create({ username: `late-${count}` })
    await t.client.channels.addPeople({ channel: channel.id, usernames: [`late-${count}`] })
    const late = t.clientAs(t.app.findActor(`late-${count}`))
    expect(await stateOf(late)).toMatchObject({ unread: 0, mentions: 0 })
  })

  test('mark unread from a message on, and read again', async () => {
    const [, two] = [await post('one', jim), await post('two', jim), await post('three', jim)]
    const last = (await list()).at(-1)!
    await t.client.unreads.markRead({ channel: channel.id, position: last.position })
    expect((await stateOf(t.client))?.unread).toBe(0)
    await t.client.unreads.markUnread({ messageId: two.id })
    expect(await stateOf(t.client)).toMatchObject({ unread: 2, lastRead: two.position - 1 })
    await t.client.unreads.markRead({ channel: channel.id, position: two.position - 2 })
    expect((await stateOf(t.client))?.unread).toBe(2)
    await t.client.unreads.markAllRead()
    expect((await t.client.unreads.get()).badge).toBe(0)
  })

  test('counts stop at 100 and cost no more in a long history', async () => {
    for (let index = 0; index < 130; index += 1) await post('@lena.fischer', jim)
    expect(await stateOf(t.client)).toMatchObject({ unread: 100, mentions: 100 })
  })

  test('mentions are listed with their reason, newest first, and are read with the channel', async () => {
    await t.client.preferences.set({ key: 'notify.keywords', value: ['Reactor'] })
    await post('@lena.fischer and @channel', jim)
    await post('the reactor is warm', jim)
    const last = await post('@all lunch', jim)
    const notices = async () => (await t.client.messages.notices({ limit: 3 })).notices.map(({ message, reason, keyword, unread }) => [message.text, reason, keyword, unread])
    expect(await notices()).toEqual([
      ['@all lunch', 'audience', null, true],
      ['the reactor is warm', 'keyword', 'Reactor', true],
      ['@lena.fischer and @channel', 'mention', null, true],
    ])
    await t.client.unreads.markRead({ channel: channel.id, position: last.position })
    expect((await notices()).map((notice) => notice[3])).toEqual([false, false, false])
    expect(await t.client.messages.whyNotified({ messageId: last.id })).toEqual({ reason: 'audience', keyword: null, muted: false, hookMuted: false, level: 'mentions' })
    await t.client.preferences.set({ key: 'notify.keywords', value: [] })
  })

  test('who is not in the channel is not told', async () => {
    await t.client.people.create({ username: `out-${count}` })
    await post(`@out-${count} look`, jim)
    const outside = t.clientAs(t.app.findActor(`out-${count}`))
    expect((await outside.messages.notices({})).notices).toEqual([])
  })
})

describe('channels', () => {
  test('the same people have one conversation, whoever opens it and in whatever order', async () => {
    await t.client.people.create({ username: `kim-${count}` })
    const one = await t.client.channels.openDirect({ usernames: ['jim', `kim-${count}`] })
    const two = await jim.channels.openDirect({ usernames: [`kim-${count}`, 'lena.fischer', 'jim'] })
    expect(two.id).toBe(one.id)
    expect(one).toMatchObject({ type: 'group', members: ['jim', `kim-${count}`, 'lena.fischer'].sort() })
    expect((await t.client.channels.openDirect({ usernames: ['jim'] })).type).toBe('direct')
    expect((await t.client.channels.openDirect({ usernames: ['lena.fischer'] })).members).toEqual(['lena.fischer'])
  })

  test('a renamed channel keeps its messages, hooks and address; its old name is free', async () => {
    const { url } = await t.makeHook({ channel: channel.name })
    await t.client.channels.update({ channel: channel.name, name: `new-${count}`, purpose: 'Trains' })
    expect((await sendJson(url, { text: 'after' })).status).toBe(200)
    expect((await sendJson(url, { text: 'by name', channel: `new-${count}` })).status).toBe(200)
    expect((await list()).filter(({ type }) => type === 'webhook').map((message) => message.channel)).toEqual([`new-${count}`, `new-${count}`])
    expect((await list()).filter(({ type }) => type === 'system').map(({ props }) => props)).toEqual([
      { system: 'renamed', by: 'lena.fischer', who: [], value: `new-${count}` },
      { system: 'purpose', by: 'lena.fischer', who: [], value: 'Trains' },
    ])
    await t.client.channels.create({ name: channel.name })
    expect(await refusal(t.client.channels.update({ channel: `new-${count}`, name: channel.name }))).toBe('conflict')
    expect(await refusal(t.client.channels.update({ channel: 'town-square', name: 'plaza' }))).toBe('conflict')
  })

  test('“no hooks here” refuses hooks with a clear word, and lets people write', async () => {
    const { url } = await t.makeHook({ channel: channel.name })
    await t.client.channels.update({ channel: channel.name, hooksAllowed: false })
    const answer = await sendJson(url, { text: 'x' })
    expect([answer.status, answer.headers['x-hookline-reason']]).toEqual([403, 'channel_forbidden'])
    expect(await refusal(t.client.hooks.create({ channel: channel.name, name: 'another' }))).toBe('conflict')
    await post('still here')
    await t.client.channels.update({ channel: channel.name, hooksAllowed: true })
    expect((await sendJson(url, { text: 'x' })).status).toBe(200)
  })

  test('the channel that everyone is in keeps its name and its place, and who is no guest any more is in it', async () => {
    await t.client.people.create({ username: 'gus', role: 'guest' })
    const membersOf = async () => (await t.client.channels.list()).filter(({ name }) => name === 'town-square' || name === 'off-topic').map(({ members }) => members.includes('gus'))
    expect(await membersOf()).toEqual([false, false])
    await t.client.people.setRole({ username: 'gus', role: 'member' })
    expect(await membersOf()).toEqual([true, true])
    expect(await refusal(t.client.channels.archive({ channel: 'town-square' }))).toBe('conflict')
    expect(await refusal(t.client.channels.update({ channel: 'town-square', name: 'market' }))).toBe('conflict')
    expect(await refusal(t.client.channels.leave({ channel: 'town-square' }))).toBe('conflict')
    expect((await t.client.channels.listArchived()).map(({ name }) => name)).not.toContain('town-square')
  })

  test('an archived channel is found by its id and its name, however many were archived since, by who may read it', async () => {
    const secret = await t.client.channels.create({ name: `vault-${count}`, private: true })
    for (const { id } of [channel, secret]) await t.client.channels.archive({ channel: id })
    for (let number = 0; number < 200; number += 1) {
      const { id } = await t.client.channels.create({ name: `incident-${count}-${number}` })
      await t.client.channels.archive({ channel: id })
    }
    expect((await t.client.channels.listArchived()).map(({ id }) => id)).not.toContain(channel.id)
    const foundBy = async (client: TestApp['client'], ref: string) => (await client.channels.listArchived({ channel: ref })).map(({ id }) => id)
    expect([await foundBy(jim, channel.name), await foundBy(jim, channel.id)]).toEqual([[channel.id], [channel.id]])
    expect([await foundBy(t.client, secret.name), await foundBy(jim, secret.name), await foundBy(jim, secret.id)]).toEqual([[secret.id], [], []])
    expect([await foundBy(jim, 'town-square'), await foundBy(jim, 'no-such')]).toEqual([[], []])
  })

  test('archived: read only, out of the lists, and back again', async () => {
    const message = await post('last')
    await t.client.channels.archive({ channel: channel.id })
    for (const call of [() => post('more'), () => t.client.messages.edit({ messageId: message.id, text: 'x' }), () => t.client.messages.react({ messageId: message.id, emoji: '👍', on: true })]) {
      expect(await refusal(call())).toBe('conflict')
    }
    expect((await t.client.channels.listArchived())[0]?.id).toBe(channel.id)
    expect((await t.client.channels.listArchived({ channel: channel.name })).map(({ id }) => id)).toEqual([channel.id])
    expect((await list()).map(({ text }) => text)).toEqual(['last'])
    await t.client.channels.restore({ channel: channel.id })
    await post('more')
    expect((await t.client.channels.list()).some(({ id }) => id === channel.id)).toBe(true)
  })

  test('who leaves a private channel hears nothing more of it, also over an open stream', async () => {
    const secret = await t.client.channels.create({ name: `secret-${count}`, private: true, members: ['jim'] })
    const stop = new AbortController()
    const events = await jim.events.subscribe(undefined, { signal: stop.signal })
    await jim.channels.leave({ channel: secret.id })
    await t.client.messages.post({ channel: secret.id, text: 'now that he is gone' })
    await t.client.messages.post({ channel: channel.id, text: 'end' })
    const heard: string[] = []
    for await (const event of events) {
      if (event.name === 'message.posted') heard.push(event.data.text)
      else if (event.name === 'channel.lost') heard.push(`lost ${event.data.channelId === secret.id}`)
      if (heard.at(-1) === 'end') break
    }
    stop.abort()
    expect(heard).toEqual(['lost true', 'end'])
    expect(await refusal(jim.messages.list({ channel: secret.id }))).toBe('not_found')
  })
})

describe('drafts and preferences', () => {
  test('a draft of a private channel that one is not in any more can be emptied, and nothing else', async () => {
    const { id } = await t.client.channels.create({ name: 'drafts-left', private: true, members: ['jim'] })
    const jim = t.clientAs(t.app.findActor('jim'))
    const save = (text: string) => jim.drafts.save({ channel: id, threadRootId: null, text })
    await save('half a thought')
    await jim.channels.leave({ channel: id })
    await expect(save('another')).rejects.toMatchObject({ data: { code: 'not_found' } })
    expect((await jim.drafts.list()).map(({ text }) => text)).toEqual(['half a thought'])
    expect(await save('')).toMatchObject({ channelId: id, text: '' })
    expect(await jim.drafts.list()).toEqual([])
    await expect(save('')).rejects.toMatchObject({ data: { code: 'not_found' } })
  })

  test('a draft is kept per channel and thread, and gone when empty', async () => {
    const root = await post('root')
    await t.client.drafts.save({ channel: channel.id, threadRootId: null, text: 'half a' })
    await t.client.drafts.save({ channel: channel.id, threadRootId: root.id, text: 'half a reply' })
    const mine = async () => (await t.client.drafts.list()).filter(({ channelId }) => channelId === channel.id).map(({ threadRootId, text }) => [threadRootId, text])
    expect((await mine()).sort()).toEqual([[null, 'half a'], [root.id, 'half a reply']].sort())
    expect(await jim.drafts.list()).toEqual([])
    await t.client.drafts.save({ channel: channel.id, threadRootId: null, text: '' })
    expect(await mine()).toEqual([[root.id, 'half a reply']])
  })

  test.each([
    ['look.theme', 'pink'],
    ['look.size', 99],
    ['notify.quietHours', { from: '25:00', to: '06:00' }],
    ['notify.keywords', ['']],
  ] as const)('%s = %j is refused', async (key, value) => {
    expect(await refusal(t.client.preferences.set({ key, value }))).toBe('invalid')
  })

  test('preferences are each person’s own', async () => {
    await t.client.preferences.set({ key: 'look.theme', value: 'dark' })
    expect([(await t.client.preferences.get())['look.theme'], (await jim.preferences.get())['look.theme']]).toEqual(['dark', 'system'])
  })
})
