/** Links to files in what outgoing webhooks send: only with consent and a public address, for a day, and never for anybody who makes one up. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hour, startRig, type Rig } from '../helpers/outgoing.ts'
import { makePng, upload } from '../helpers/upload.ts'

let r: Rig
let listener = ''
beforeEach(async () => {
  r = await startRig()
  listener = r.app.listener.url()
  await r.client.settings.set({ key: 'hooks.publicUrl', value: `${listener}/hookline/` })
})
afterEach(() => r.stop())

const png = makePng(6, 4)
const withFiles = { format: 'kommo-v2', signature: 'hmac-sha1', events: ['posted', 'files'] } as const

async function sendPicture(channel = 'town-square'): Promise<{ messageId: Awaited<ReturnType<typeof r.say>> }> {
  const file = await upload(r.client, { name: 'Kai & Über.png', mediaType: 'image/png', bytes: png })
  const { id } = await r.client.messages.post({ channel, text: '', fileIds: [file.id] })
  await r.idle()
  return { messageId: id }
}

const media = (): string => (JSON.parse(r.receiver.received.at(-1)?.body ?? '{}') as { message: { message: { media: string } } }).message.message.media
const subscribe = (more: object = {}) => r.subscribe({ ...withFiles, ...more } as never)

test('Kommo gets the type, name, size and a link that opens the file for 24 hours', async () => {
  const { id } = await subscribe()
  await sendPicture()
  expect(JSON.parse(r.receiver.received[0]!.body)).toMatchObject({ message: { message: { type: 'picture', text: '', thumbnail: '', file_name: 'Kai & Über.png', file_size: png.length } } })
  expect(media()).toMatch(new RegExp(`^${listener}/hookline/files/${id}/[0-9a-f-]{36}/\\d+/[\\w-]{43}/Kai%20%26%20%C3%9Cber\\.png$`))
  expect(r.receiver.received[0]!.body).toContain(media().replaceAll('/', '\\/'))

  const got = await fetch(media())
  expect([got.status, Buffer.from(await got.arrayBuffer()).equals(png)]).toEqual([200, true])
  expect(Object.fromEntries(got.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `attachment; filename="Kai & _ber.png"; filename*=UTF-8''Kai%20%26%20%C3%9Cber.png`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=86400',
  })
  const part = await fetch(media(), { headers: { Range: 'bytes=1-3' } })
  expect([part.status, await part.text()]).toEqual([206, 'PNG'])
  const head = await fetch(media(), { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(png.length), ''])

  await r.pass(24 * hour - 1000)
  expect((await fetch(media())).status).toBe(200)
  await r.pass(2000)
  expect((await fetch(media())).status).toBe(404)
})

test('each attempt has a link of its own day, and the record shows none that opens', async () => {
  let broken = true
  r.receiver.answer = () => ({ status: broken ? 503 : 200 })
  const { id } = await subscribe()
  await sendPicture()
  const first = media()
  broken = false
  await r.pass(hour)
  expect(media()).not.toBe(first)
  expect((await fetch(media())).status).toBe(200)
  const [delivery] = await r.deliveriesOf(id)
  const { attemptList } = await r.client.deliveries.show({ id: delivery!.id })
  expect(attemptList).toHaveLength(2)
  for (const { request } of attemptList) expect(request).toMatch(/\/files\\\/[0-9a-f-]{36}\\\/[0-9a-f-]{36}\\\/\d+\\\/••••\\\/Kai/)
})

test('Standard Webhooks tells the link beside each file', async () => {
  await subscribe({ format: 'standard-webhooks', signature: 'standard' })
  await sendPicture()
  const { data } = JSON.parse(r.receiver.received[0]!.body) as { data: { message: { files: { name: string; url: string }[] } } }
  expect(data.message.files).toMatchObject([{ name: 'Kai & Über.png', kind: 'picture', sizeBytes: png.length }])
  expect((await fetch(data.message.files[0]!.url)).status).toBe(200)
})

describe('no link goes out', () => {
  test('when the webhook does not ask for files', async () => {
    await subscribe({ events: ['posted'] })
    await sendPicture()
    expect(media()).toBe('')
  })

  test('without a public address', async () => {
    await r.client.settings.set({ key: 'hooks.publicUrl', value: null })
    await subscribe()
    await sendPicture()
    expect(media()).toBe('')
  })

  test('where the consent does not name files; a new consent does', async () => {
    await r.client.settings.set({ key: 'integrations.managedBy', value: 'members' })
    await r.client.people.create({ username: 'mia' })
    const { subscription } = await r.clientAs(r.app.findActor('mia')).subscriptions.create({ name: 'CRM', channels: ['town-square'], urls: [r.receiver.url], allow: [r.receiver.host], format: 'kommo-v2' })
    await r.client.subscriptions.giveConsent({ id: subscription.id, channel: 'town-square' })
    await r.clientAs(r.app.findActor('mia')).subscriptions.update({ id: subscription.id, events: ['posted', 'files'] })
    expect(await r.client.subscriptions.listening({ channel: 'town-square' })).toMatchObject([{ allowed: false, sendsTo: [r.receiver.host], events: ['posted', 'files'], consents: [{ events: ['posted'] }] }])
    await sendPicture()
    expect(media()).toBe('')
    await r.client.subscriptions.giveConsent({ id: subscription.id, channel: 'town-square' })
    await sendPicture()
    expect((await fetch(media())).status).toBe(200)
  })
})

describe('a link ends with what it rests on', () => {
  test.each<[string, (given: { id: never; messageId: never }) => Promise<unknown>]>([
    ['the message', ({ messageId }) => r.client.messages.delete({ messageId })],
    ['the consent', ({ id }) => r.client.subscriptions.withdrawConsent({ id, channel: 'desk' })],
    ['the webhook', ({ id }) => r.client.subscriptions.delete({ id })],
    ['its switch', ({ id }) => r.client.subscriptions.update({ id, enabled: false })],
    ['the switch for all', () => r.client.settings.set({ key: 'integrations.outgoingEnabled', value: false })],
    ['the public address', () => r.client.settings.set({ key: 'hooks.publicUrl', value: null })],
    ['its owner in the channel', async () => { await r.client.channels.leave({ channel: 'desk' }) }],
    ['files among its events', ({ id }) => r.client.subscriptions.update({ id, events: ['posted'] })],
  ])('%s', async (_, end) => {
    await r.client.channels.create({ name: 'desk' })
    const { id } = await subscribe({ channels: ['desk'] })
    const { messageId } = await sendPicture('desk')
    expect((await fetch(media())).status).toBe(200)
    await end({ id, messageId } as never)
    const after = await fetch(media())
    expect([after.status, await after.text(), after.headers.get('cache-control')]).toEqual([404, 'This link is not valid any more.', 'no-store'])
  })
})

test('a link ends with its owner in the workspace, also in a conversation, which stays theirs', async () => {
  await r.client.settings.set({ key: 'integrations.managedBy', value: 'members' })
  await r.client.people.create({ username: 'bob' })
  const bob = r.clientAs(r.app.findActor('bob'))
  const { id: channel } = await r.client.channels.openDirect({ usernames: ['bob'] })
  const { subscription } = await bob.subscriptions.create({ name: 'CI', channels: [channel], urls: [r.receiver.url], allow: [r.receiver.host], ...withFiles, events: ['posted', 'files'] })
  await r.client.subscriptions.giveConsent({ id: subscription.id, channel })
  await sendPicture(channel)
  expect((await fetch(media())).status).toBe(200)
  await r.client.team.removePerson({ username: 'bob' })
  expect((await fetch(media())).status).toBe(404)
})

test('nobody makes one up: another file, webhook or time, a changed signature', async () => {
  const { id, secret, token } = await subscribe()
  const other = await r.subscribe({ ...withFiles, name: 'other', events: ['posted', 'files'] } as never)
  await r.client.channels.create({ name: 'vault', private: true })
  await sendPicture('vault')
  const hidden = (await r.client.messages.list({ channel: 'vault' })).messages.at(-1)!.files[0]!.id
  await sendPicture()
  const [, , fileId = '', expires = '', signature = ''] = /\/files\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\//.exec(media()) ?? []
  const link = (parts: { subscription?: string; file?: string; expires?: string; signature?: string }): string =>
    `${listener}/files/${parts.subscription ?? id}/${parts.file ?? fileId}/${parts.expires ?? expires}/${parts.signature ?? signature}/x`
  const right = [id, other.id].find((one) => media().includes(one))!
  expect((await fetch(link({ subscription: right }))).status).toBe(200)
  const wrong = [
    { subscription: right, file: hidden },
    { subscription: right === id ? other.id : id },
    { subscription: right, expires: String(Number(expires) + 1) },
    { subscription: right, signature: `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}` },
    { subscription: right, signature: secret.slice(6).padEnd(43, 'A').slice(0, 43).replace(/[+/=]/g, '_') },
    { subscription: right, signature: token.padEnd(43, 'a') },
  ]
  expect(await Promise.all(wrong.map(async (parts) => (await fetch(link(parts))).status))).toEqual(wrong.map(() => 404))
})

test('a link is read and nothing else, under any Host, and no address is reached this way', async () => {
  await subscribe()
  await sendPicture()
  expect((await fetch(media(), { method: 'POST', body: '{}' })).status).toBe(405)
  const { request } = await import('node:http')
  const asked = (path: string) =>
    new Promise<number>((resolve, reject) => void request({ port: new URL(listener).port, host: '127.0.0.1', path, headers: { Host: 'chat.example.com' } }, (response) => (response.resume(), resolve(response.statusCode ?? 0))).on('error', reject).end())
  expect(await asked(new URL(media()).pathname)).toBe(200)
  expect(await asked('/hooks/anything')).toBe(421)
})

test.each(['ftp://a.example', 'https://', 'https://a:b@c.example', 'https://c.example/?x', 'https://c.example/#x', 'c.example', 7, ''])('the setting refuses %j', async (value) => {
  await expect(r.client.settings.set({ key: 'hooks.publicUrl', value })).rejects.toMatchObject({ data: { code: 'invalid' } })
})
