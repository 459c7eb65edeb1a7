/** What a Rocket.Chat address reads, from its documents on incoming integrations and its source. Written before the code ran. */
import { expect, test } from 'vitest'
import { getDialect } from './index.ts'

const rocketchat = getDialect('rocketchat')
function decode(rawText: string, contentType = 'application/json') {
  const decoded = rocketchat.decode({ method: 'POST', headers: { 'content-type': contentType }, query: new URLSearchParams(), rawText })
  return decoded.ok ? decoded.post : decoded
}

test('the example of its documents', () => {
  const body = {
    alias: 'Gruggy', avatar: 'https://example.com/a.png', text: 'I am going to hack your site, you will `rm -rf`',
    attachments: [{ title: 'Rocket.Chat', title_link: 'https://rocket.chat', text: 'Rocket.Chat, the best open source chat', image_url: 'https://example.com/i.png', color: '#764FA5', collapsed: false }],
  }
  expect(decode(JSON.stringify(body))).toMatchObject({
    text: body.text, rawUsername: 'Gruggy', iconUrl: 'https://example.com/a.png', rawChannel: undefined, ignored: [],
    attachments: [{ title: 'Rocket.Chat', title_link: 'https://rocket.chat', text: 'Rocket.Chat, the best open source chat', image_url: 'https://example.com/i.png', color: '#764FA5' }],
  })
})

test.each([
  ['Slack’s names win over its own', { text: 'a', username: 'u', alias: 'v', icon_url: 'https://x.example/1', avatar: 'https://x.example/2' }, { rawUsername: 'u', iconUrl: 'https://x.example/1' }],
  ['a picture wins over an emoji', { text: 'a', avatar: 'https://x.example/2', emoji: ':rocket:' }, { iconUrl: 'https://x.example/2', iconEmoji: undefined, ignored: ['emoji'] }],
  ['an emoji alone', { text: 'a', emoji: ':rocket:' }, { iconEmoji: ':rocket:', ignored: [] }],
  ['msg for text', { msg: 'a' }, { text: 'a' }],
  ['a channel, a person, a room', { text: 'a', channel: '#ops' }, { rawChannel: '#ops' }],
  ['a room by its id', { text: 'a', roomId: 'ops' }, { rawChannel: 'ops' }],
  ['several channels: the first', { text: 'a', channel: ['#ops', '@ann'] }, { rawChannel: '#ops', ignored: ['channels after the first'] }],
  ['a thread', { text: 'a', tmid: 'abc' }, { rawRootId: 'abc' }],
  ['switches without effect', { text: 'a', parseUrls: false, separateResponse: true }, { ignored: ['parseurls', 'separateresponse'] }],
  ['a card that is to be folded', { attachments: [{ text: 'a', collapsed: true }] }, { ignored: ['attachments.collapsed'] }],
  ['sound and film are links', { attachments: [{ text: 'listen', audio_url: 'https://x.example/a.mp3', video_url: 'javascript:1' }] }, { attachments: [{ text: 'listen\n<https://x.example/a.mp3>' }], ignored: ['attachments.video_url'] }],
  ['where a card came from', { attachments: [{ title: 'a', message_link: 'https://x.example/m' }] }, { attachments: [{ title: 'a', title_link: 'https://x.example/m' }] }],
  ['numbers for text', { text: 5, attachments: [{ title: 7 }] }, { text: '5', attachments: [{ title: '7' }] }],
])('%s', (_, body, wanted) => expect(decode(JSON.stringify(body))).toMatchObject(wanted))

test.each([
  ['Netdata’s and Uptime Kuma’s: one asterisk is bold', 'web1 needs attention, `cpu` (_x_), *cpu = 90%*', 'web1 needs attention, `cpu` (_x_), **cpu = 90%**'],
  ['two are bold as well, one tilde strikes out', '**a** *b c* ~d~ ~~e~~', '**a** **b c** ~~d~~ ~~e~~'],
  ['code, lists, sums and what is escaped stay', '* `*a*`\n* 2*3*4 a * b \\*c*\n```\n*d*\n```', '* `*a*`\n* 2*3*4 a * b \\*c*\n```\n*d*\n```'],
])('%s', (_, text, wanted) => {
  expect(decode(JSON.stringify({ text, attachments: [{ text, fields: [{ title: text, value: text }] }] }))).toMatchObject({ text: wanted, attachments: [{ text: wanted, fields: [{ title: text, value: wanted }] }] })
})

test.each(['payload={"text":"100% + &"}', `payload=${encodeURIComponent('{"text":"100% + &"}')}`])('as a form: %s', (body) => {
  expect(decode(body, 'application/x-www-form-urlencoded')).toMatchObject({ text: '100% + &' })
})

test.each([['{}', 'nothing_to_post'], ['{"text":""}', 'nothing_to_post'], ['{"text"', 'bad_json'], ['[1]', 'bad_payload']])('%s: %s', (body, reason) => {
  expect(decode(body)).toMatchObject({ ok: false, reason })
})

test('answers', () => {
  const context = { requestId: 'r', query: new URLSearchParams(), accept: '' }
  expect(rocketchat.posted({ ...context, messages: [], hook: { name: '', ownerId: '' }, post: {} as never })).toEqual({ status: 200, contentType: 'application/json', body: '{"success":true}' })
  expect(rocketchat.refused({ reason: 'channel_not_found', detail: 'There is none.' }, context)).toEqual({ status: 400, contentType: 'application/json', body: '{"success":false,"error":"There is none."}' })
})
