/** What a Discord address makes of a request, from Discord's documents on webhooks, messages and errors. Written before the code ran. */
import { describe, expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { decodeRequest } from '../decode-request.ts'
import type { Decoded, HookPost, PostedContext, RawPost } from '../dialect.ts'
import { findAddressShape, getDialect } from '../index.ts'
import { fromDiscordId, toDiscordId, uuidToDiscordId } from './message-object.ts'

const discord = getDialect('discord')
const requestOf = (rawText: string, rest: Partial<RawPost> = {}): RawPost => ({ method: 'POST', headers: { 'content-type': 'application/json' }, query: new URLSearchParams(), rawText, ...rest })
const decode = (value: unknown, rest: Partial<RawPost> = {}): Decoded => decodeRequest(discord, requestOf(JSON.stringify(value), rest))
const post = (value: unknown, rest: Partial<RawPost> = {}): HookPost => {
  const decoded = decode(value, rest)
  if (!decoded.ok) throw new Error(decoded.detail)
  return decoded.post
}
const context = { requestId: 'r', query: new URLSearchParams(), accept: '' }
const answerOf = (decoded: Decoded): unknown => (decoded.ok ? 'posted' : [discord.refused(decoded, context).status, JSON.parse(discord.refused(decoded, context).body ?? 'null')])

const id = '223704706495545344'
const token = '3d89bb7572e0fb30d8128367b3b1b44fecd1726de135cbe28a41f8b2f777c372baAB'

describe('addresses', () => {
  test.each(['/api', '/api/v6', '/api/v9', '/api/v10'])('%s', (base) => {
    expect(findAddressShape(`${base}/webhooks/${id}/${token}`)).toEqual({ dialect: discord, secret: `${id}/${token}` })
  })
  test.each(['/slack', '/github'])('%s is the same address', (suffix) => {
    const shape = findAddressShape(`/api/webhooks/${id}/${token}${suffix}`)
    expect([shape?.secret, shape?.dialect.id, shape?.dialect === discord]).toEqual([`${id}/${token}`, 'discord', false])
  })
  test('a message of it', () => {
    expect(findAddressShape(`/api/v10/webhooks/${id}/${token}/messages/100000000000000042`)).toEqual({ dialect: discord, secret: `${id}/${token}`, call: { rawId: '100000000000000042' } })
    expect(findAddressShape(`/api/webhooks/${id}/${token}/messages/x`)?.call).toEqual({ rawId: 'x' })
  })
  test('ids are what clients insist on: 17 to 19 digits, and 68 characters of token', () => {
    expect(discord.mintPath((size) => new Uint8Array(size).fill(200))).toMatch(/^\/api\/webhooks\/\d{18}\/[\w-]{68}$/)
    expect([toDiscordId(1), fromDiscordId(toDiscordId(123_456)), fromDiscordId('5'), fromDiscordId('99999999999999999')]).toEqual(['100000000000000001', 123_456, undefined, undefined])
    expect(uuidToDiscordId('019c23e9-a9a8-735c-b6ce-0a69df63aaf0')).toMatch(/^\d{18}$/)
  })
})

test('content, name and picture', () => {
  expect(post({ username: 'Kuma', avatar_url: 'https://example.com/a.png', content: 'My **Alert** Testing', tts: false })).toEqual({
    text: 'My **Alert** Testing', rawChannel: undefined, rawUsername: 'Kuma', iconUrl: 'https://example.com/a.png', iconEmoji: undefined, attachments: [], props: {}, ignored: [],
    source: { content: 'My **Alert** Testing' },
  })
  expect(post({ content: 'x', avatar_url: 'nothing', tts: true, nonce: 5 }).ignored).toEqual(['nonce', 'avatar_url', 'tts'])
})

describe('embeds', () => {
  test('every field', () => {
    const embed = {
      title: 'My **title** here', type: 'rich', description: 'Oh look <t:1618953630:d> :)', url: 'https://www.example.com', timestamp: '2026-11-20T10:00:07.079Z', color: 45300,
      footer: { text: 'Hey its a footer', icon_url: 'https://example.com/f.png' }, image: { url: 'https://example.com/i.png', height: 5 }, thumbnail: { url: 'https://example.com/t.jpg' },
      author: { name: 'Author here', url: 'https://www.example.com/a', icon_url: 'https://example.com/a.jpg' }, provider: { name: 'p' }, video: { url: 'https://example.com/v' },
      fields: [{ name: '__First__ field', value: '**inline**', inline: true }, { name: 'Second', value: 'not inline' }],
    }
    expect(post({ embeds: [embed] }).attachments).toEqual([{
      color: '#00b0f4', author_name: 'Author here', author_link: 'https://www.example.com/a', author_icon: 'https://example.com/a.jpg', title: 'My title here', title_link: 'https://www.example.com',
      text: 'Oh look 2021-04-20 :)', fields: [{ title: 'First field', value: '**inline**', short: true }, { title: 'Second', value: 'not inline', short: false }],
      image_url: 'https://example.com/i.png', thumb_url: 'https://example.com/t.jpg', footer: 'Hey its a footer', footer_icon: 'https://example.com/f.png', ts: 1795168807.079,
    }])
  })

  test('a file that came along', () => {
    expect(post({ embeds: [{ title: 'Graph', image: { url: 'attachment://graph.png' } }] }, { hasFiles: true }).attachments).toEqual([{ title: 'Graph', image_url: 'attachment://graph.png' }])
  })

  test('those with one address are one, with more pictures', () => {
    const embeds = ['a', 'b'].map((name) => ({ url: 'https://x.example', title: 'Album', color: 255, image: { url: `https://x.example/${name}.png` } }))
    expect(post({ embeds }).attachments).toEqual([
      { color: '#0000ff', title: 'Album', title_link: 'https://x.example', image_url: 'https://x.example/a.png' },
      { color: '#0000ff', image_url: 'https://x.example/b.png' },
    ])
  })

  test('colours as text, black, and an empty one that shows nothing', () => {
    expect(post({ embeds: [{ title: 'a', color: '14177041' }, { title: 'b', color: 0 }, { color: 5 }] }).attachments).toEqual([{ color: '#d85311', title: 'a' }, { color: '#000000', title: 'b' }])
    expect(answerOf(decode({ embeds: [{}] }))).toEqual([400, { message: 'Cannot send an empty message', code: 50006 }])
  })
})

describe('limits, in Discord’s words', () => {
  const wrong = (errors: unknown) => [400, { message: 'Invalid Form Body', code: 50035, errors }]
  const tooLong = (most: number) => ({ _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${most} or fewer in length.` }] })
  const long = (length: number) => '😀'.repeat(length)

  test.each([
    ['content', { content: long(2001) }, { content: tooLong(2000) }],
    ['username', { content: 'x', username: 'n'.repeat(81) }, { username: tooLong(80) }],
    ['embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, { embeds: tooLong(10) }],
    ['title', { embeds: [{ title: long(257) }] }, { embeds: { 0: { title: tooLong(256) } } }],
    ['description', { embeds: [{ title: 'x' }, { description: long(4097) }] }, { embeds: { 1: { description: tooLong(4096) } } }],
    ['fields', { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: 'n', value: 'v' })) }] }, { embeds: { 0: { fields: tooLong(25) } } }],
    ['name and value', { embeds: [{ fields: [{ name: long(257), value: long(1025) }] }] }, { embeds: { 0: { fields: { 0: { name: tooLong(256), value: tooLong(1024) } } } } }],
    ['footer', { embeds: [{ footer: { text: long(2049) } }] }, { embeds: { 0: { footer: { text: tooLong(2048) } } } }],
    ['author', { embeds: [{ author: { name: long(257) } }] }, { embeds: { 0: { author: { name: tooLong(256) } } } }],
    ['all together', { embeds: [{ description: long(4000) }, { description: long(2001) }] }, { embeds: { _errors: [{ code: 'MAX_EMBED_SIZE_EXCEEDED', message: 'Embed size exceeds maximum size of 6000' }] } }],
    ['a field without a value', { embeds: [{ fields: [{ name: 'n' }] }] }, { embeds: { 0: { fields: { 0: { value: { _errors: [{ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] } } } } } }],
    ['a colour in words', { embeds: [{ title: 'x', color: '#ff0000' }] }, { embeds: { 0: { color: { _errors: [{ code: 'NUMBER_TYPE_COERCE', message: 'Value "#ff0000" is not int.' }] } } } }],
    ['a colour out of range', { embeds: [{ title: 'x', color: 16777216 }] }, { embeds: { 0: { color: { _errors: [{ code: 'NUMBER_TYPE_MAX', message: 'int value should be less than or equal to 16777215.' }] } } } }],
    ['no time', { embeds: [{ title: 'x', timestamp: 'noon' }] }, { embeds: { 0: { timestamp: { _errors: [{ code: 'DATE_TIME_TYPE_PARSE', message: 'Could not parse noon. Should be ISO8601.' }] } } } }],
    ['no address', { embeds: [{ title: 'x', url: 'here' }] }, { embeds: { 0: { url: { _errors: [{ code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }] } } } }],
    ['another scheme', { embeds: [{ title: 'x', url: 'ftp://x.example' }] }, { embeds: { 0: { url: { _errors: [{ code: 'URL_TYPE_INVALID_SCHEME', message: "Scheme \"ftp\" is not supported. Scheme must be one of ('http', 'https')." }] } } } }],
    ['no list', { embeds: { title: 'x' } }, { embeds: { _errors: [{ code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }] } }],
    ['no object', { embeds: ['x'] }, { embeds: { 0: { _errors: [{ code: 'MODEL_TYPE_CONVERT', message: 'Only dictionaries may be used in a ModelType' }] } } }],
  ])('%s', (_, value, errors) => expect(answerOf(decode(value))).toEqual(wrong(errors)))

  test('exactly at the limits all is taken', () => {
    const whole = { content: long(2000), username: 'n'.repeat(80), embeds: [{ title: long(256), description: long(3000), author: { name: long(256) }, footer: { text: long(1000) }, fields: [{ name: long(256), value: long(1024) }] }] }
    expect(answerOf(decode(whole))).toBe('posted')
  })

  test('the hook’s page says which field', () => {
    expect(decode({ content: long(2001), username: 'n'.repeat(81) })).toMatchObject({ ok: false, reason: 'text_too_long', detail: 'username: Must be 80 or fewer in length; content: Must be 2000 or fewer in length.' })
  })
})

test.each([
  ['nothing', '{}', [400, { message: 'Cannot send an empty message', code: 50006 }]],
  ['no body', '', [400, { message: 'Cannot send an empty message', code: 50006 }]],
  ['blank content', '{"content":"  \\n"}', [400, { message: 'Cannot send an empty message', code: 50006 }]],
  ['broken JSON', '{"content": "a', [400, { message: 'The request body contains invalid JSON.', code: 50109 }]],
  ['a list', '[1]', [400, { message: 'Invalid Form Body', code: 50035, errors: { _errors: [{ code: 'MODEL_TYPE_CONVERT', message: 'Only dictionaries may be used in a ModelType' }] } }]],
])('%s', (_, rawText, wanted) => expect(answerOf(discord.decode(requestOf(rawText)))).toEqual(wanted))

test('refusals in its words', () => {
  const refused = (reason: 'no_such_address' | 'message_not_found' | 'root_not_found' | 'rate_limited' | 'method_refused') => discord.refused({ reason, detail: 'D' }, context)
  expect([refused('no_such_address').status, refused('no_such_address').body]).toEqual([404, '{"message":"Unknown Webhook","code":10015}'])
  expect([refused('message_not_found').status, refused('message_not_found').body]).toEqual([404, '{"message":"Unknown Message","code":10008}'])
  expect([refused('root_not_found').status, refused('root_not_found').body]).toEqual([404, '{"message":"Unknown Channel","code":10003}'])
  expect(refused('rate_limited')).toMatchObject({ status: 429, body: '{"message":"You are being rate limited.","retry_after":60,"global":false}', headers: { 'Retry-After': '60', 'X-RateLimit-Remaining': '0' } })
  expect([refused('method_refused').status, refused('method_refused').headers]).toEqual([405, { Allow: 'GET, POST, PUT' }])
})

describe('forms', () => {
  const form = (fields: readonly (readonly [string, string])[]) => ({ headers: { 'content-type': 'multipart/form-data; boundary=x' }, form: fields, hasFiles: true })
  test('the part payload_json', () => {
    const { text, source } = post('', { rawText: '', ...form([['payload_json', '{"content":"with a file"}']]) })
    expect([text, source]).toEqual(['with a file', { content: 'with a file' }])
  })
  test('plain fields, as text', () => {
    expect(post('', { rawText: '', ...form([['username', 'Bot'], ['content', 'x'], ['tts', 'False'], ['wait', 'True']]) })).toMatchObject({ text: 'x', rawUsername: 'Bot', ignored: [] })
  })
  test('a file alone', () => expect(post('', { rawText: '', ...form([['username', 'Bot']]) })).toMatchObject({ text: '', rawUsername: 'Bot' }))
  test.each([['content=a+b%21&username=curl', 'a b!'], ['payload_json=%7B%22content%22%3A%22a%22%7D', 'a'], ['payload={"content":"a"}', 'a'], ['{"content":"a"}', 'a']])('urlencoded: %s', (rawText, text) => {
    const decoded = discord.decode(requestOf(rawText, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }))
    expect(decoded.ok && decoded.post.text).toBe(text)
  })
})

describe('whom it tells', () => {
  const mara = '019c23e9-a9a8-735c-b6ce-0a69df63aaf0'
  const told = (content: string, allowed: unknown) => {
    const { text, mentions } = post({ content, allowed_mentions: allowed }, { usernameOf: (rawId) => (rawId === mara ? 'mara' : undefined) })
    return [text, mentions]
  }
  const all = `<@${mara}> @everyone @jim`
  test.each([
    ['no word about it: all', undefined, '@mara @everyone @jim', undefined],
    ['an empty list: nobody', { parse: [] }, '@mara @everyone @jim', 'none'],
    ['people', { parse: ['users'] }, '@mara @everyone @jim', 'people'],
    ['everyone, and no people', { parse: ['everyone'] }, '@\u2060mara @everyone @\u2060jim', undefined],
    ['both', { parse: ['users', 'roles', 'everyone'] }, '@mara @everyone @jim', undefined],
    ['one person', { users: [mara] }, '@mara @\u2060everyone @\u2060jim', 'people'],
    ['somebody else', { users: ['80351110224678912'] }, '@mara @everyone @jim', 'none'],
  ])('%s', (_, allowed, text, rule) => expect(told(all, allowed)).toEqual([text, rule]))
})

test('flags: silent, and without its embeds unless they are all of it', () => {
  expect(post({ content: 'x', flags: 1 << 12 })).toMatchObject({ isSilent: true })
  expect(post({ content: 'x', embeds: [{ title: 'e' }], flags: 1 << 2 })).toMatchObject({ attachments: [], ignored: ['embeds (SUPPRESS_EMBEDS)'] })
  expect(post({ embeds: [{ title: 'e' }], flags: 1 << 2 })).toMatchObject({ attachments: [{ title: 'e' }] })
})

test('threads: of a message, and the name of one that is asked for', () => {
  expect(post({ content: 'x' }, { query: new URLSearchParams('thread_id=100000000000000042') }).rawRootId).toBe('100000000000000042')
  expect(post({ content: 'x', thread_name: 'Incident 7' }).text).toBe('**Incident 7**\n\nx')
})

test('components: words, pictures and buttons', () => {
  const components = [
    { type: 10, content: '# Release' },
    { type: 9, components: [{ type: 10, content: 'Ready <t:1618953630:d>' }], accessory: { type: 11, media: { url: 'https://example.com/t.png' } } },
    { type: 17, accent_color: 703487, components: [{ type: 10, content: 'In a box' }, { type: 12, items: [{ media: { url: 'https://example.com/1.png' } }, { media: { url: 'https://example.com/2.png' } }] }, { type: 14 }] },
    { type: 1, components: [{ type: 2, style: 5, label: 'Open', url: 'https://example.com' }, { type: 2, style: 1, label: 'Approve', custom_id: 'a' }, { type: 3, placeholder: 'Pick', options: [{ label: 'One', value: '1' }] }] },
  ]
  const { text, attachments } = post({ components, flags: 1 << 15 })
  expect(text).toBe('# Release\n\nReady 2021-04-20')
  expect(attachments).toEqual([
    { color: '#0abbff', text: 'In a box', image_url: 'https://example.com/1.png' },
    { color: '#0abbff', image_url: 'https://example.com/2.png' },
    { thumb_url: 'https://example.com/t.png', actions: [{ type: 'button', text: 'Open', url: 'https://example.com' }, { type: 'button', text: 'Approve' }, { type: 'select', text: 'Pick', options: ['One'] }] },
  ])
})

test('a poll shows what it asks', () => {
  const poll = { question: { text: 'Lunch?' }, answers: [{ poll_media: { text: 'Pizza', emoji: { name: '🍕' } } }, { poll_media: { text: 'Salad' } }] }
  expect(post({ poll }).attachments).toEqual([{ title: 'Lunch?', text: '- 🍕 Pizza\n- Salad' }])
})

describe('answers', () => {
  const message = { id: 'm', channelId: '019c23e9-a9a8-735c-b6ce-0a69df63aaf0', username: 'Bot', text: 'x', createdAt: 1713198308869, editedAt: null, pinnedAt: null, threadRootId: null, files: [] } as unknown as Message
  const posted = (query: string, more: Partial<PostedContext> = {}) => discord.posted({ ...context, query: new URLSearchParams(query), secret: `${id}/${token}`, messages: [message], numbers: [7], hook: { name: 'h', ownerId: 'o' }, post: post({ content: 'x **y**', embeds: [{ title: 'T' }] }), ...more })

  test('204 and nothing else', () => expect(['', 'wait=false', 'wait=0', 'wait=False'].map((query) => posted(query))).toEqual(Array.from({ length: 4 }, () => ({ status: 204 }))))
  test('the message for who waits', () => {
    for (const query of ['wait=true', 'wait=True', 'wait=1']) expect(posted(query)).toMatchObject({ status: 200, contentType: 'application/json' })
    expect(JSON.parse(posted('wait=true').body ?? '')).toMatchObject({
      id: '100000000000000007', type: 0, content: 'x **y**', channel_id: expect.stringMatching(/^\d{18}$/), author: { id, username: 'Bot', bot: true }, attachments: [], embeds: [{ type: 'rich', title: 'T' }],
      timestamp: '2024-04-15T16:25:08.869000+00:00', edited_timestamp: null, webhook_id: id, flags: 0, tts: false, mentions: [], mention_roles: [], pinned: false, components: [],
    })
    expect(posted('wait=true').body).not.toContain(token)
  })
  test('a file makes it wait', () => {
    const files = [{ id: '019c23e9-a9a8-735c-b6ce-0a69df63aaf1', name: 'up.txt', mediaType: 'text/plain', sizeBytes: 10, width: null, height: null, hasThumbnail: false }]
    const reply = posted('', { messages: [{ ...message, files } as unknown as Message] })
    expect([reply.status, JSON.parse(reply.body ?? '')]).toMatchObject([200, { attachments: [{ filename: 'up.txt', size: 10, content_type: 'text/plain' }] }])
  })
  test('GET on the address', () => {
    const reply = discord.calls?.describe({ name: 'ci', picture: null, channelId: message.channelId, workspaceId: '019c23e9-a9a8-735c-b6ce-0a69df63aaf2' as never }, { ...context, secret: `${id}/${token}`, origin: 'http://127.0.0.1:4665' })
    expect(JSON.parse(reply?.body ?? '')).toEqual({
      id, type: 1, guild_id: expect.stringMatching(/^\d{18}$/), channel_id: uuidToDiscordId(message.channelId), name: 'ci', avatar: null, token, application_id: null, url: `http://127.0.0.1:4665/api/webhooks/${id}/${token}`,
    })
  })
})

describe('an edit', () => {
  const edit = (value: unknown, source: unknown, text = 'old', files: unknown[] = []) => discord.calls!.decodeEdit(requestOf(JSON.stringify(value), { method: 'PATCH' }), { message: { text, files } as unknown as Message, number: 1, source })
  test('changes what it names and keeps the rest', () => {
    const earlier = { content: 'old', embeds: [{ title: 'E' }] }
    expect(edit({ content: 'new' }, earlier)).toMatchObject({ ok: true, post: { text: 'new', attachments: [{ title: 'E' }], source: { content: 'new', embeds: [{ title: 'E' }] } } })
    expect(edit({ embeds: [] }, earlier)).toMatchObject({ ok: true, post: { text: 'old', attachments: [] } })
    expect(edit({ content: null }, earlier)).toMatchObject({ ok: true, post: { text: '', attachments: [{ title: 'E' }] } })
    expect(edit({ embeds: [{ title: 'F' }] }, null)).toMatchObject({ ok: true, post: { text: 'old', attachments: [{ title: 'F' }] } })
  })
  test('leaves something', () => {
    expect(edit({ content: '' }, { content: 'old' })).toMatchObject({ ok: false, reason: 'nothing_to_post' })
    expect(edit({ content: '' }, { content: 'old' }, 'old', [{}])).toMatchObject({ ok: true })
    expect(edit({ content: 'x'.repeat(2001) }, { content: 'old' })).toMatchObject({ ok: false, reason: 'text_too_long' })
  })
})

describe('behind a suffix', () => {
  const variant = (suffix: string) => findAddressShape(`/api/webhooks/${id}/${token}${suffix}`)!.dialect
  test('Slack’s format: channel and emoji are not the sender’s to choose', () => {
    const decoded = variant('/slack').decode(requestOf('payload={"text":"*b* <https://x.example|x>","channel":"#alarms","icon_emoji":":x:","username":"netdata"}', { headers: {} }))
    expect(decoded).toMatchObject({ ok: true, post: { text: '**b** [x](https://x.example)', rawChannel: undefined, iconEmoji: undefined, rawUsername: 'netdata', ignored: ['channel', 'icon_emoji'] } })
    expect(variant('/slack').posted({ ...context, messages: [], hook: { name: '', ownerId: '' }, post: post({ content: 'x' }) })).toEqual({ status: 200, contentType: 'text/plain', body: 'ok' })
  })
  test('an event that nobody knows', () => {
    expect(variant('/github').decode(requestOf('{"title":"New thing"}'))).toMatchObject({ ok: true, post: { text: expect.stringContaining('New thing'), mentions: 'none' } })
  })
})
