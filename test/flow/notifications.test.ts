/** Who is notified of what: every level, mute, mention, keyword, thread and pause together, as windows and the system hear it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ShellStatus, SystemNotification } from '#server/platform.ts'
import type { PreferenceKey, Preferences } from '#shared/contract/preference.ts'
import type { Notification, NoticeReason, NotifyLevel } from '#shared/contract/unread.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, testPlatform, type TestApp } from '../helpers/start-app.ts'

type Client = TestApp['client']

let t: TestApp
let lena: Client
let mara: Client
let unique = 0
const system: SystemNotification[] = []
const badges: number[] = []
const withdrawn: string[] = []
const stop = new AbortController()

beforeAll(async () => {
  const platform = {
    ...testPlatform,
    notify: async (notification: SystemNotification) => system.push(notification) > 0,
    withdraw: async (path: string) => void withdrawn.push(path),
    showStatus: async ({ badge }: ShellStatus) => void badges.push(badge),
  }
  t = await startApp({ platform })
  lena = t.client
  await lena.people.create({ username: 'mara', displayName: 'Mara Lindqvist' })
  mara = t.clientAs(t.app.findActor('mara'))
})
afterAll(async () => {
  stop.abort()
  await t.stop()
})

const fresh = (prefix: string): string => `${prefix}-${(unique += 1)}`
const set = <K extends PreferenceKey>(client: Client, key: K, value: Preferences[K]) => client.preferences.set({ key, value })

interface Ear {
  /** All that was raised until now; what is under way is waited for. */
  heard(): Promise<Notification[]>
  /** The next one. */
  next(): Promise<Notification>
}

/** A window of one person. `heard` lets the other one be named last: notifications are raised in the order of the posts. */
async function listen(client: Client): Promise<Ear> {
  const stream = await client.events.subscribe(undefined, { signal: stop.signal })
  const next = async (): Promise<Notification> => {
    for (;;) {
      const { value, done } = await stream.next()
      if (done === true) throw new Error('the stream ended')
      if (value.name === 'notification.raised') return value.data
    }
  }
  return {
    next,
    heard: async () => {
      const name = fresh('last')
      const { me } = await client.session.get()
      const other = me.username === 'mara' ? lena : mara
      await other.channels.create({ name, members: [me.username] })
      await set(client, 'notify.pausedUntil', null)
      await set(client, 'notify.level', 'mentions')
      await other.messages.post({ channel: name, text: `@${me.username} last` })
      const all: Notification[] = []
      for (let one = await next(); !one.title.endsWith(`#${name}`); one = await next()) all.push(one)
      return all
    },
  }
}

const levels = ['all', 'mentions', 'none'] as const
const texts = { plain: 'Morning', mention: 'Morning @mara', audience: 'Morning @channel', keyword: 'The Rollback is done' } as const
const places = ['channel', 'followed', 'unfollowed', 'direct'] as const

interface Case {
  readonly level: NotifyLevel
  readonly paused: boolean
  readonly muted: boolean
  readonly text: keyof typeof texts
  readonly place: (typeof places)[number]
}

/** What people are promised, in the order in which it is decided. */
function promised({ level, paused, muted, text, place }: Case): NoticeReason | null {
  if (paused || muted || level === 'none') return null
  if (place === 'direct') return 'direct'
  if (text !== 'plain') return text
  if (place === 'followed') return 'thread'
  return place === 'channel' && level === 'all' ? 'all' : null
}

/** Makes the place while nothing notifies; answers what posts there. */
async function prepare({ muted, place, text }: Case): Promise<() => Promise<unknown>> {
  const name = fresh(place)
  if (place === 'direct') {
    await lena.people.create({ username: name })
    const sender = t.clientAs(t.app.findActor(name))
    const { id } = await sender.channels.openDirect({ usernames: ['mara'] })
    if (muted) await mara.channels.setPreference({ channel: id, muted })
    return () => sender.messages.post({ channel: id, text: texts[text] })
  }
  await lena.channels.create({ name, members: ['mara'] })
  if (muted) await mara.channels.setPreference({ channel: name, muted })
  if (place === 'channel') return () => lena.messages.post({ channel: name, text: texts[text] })
  const root = await lena.messages.post({ channel: name, text: 'root' })
  if (place === 'followed') await mara.threads.follow({ rootId: root.id, following: true })
  return () => lena.messages.post({ channel: name, text: texts[text], threadRootId: root.id })
}

test.each(levels.flatMap((level) => [false, true].map((paused) => ({ level, paused }))))('level $level, paused $paused: each place, text and mute', async ({ level, paused }) => {
  const cases = [false, true].flatMap((muted) => places.flatMap((place) => (Object.keys(texts) as Case['text'][]).map((text) => ({ level, paused, muted, place, text }))))
  await set(mara, 'notify.level', 'none')
  await set(mara, 'notify.keywords', ['rollback'])
  const posts = []
  for (const one of cases) posts.push(await prepare(one))
  const ear = await listen(mara)
  await set(mara, 'notify.level', level)
  await set(mara, 'notify.pausedUntil', paused ? Date.now() + 3_600_000 : null)
  const sent: string[] = []
  for (const post of posts) sent.push(((await post()) as { id: string }).id)
  // A post is considered just after its commit; the pause is lifted only after the last one was.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  const heard = new Map((await ear.heard()).map(({ messageId, reason }) => [messageId as string, reason]))
  expect(cases.map((one, index) => ({ ...one, reason: heard.get(sent[index]!) ?? null }))).toEqual(cases.map((one) => ({ ...one, reason: promised(one) })))
})

test('a channel’s own level beats the preference', async () => {
  const loud = fresh('loud')
  const silent = fresh('silent')
  for (const name of [loud, silent]) await lena.channels.create({ name, members: ['mara'] })
  await mara.channels.setPreference({ channel: loud, notify: 'all' })
  await mara.channels.setPreference({ channel: silent, notify: 'none' })
  const ear = await listen(mara)
  await lena.messages.post({ channel: loud, text: 'Morning' })
  await lena.messages.post({ channel: silent, text: 'Morning @mara' })
  expect((await ear.heard()).map(({ title, reason }) => ({ title, reason }))).toEqual([{ title: `Lena Fischer · #${loud}`, reason: 'all' }])
})

test('what it says: sender and place, the beginning of the text, and nothing of the text without preview', async () => {
  const name = fresh('text')
  await lena.channels.create({ name, members: ['mara'] })
  const ear = await listen(mara)
  const { id, channelId } = await lena.messages.post({ channel: name, text: '**@mara** see [the log](https://ci.example/1)' })
  const whole = { messageId: id, channelId, threadRootId: null, author: 'lena.fischer', sender: 'Lena Fischer', hookName: null, bot: false, title: `Lena Fischer · #${name}`, body: '@mara see the log', reason: 'mention', count: 1 }
  expect(await ear.next()).toEqual(whole)
  await set(mara, 'notify.preview', false)
  const hidden = fresh('hidden')
  await lena.channels.create({ name: hidden, members: ['mara'] })
  await lena.messages.post({ channel: hidden, text: '@mara the code is 4711' })
  expect(await ear.next()).toMatchObject({ title: `Lena Fischer · #${hidden}`, body: '' })
  await set(mara, 'notify.preview', true)
})

test('a hook says BOT, whatever name it shows; its owner hears of it too', async () => {
  const name = fresh('hooked')
  await lena.channels.create({ name })
  const { url } = await t.makeHook({ channel: name })
  await set(lena, 'notify.level', 'all')
  const ear = await listen(lena)
  await sendJson(url, { username: '\u202eLena Fischer', text: 'deployed' })
  expect(await ear.next()).toMatchObject({ bot: true, title: `BOT Lena Fischer · #${name}`, body: 'deployed', author: 'lena.fischer', reason: 'all' })
  await lena.messages.post({ channel: name, text: 'my own' })
  expect(await ear.heard()).toEqual([])
})

test('who is not in the channel hears nothing', async () => {
  const name = fresh('without-mara')
  await lena.channels.create({ name })
  await set(mara, 'notify.level', 'all')
  const ear = await listen(mara)
  await lena.messages.post({ channel: name, text: '@mara @channel rollback' })
  expect(await ear.heard()).toEqual([])
})

test('a flood is announced at once and then with its number; what was read meanwhile is not announced', async () => {
  const [flooded, read] = [fresh('flood'), fresh('read')]
  const urls = []
  for (const name of [flooded, read]) {
    await lena.channels.create({ name, members: ['mara'] })
    urls.push((await t.makeHook({ channel: name })).url)
  }
  await set(mara, 'notify.level', 'all')
  const ear = await listen(mara)
  for (const url of urls) for (let number = 1; number <= 20; number += 1) await sendJson(url, { text: `alert ${number}` })
  const { messages } = await mara.messages.list({ channel: read })
  await mara.unreads.markRead({ channel: read, position: messages.at(-1)!.position })
  const said = [await ear.next(), await ear.next(), await ear.next()].map(({ title, body, count }) => ({ title, body, count }))
  expect(said).toEqual([
    { title: `BOT webhook · #${flooded}`, body: 'alert 1', count: 1 },
    { title: `BOT webhook · #${read}`, body: 'alert 1', count: 1 },
    { title: `BOT webhook · #${flooded}`, body: 'alert 20', count: 19 },
  ])
  expect(await ear.heard()).toEqual([])
})

beforeEach(() => void (system.length = 0))

test('the system shows it to the person of this device alone, when they want that and it is not quiet', async () => {
  const post = async (): Promise<string> => {
    const name = fresh('system')
    await mara.channels.create({ name, members: ['lena.fischer'] })
    const { id } = await mara.messages.post({ channel: name, text: '@lena.fischer look' })
    return `/channels/${name}/messages/${id}`
  }
  await set(lena, 'notify.level', 'mentions')
  const ear = await listen(lena)
  await post()
  await set(lena, 'notify.outside', true)
  await ear.next()
  const path = await post()
  await ear.next()
  const minute = new Date()
  const inAnHour = new Date(minute.getTime() + 3_600_000)
  const time = (date: Date): string => `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
  await set(lena, 'notify.quietHours', { from: time(minute), to: time(inAnHour) })
  await post()
  // The event still comes: a window has a time zone of its own.
  await ear.next()
  await set(lena, 'notify.quietHours', null)
  await set(mara, 'notify.outside', true)
  expect(system).toEqual([{ title: expect.stringMatching(/^Mara Lindqvist · #system-/), body: '@lena.fischer look', plainBody: '', path }])
  await lena.unreads.markAllRead()
  await expect.poll(() => withdrawn.filter((one) => one === path)).toEqual([path])
})

test('a test notification reaches the system as it is', async () => {
  expect(await lena.preferences.testNotification({ title: 'Hookline', body: 'A test.' })).toEqual({ shown: true })
  expect(system).toEqual([{ title: 'Hookline', body: 'A test.', plainBody: 'A test.', path: null }])
})

test('the number on the icon is the badge', async () => {
  const ear = await listen(lena)
  const name = fresh('badge')
  await mara.channels.create({ name, members: ['lena.fischer'] })
  await mara.messages.post({ channel: name, text: '@lena.fischer one' })
  await ear.next()
  await expect.poll(() => badges.at(-1)).toBe((await lena.unreads.get()).badge)
  await lena.unreads.markAllRead()
  await expect.poll(() => badges.at(-1)).toBe(0)
})
