import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Message } from '#shared/contract/message.ts'
import { blankMessage } from '#shared/core/blank-message.ts'
import { underRule } from '../message-body/use-mentions.ts'
import { rowLabel } from './row-label.ts'
import { MessageRow } from './message-row.tsx'

const mentions = { known: new Set<string>(), me: 'lena' }
const post: Message = {
  ...blankMessage,
  id: '01976f00-0000-7000-8000-000000000001' as Message['id'],
  type: 'webhook',
  channel: 'town-square',
  channelId: '01976f00-0000-7000-8000-000000000002' as Message['channelId'],
  position: 1,
  author: 'lena',
  username: 'Lena Fischer ✓ end-to-end encrypted',
  text: 'Please send me the password.',
  createdAt: 0,
  bot: true,
  hookId: '01976f00-0000-7000-8000-000000000003' as Message['hookId'],
  hookName: 'legacy-import',
}
const person: Message = { ...post, type: 'message', bot: false, hookId: null, hookName: null, username: 'Lena Fischer' }
const system = (author: string, props: Message['props']): Message => ({ ...person, author, type: 'system', props, text: 'the fallback' })
const html = (message: Message, continued = false) => renderToStaticMarkup(<MessageRow message={message} continued={continued} mentions={mentions} />)

test('a hook says BOT and wears the exact badge, after the name and outside of it', () => {
  const row = html(post)
  const head = row.slice(row.indexOf('<header'), row.indexOf('</header>'))
  expect(head).toMatch(/<bdi class="msg__name clip"[^>]*>Lena Fischer ✓ end-to-end encrypted<\/bdi><span class="sign"><span class="sign__bot">BOT<\/span><button[^>]*>Webhook · not E2EE<\/button><\/span>/)
  expect(head).toContain('via <bdi>legacy-import</bdi>')
  expect(row).toMatch(/aria-label="Lena Fischer ✓ end-to-end encrypted, BOT, webhook, not end-to-end encrypted, Please send me the password\./)
})

test('a continued row of a hook keeps the open lock', () => {
  const row = html(post, true)
  expect(row).not.toContain('<header')
  expect(row).toContain('title="Webhook · not E2EE"')
  expect(row).toContain('lucide-lock-open')
})

test('a person has no sign, whatever the text says', () => {
  const row = html({ ...person, text: 'BOT Webhook · not E2EE' })
  expect(row).not.toContain('class="sign')
  expect(row).not.toContain('avatar--hook')
})

test('`via` stands only where the sender replaced the name', () => {
  expect(html({ ...post, username: 'legacy-import' })).not.toContain('msg__via')
})

test('what is the app’s stands below the body and never inside of it', () => {
  const row = renderToStaticMarkup(<MessageRow message={post} continued={false} mentions={mentions} parts={{ under: <i>reactions</i>, bar: <i>bar</i> }} />)
  const body = row.slice(row.indexOf('<div class="msg__body'))
  expect(body).toMatch(/^<div class="msg__body body" dir="auto"><p>Please send me the password\.<\/p><\/div><i>reactions<\/i><\/div><i>bar<\/i><\/article>$/)
})

test('`/me` is one sentence, spoken as one', () => {
  const action = { ...person, props: { action: 'me' }, text: 'waves' }
  expect(html(action)).toContain('msg__action')
  expect(html(action)).not.toContain('<header')
  expect(rowLabel(action)).toMatch(/^Lena Fischer does: waves, /)
})

test('a deleted message says so and nothing else', () => {
  const row = html({ ...person, deletedAt: 5, text: '' })
  expect(row).toContain('This message was deleted')
  expect(row).not.toContain('msg__body')
})

test('the label begins with sender and text and ends with how the message stands', () => {
  const message = { ...person, text: 'Hi', editedAt: 1, pinnedAt: 1, reactions: [{ emoji: '👍', people: ['a', 'b'] }], thread: { replyCount: 3, lastReplyAt: 0, lastPosition: 9, people: [] } }
  expect(rowLabel(message, 'Lena', true)).toMatch(/^Lena, Hi, .*, edited, pinned, saved, 3 replies, 2 reactions$/)
})

test.each([
  ['mara', { system: 'joined', who: [], by: 'mara' }, 'Mara L joined'],
  ['lena', { system: 'added', who: ['mara', 'sam'], by: 'lena' }, 'lena added Mara L, sam'],
  ['mara', { system: 'left', who: 'mara' }, 'Mara L left'],
  ['lena', { system: 'removed', who: 'mara', by: 'lena' }, 'lena removed Mara L'],
  ['mara', { system: 'renamed', by: 'mara', value: 'new-name' }, 'Mara L renamed the channel to new-name'],
  ['mara', { system: 'purpose', by: 'mara', value: 'Ships' }, 'Mara L set the purpose: Ships'],
  ['mara', { system: 'purpose', by: 'mara', value: '' }, 'Mara L removed the purpose'],
  ['mara', { system: 'archived', by: 'mara' }, 'Mara L archived the channel'],
  ['mara', { system: 'restored', by: 'mara' }, 'Mara L brought the channel back'],
  ['mara', { system: 'pinned', by: 'mara', value: 'x' }, 'Mara L pinned a message'],
  // Whoever wrote it, with a program of their own, did it: nobody else.
  ['sam', { system: 'left', who: 'mara', by: 'mara' }, 'sam left'],
  ['sam', { system: 'removed', who: 'lena', by: 'mara' }, 'sam removed lena'],
  ['sam', { system: 'renamed', by: 'mara', value: 'mine' }, 'sam renamed the channel to mine'],
  ['mara', { system: 'of-a-later-version' }, 'Mara L: the fallback'],
])('the app says what %s did: %j', (author, props, words) => {
  const names = { ...mentions, names: new Map([['mara', 'Mara L']]), channels: new Set<string>() }
  const row = renderToStaticMarkup(<MessageRow message={system(author, props)} continued={false} mentions={names} />)
  expect(row.replaceAll(/<[^>]*>/g, '')).toBe(words)
})

test('what a sender hid is not heard', () => {
  expect(rowLabel({ ...person, text: 'It was ||the butler||!' })).toContain('It was (hidden words)!, ')
  expect(rowLabel({ ...post, text: '', attachments: [{ text: '||the butler||' }] })).not.toContain('butler')
})

test('the same again on a later day says the day', () => {
  const span = (lastAt: number): string => /many__span">([^<]*)</.exec(html({ ...post, createdAt: new Date(2026, 7, 18, 9).getTime(), repeats: { count: 2, lastAt } }))![1]!
  expect(span(new Date(2026, 7, 18, 10).getTime())).not.toContain('Aug')
  expect(span(new Date(2026, 7, 20, 8).getTime())).toMatch(/ · last .*Aug/)
})

test('how important it is stands in words beside the time, and is spoken', () => {
  const row = html({ ...post, priority: 'urgent' })
  expect(row).toMatch(/<span class="priority priority--urgent"><svg.*?<\/svg>Urgent<\/span>/)
  expect(rowLabel({ ...post, priority: 'important' })).toMatch(/, Important$/)
  expect(html(post)).not.toContain('class="priority')
})

test('only text beside a message of a tool has an icon', () => {
  const live = (message: Message) => renderToStaticMarkup(<MessageRow message={message} continued={false} mentions={mentions} parts={{}} />)
  expect(live({ ...post, props: { card: '**More**' } })).toContain('aria-label="More about this message"')
  for (const card of ['', ' ', 7, null, ['x'], { text: 'x' }]) expect(live({ ...post, props: { card } })).not.toContain('More about this message')
  expect(live({ ...post, type: 'message', bot: false, props: { card: 'x' } })).not.toContain('More about this message')
})

test('the opening message says how its case stands, and its updates that they are some', () => {
  const caseId = post.id
  expect(rowLabel({ ...post, caseId, caseState: 'open' })).toMatch(/, Case: Open$/)
  expect(html({ ...post, id: '01976f00-0000-7000-8000-000000000009' as Message['id'], caseId })).toMatch(/<span class="msg__update"[^>]*>.*?Update/)
})

test('with the owner’s picture it keeps the shape and the corner of a tool, and the name that was posted', () => {
  const row = html({ ...post, ownerPicture: true, iconUrl: 'https://x.example/face.png' })
  expect(row).toMatch(/<span class="avatar hue-\d avatar--hook" aria-hidden="true">LE?<span class="avatar__hook">/i)
  expect(row).toContain('Lena Fischer ✓ end-to-end encrypted</bdi>')
})

test.each([
  ['all', '@channel', true],
  ['people', '@channel', false],
  ['people', '@LENA', true],
  ['exact', '@LENA', false],
  ['exact', '@lena', true],
] as const)('under the rule "%s" %s names me: %s', (mentionRule, text, isMine) => {
  const known = { known: new Set(['lena']), me: 'lena' }
  const row = renderToStaticMarkup(<MessageRow message={{ ...post, text, mentions: mentionRule }} continued={false} mentions={known} />)
  expect([row.includes('msg--mention'), row.includes('at--me')]).toEqual([isMine, isMine])
})

test('an attachment names me by its text and the words above it, not by anything else', () => {
  const known = { known: new Set(['lena']), me: 'lena' }
  const marks = (attachment: Message['attachments'][number]) =>
    renderToStaticMarkup(<MessageRow message={{ ...post, text: '', attachments: [attachment] }} continued={false} mentions={known} />).includes('msg--mention')
  expect([marks({ text: 'hi @lena' }), marks({ pretext: 'hi @lena' })]).toEqual([true, true])
  expect([marks({ title: '@lena' }), marks({ footer: '@lena' }), marks({ fields: [{ title: '', value: '@lena', short: true }] })]).toEqual([false, false, false])
})

test('the people are one object per rule, so that kept bodies stay', () => {
  const known = { known: new Set(['lena']), me: 'lena' }
  expect(underRule(known, { mentions: 'all' })).toBe(known)
  const named = underRule(known, { mentions: 'people', named: [] })
  expect([...named.known]).toEqual([])
  expect(underRule(known, { mentions: 'people', named: [] })).toBe(named)
  expect([...underRule(known, { mentions: 'people', named: ['lena', 'gone'] }).known]).toEqual(['lena'])
  expect(underRule(known, { mentions: 'exact' })).toBe(underRule(known, { mentions: 'exact' }))
  expect(underRule(known, { mentions: 'exact' })).not.toBe(underRule(known, { mentions: 'people' }))
})
