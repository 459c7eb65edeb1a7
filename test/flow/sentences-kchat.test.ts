/** What kChat's help page promises of incoming webhooks and no other test proves: parameters, names, pictures, channels, calls. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Notification } from '#shared/contract/unread.ts'
import { sendJson, type Received } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url = ''
beforeAll(async () => {
  t = await startApp()
  await t.client.people.create({ username: 'jim', displayName: 'Jim Oduya' })
  await t.client.channels.create({ name: 'place-de-la-ville', displayName: 'Place de la ville' })
  ;({ url } = await t.makeHook({ dialect: 'kchat', name: 'Agenda', rules: { countRepeats: false } }))
})
afterAll(() => t.stop())

const face = 'https://example.com/face.png'

async function post(payload: object, to = url): Promise<Received> {
  return sendJson(to, payload)
}
/** What was posted last through the kChat answer's own id. */
async function show(answer: Received) {
  expect([answer.status, answer.headers['x-hookline-reason']]).toEqual([200, 'posted'])
  return t.client.messages.show({ id: String(answer.headers['x-hookline-message-id']) })
}
const posted = async (payload: object, to = url) => show(await post(payload, to))

describe('text and attachments', () => {
  test('text is needed unless there are attachments, and attachments unless there is text', async () => {
    expect(await posted({ text: 'alone' })).toMatchObject({ text: 'alone', attachments: [] })
    expect(await posted({ attachments: [{ text: 'alone' }] })).toMatchObject({ text: '', attachments: [{ text: 'alone' }] })
    for (const payload of [{}, { text: '', attachments: [] }, { username: 'bot' }]) {
      const answer = await post(payload)
      expect([answer.status, answer.headers['x-hookline-reason']]).toEqual([400, 'nothing_to_post'])
    }
  })

  test('Markdown stays as it was written', async () => {
    const text = '### Report\n\n| a | b |\n|:--|:-:|\n| 1 | 2 |\n\n---\n**bold** `code`'
    expect((await posted({ text })).text).toBe(text)
  })
})

describe('who is notified', () => {
  const stop = new AbortController()
  afterAll(() => stop.abort())

  test.each([
    ['@jim', 'mention'],
    ['@channel', 'audience'],
    ['@here', 'audience'],
  ] as const)('%s', async (word, reason) => {
    const jim = t.clientAs(t.app.findActor('jim'))
    const heard = await jim.events.subscribe(undefined, { signal: stop.signal })
    const answer = await post({ text: `Look, ${word}: it works.` })
    const raised = await nextNotification(heard)
    expect([raised.reason, raised.messageId]).toEqual([reason, answer.headers['x-hookline-message-id']])
  })

  async function nextNotification(heard: AsyncIterator<{ name: string; data: unknown }>): Promise<Notification> {
    for (;;) {
      const { value, done } = await heard.next()
      if (done === true) throw new Error('the stream ended')
      if (value.name === 'notification.raised') return value.data as Notification
    }
  }
})

describe('channel', () => {
  test('is a name and not a display name; without one it is the hook’s own', async () => {
    expect((await posted({ text: 'x', channel: 'place-de-la-ville' })).channel).toBe('place-de-la-ville')
    expect((await post({ text: 'x', channel: 'Place de la ville' })).status).toBe(404)
    expect((await posted({ text: 'x' })).channel).toBe('town-square')
    expect((await posted({ text: 'x', channel: '' })).channel).toBe('town-square')
  })

  test('@username is the direct channel of that person and the hook’s owner', async () => {
    const { url: ofJim } = await t.makeHook({ dialect: 'kchat', name: 'of jim', owner: 'jim' })
    expect(await posted({ text: 'to Lena', channel: '@lena.fischer' }, ofJim)).toMatchObject({ channel: 'jim__lena.fischer', author: 'jim' })
    expect(await posted({ text: 'to Jim', channel: '@jim' })).toMatchObject({ channel: 'jim__lena.fischer', author: 'lena.fischer' })
    expect((await posted({ text: 'to myself', channel: '@lena.fischer' })).channel).toBe('lena.fischer__lena.fischer')
  })

  test('can be any public one, and a private one where the owner is', async () => {
    const jim = t.clientAs(t.app.findActor('jim'))
    await jim.channels.create({ name: 'public-of-jim' })
    await jim.channels.create({ name: 'private-of-jim', private: true })
    await jim.channels.create({ name: 'private-of-both', private: true, members: ['lena.fischer'] })
    expect((await posted({ text: 'x', channel: 'public-of-jim' })).channel).toBe('public-of-jim')
    expect((await posted({ text: 'x', channel: 'private-of-both' })).channel).toBe('private-of-both')
    const refused = await post({ text: 'x', channel: 'private-of-jim' })
    expect([refused.status, refused.headers['x-hookline-reason']]).toEqual([403, 'channel_forbidden'])
  })
})

describe('name and picture', () => {
  let plain = ''
  let dressed = ''
  beforeAll(async () => {
    const make = async (fields: object): Promise<string> => (await t.client.hooks.create({ channel: 'town-square', name: 'n', dialects: ['kchat'], rules: { countRepeats: false }, ...fields })).addresses[0]?.url ?? ''
    plain = await make({})
    dressed = await make({ username: 'calendar', iconUrl: 'https://example.com/calendar.png' })
  })

  test('the request’s name, else the hook’s, else “webhook”', async () => {
    expect((await posted({ text: 'x', username: 'System Monitor' }, dressed)).username).toBe('System Monitor')
    expect((await posted({ text: 'x' }, dressed)).username).toBe('calendar')
    expect((await posted({ text: 'x' }, plain)).username).toBe('webhook')
  })

  test('the request’s picture, else the hook’s, else none', async () => {
    expect(await posted({ text: 'x', icon_url: face }, dressed)).toMatchObject({ iconUrl: face, iconEmoji: null })
    expect(await posted({ text: 'x' }, dressed)).toMatchObject({ iconUrl: 'https://example.com/calendar.png', iconEmoji: null, ownerPicture: false })
    expect(await posted({ text: 'x' }, plain)).toMatchObject({ iconUrl: null, iconEmoji: null, ownerPicture: false })
  })

  test.each(['rocket', ':rocket:'])('the emoji %s stands in for both pictures', async (icon_emoji) => {
    expect((await posted({ text: 'x', icon_emoji, icon_url: face }, dressed)).iconEmoji).toBe('rocket')
    expect(await posted({ text: 'x', icon_emoji }, dressed)).toMatchObject({ iconEmoji: 'rocket', iconUrl: null })
  })

  test('pictures are replaced only while the setting allows it', async () => {
    await t.client.settings.set({ key: 'integrations.allowIconOverride', value: false })
    const off = await posted({ text: 'x', icon_url: face, icon_emoji: 'rocket' }, dressed)
    await t.client.settings.set({ key: 'integrations.allowIconOverride', value: true })
    expect(off).toMatchObject({ iconUrl: null, iconEmoji: null, ownerPicture: true })
    expect(await posted({ text: 'x', icon_url: face }, dressed)).toMatchObject({ iconUrl: face, ownerPicture: false })
  })
})

test('type is empty or begins with custom_', async () => {
  for (const type of ['', 'custom_agenda']) expect(JSON.parse((await post({ text: 'x', type })).body)).toMatchObject({ type })
  for (const type of ['agenda', 'system_join', 'Custom_a']) {
    const answer = await post({ text: 'x', type })
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([400, { id: 'api.context.invalid_param.app_error', message: 'Invalid post.type parameter.' }])
  }
})

test('the limits 1 and 20, and none', async () => {
  const app = await startApp({ listen: false })
  const most = async (limit: number | null): Promise<number> => {
    await app.client.settings.set({ key: 'hooks.incomingLimit', value: limit })
    for (let made = (await app.client.hooks.list(undefined)).length; made < 25; made += 1) {
      const result = await app.makeHook().catch((error: unknown) => error)
      if (result instanceof Error) {
        expect(result.message).toMatch(/limit is \d+\. Delete one, or raise the limit \(hooks\.incomingLimit\)/)
        break
      }
    }
    return (await app.client.hooks.list(undefined)).length
  }
  expect([await most(1), await most(20), await most(null)]).toEqual([1, 20, 25])
  await app.stop()
})
