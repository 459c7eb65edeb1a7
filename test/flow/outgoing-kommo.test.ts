/** Kommo's webhooks of chats as a receiver gets them: of which messages, with which ids, times and types, signed, and sent once. */
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hour, startRig, type Rig } from '../helpers/outgoing.ts'
import { makePng, upload } from '../helpers/upload.ts'

let r: Rig
beforeEach(async () => {
  r = await startRig()
  await r.client.people.create({ username: 'mia' })
})
afterEach(() => r.stop())

interface Media {
  type: string
  text: string
  media: string
  thumbnail: string
  file_name: string
  file_size: number
}
type V1 = Media & { receiver: string; conversation_id: string }
interface V2 {
  account_id: string
  time: number
  message: { receiver: { id: string }; sender: { id: string }; conversation: { id: string }; timestamp: number; message: Media & { id: string } }
}

const subscribe = (format: 'kommo-v1' | 'kommo-v2', more: object = {}) => r.subscribe({ format, signature: 'hmac-sha1', policy: 'once', ...more } as never)
const bodies = <T>(): T[] => r.receiver.received.map(({ body }) => JSON.parse(body) as T)
const noMedia = { media: '', thumbnail: '', file_name: '', file_size: 0 }
const idOf = async (username: string) => (await r.client.people.list()).find((person) => person.username === username)!.id
const townSquare = async () => (await r.client.channels.list()).find(({ name }) => name === 'town-square')!

test('version 1: receiver, conversation and text of every message that a person writes, signed with the secret', async () => {
  const { id, secret } = await subscribe('kommo-v1')
  for (const text of ['What is the best way to reach you?', 'By / path']) await r.say(text)
  await r.say('and mine', { as: 'mia' })
  await r.idle()
  const common = { receiver: id, conversation_id: (await townSquare()).id, type: 'text', ...noMedia }
  expect(bodies<V1>()).toEqual(['What is the best way to reach you?', 'By / path', 'and mine'].map((text) => ({ ...common, text })))
  for (const { body, headers } of r.receiver.received) expect(headers['x-signature']).toBe(createHmac('sha1', secret).update(body).digest('hex'))
})

test('version 2: account, times in seconds, sender, receiver, conversation and message by their ids', async () => {
  const { id } = await subscribe('kommo-v2')
  const messageId = await r.say('Hello', { as: 'mia' })
  await r.idle()
  const seconds = Math.floor(r.clock.now() / 1000)
  expect(bodies<V2>()).toEqual([
    {
      account_id: (await r.client.workspace.get()).id,
      time: seconds,
      message: {
        receiver: { id },
        sender: { id: await idOf('mia') },
        conversation: { id: (await townSquare()).id },
        timestamp: seconds,
        message: { id: messageId, type: 'text', text: 'Hello', ...noMedia },
      },
    },
  ])
})

test('the receiver is the other of a direct message, else what the webhook names', async () => {
  await r.client.channels.openDirect({ usernames: ['mia'] })
  const direct = (await r.client.channels.list()).find(({ type }) => type === 'direct')!
  const { id } = await subscribe('kommo-v1', { channels: ['town-square', direct.id], receiver: 'sk-1376265f' })
  await r.clientAs(r.app.findActor('mia')).subscriptions.giveConsent({ id, channel: direct.id })
  await r.say('to mia', { channel: direct.id })
  await r.idle()
  await r.say('to lena', { channel: direct.id, as: 'mia' })
  await r.idle()
  await r.say('to all')
  await r.idle()
  expect(bodies<V1>().map(({ text, receiver }) => [text, receiver])).toEqual([['to mia', await idOf('mia')], ['to lena', await idOf('lena.fischer')], ['to all', 'sk-1376265f']])
})

test('what tools post, what joins, and edits are not told of', async () => {
  await subscribe('kommo-v1')
  const { url } = await r.makeHook()
  expect((await fetch(url, { method: 'POST', body: '{"text":"from a tool"}' })).status).toBe(200)
  const messageId = await r.say('from a person')
  // What has not left by then says what the message says by then.
  await r.idle()
  await r.client.messages.edit({ messageId, text: 'edited' })
  await r.idle()
  expect(bodies<V1>().map(({ text }) => text)).toEqual(['from a person'])
})

describe('the first file says the type; text may be empty then', () => {
  test.each([
    ['picture', 'p.png', 'image/png'],
    ['video', 'v.mp4', 'video/mp4'],
    ['voice', 'v.ogg', 'audio/ogg'],
    ['audio', 'a.mp3', 'audio/mpeg'],
    ['file', 'f.pdf', 'application/pdf'],
  ])('%s', async (type, name, mediaType) => {
    await subscribe('kommo-v1')
    await subscribe('kommo-v2', { name: 'v2' })
    const bytes = type === 'picture' ? makePng(2, 2) : Buffer.from('content of a file')
    const file = await upload(r.client, { name, mediaType, bytes })
    await r.client.messages.post({ channel: 'town-square', text: '', fileIds: [file.id] })
    await r.idle()
    const expected = { type, text: '', media: '', thumbnail: '', file_name: name, file_size: bytes.length }
    const [v1, v2] = bodies<V1 | V2>().sort((a) => ('account_id' in a ? 1 : -1)) as [V1, V2]
    expect(v1).toMatchObject(expected)
    expect(v2.message.message).toMatchObject(expected)
  })
})

test('200 is taken; anything else is sent once and not again', async () => {
  const { id } = await subscribe('kommo-v2')
  await r.say('taken')
  await r.idle()
  r.receiver.answer = () => ({ status: 500 })
  await r.say('refused')
  await r.pass(48 * hour)
  expect(bodies<V2>().map(({ message }) => message.message.text)).toEqual(['taken', 'refused'])
  expect(await r.deliveriesOf(id)).toMatchObject([{ state: 'delivered', attempts: 1, lastStatus: 200 }, { state: 'failed', attempts: 1, lastStatus: 500 }])
})
