/** Block Kit, block by block, in our cards: expectations written from Slack's reference of blocks and elements. */
import { describe, expect, test } from 'vitest'
import type { Attachment } from '#shared/contract/message.ts'
import { notificationBody } from '#shared/core/notification-text.ts'
import { getDialect } from './index.ts'

interface Seen {
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly ignored: readonly string[]
}

function read(payload: unknown): Seen | string {
  const decoded = getDialect('slack').decode({ method: 'POST', headers: {}, query: new URLSearchParams(), rawText: JSON.stringify(payload) })
  if (!decoded.ok) return getDialect('slack').refused(decoded, { requestId: 'r', query: new URLSearchParams(), accept: '' }).body ?? ''
  const { text, attachments, ignored } = decoded.post
  return { text, attachments, ignored }
}

const plain = (text: string): object => ({ type: 'plain_text', text, emoji: true })
const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text })
const section = (text: string, more: object = {}): object => ({ type: 'section', text: mrkdwn(text), ...more })
const picture = (name: string): object => ({ type: 'image', image_url: `https://e.example/${name}.png`, alt_text: name })
const blocks = (...list: unknown[]): Seen | string => read({ blocks: list })
const card = (...attachments: Attachment[]): Seen => ({ text: '', attachments, ignored: [] })
const words = (text: string, ...ignored: string[]): Seen => ({ text, attachments: [], ignored })

describe('one card', () => {
  test('heading, text, fields, small print and buttons stand where our card has them', () => {
    expect(
      read({
        text: 'Deploy of *api* failed',
        blocks: [
          { type: 'header', text: plain('Deploy [api] *failed* :fire:') },
          section('<https://e.example/run|Run 7> by <@U1|mara>: `make` &amp; more'),
          { type: 'section', fields: [mrkdwn('*Branch*\nmain'), mrkdwn('*Commit:* <https://e.example/c|abc>'), mrkdwn('*Since:*\n12:04'), plain('as it *is*')] },
          { type: 'actions', elements: [{ type: 'button', text: plain('Logs'), url: 'https://e.example/l', style: 'primary', value: 'v', action_id: 'a' }] },
          { type: 'context', elements: [picture('i'), mrkdwn('CI of *Acme*'), plain('12:04')] },
        ],
      }),
    ).toEqual(
      card({
        fallback: 'Deploy of **api** failed',
        title: 'Deploy \\[api\\] \\*failed\\* :fire:',
        text: '[Run 7](https://e.example/run) by @mara: `make` & more',
        fields: [
          { title: 'Branch', value: 'main', short: true },
          { title: 'Commit', value: '[abc](https://e.example/c)', short: true },
          { title: 'Since', value: '12:04', short: true },
          { title: '', value: 'as it \\*is\\*', short: true },
        ],
        footer: 'CI of **Acme** · 12:04',
        footer_icon: 'https://e.example/i.png',
        actions: [{ type: 'button', text: 'Logs', url: 'https://e.example/l', style: 'primary' }],
      }),
    )
  })

  test('a picture beside the text, a button of the text, a picture below', () => {
    const button = { type: 'button', text: plain('Open'), url: 'https://e.example/o' }
    expect(blocks(section('*a*', { accessory: picture('t') }), section('b', { accessory: button }), { type: 'divider' }, section('c'), picture('big'))).toEqual(
      card({ text: '**a**\n\nb\n\n---\n\nc', thumb_url: 'https://e.example/t.png', image_url: 'https://e.example/big.png', image_alt: 'big', actions: [{ type: 'button', text: 'Open', url: 'https://e.example/o' }] }),
    )
  })

  test('long fields take a row of their own', () => {
    expect(blocks({ type: 'section', fields: [mrkdwn('*Message*\nx y\nz'), mrkdwn('w'.repeat(81))] })).toEqual(
      card({ fallback: `Message: x y\nz, ${'w'.repeat(81)}`, fields: [{ title: 'Message', value: 'x y\nz', short: false }, { title: '', value: 'w'.repeat(81), short: false }] }),
    )
  })

  test('small print between words is one of their lines', () => {
    expect(blocks({ type: 'header', text: plain('H') }, { type: 'context', elements: [plain('12:04')] }, section('a'), { type: 'section', fields: [mrkdwn('b')] })).toEqual(
      card({ title: 'H', text: '12:04\n\na', fields: [{ title: '', value: 'b', short: true }] }),
    )
  })
})

test.each([
  [{ text: 'Deploy of *api* <https://e.example|failed>', blocks: [{ type: 'actions', elements: [{ type: 'button', text: plain('Log'), url: 'https://e.example' }] }] }, 'Deploy of api failed'],
  [{ blocks: [{ type: 'section', fields: [mrkdwn('*Branch*\nmain'), mrkdwn('*State:* ok')] }] }, 'Branch: main, State: ok'],
  [{ blocks: [{ type: 'header', text: plain('1. [x] *y*') }, { type: 'context', elements: [plain('c')] }] }, '1. [x] *y*'],
  [{ blocks: [section('*a* &amp; b')] }, 'a & b'],
])('a notification of %j says what it is about', (payload, said) => {
  const seen = read(payload)
  expect(typeof seen === 'string' ? seen : notificationBody({ text: seen.text, attachments: [...seen.attachments], files: [] })).toBe(said)
})

describe('several cards', () => {
  test('what cannot stand below what is there begins the next one, so the order stays', () => {
    const entry = (name: string): object => section(name, { accessory: picture(name) })
    expect(blocks(entry('a'), { type: 'divider' }, entry('b'), { type: 'context', elements: [plain('of b')] }, { type: 'divider' }, { type: 'header', text: plain('C') }, { type: 'image', ...picture('c'), title: plain('In c') })).toEqual(
      card({ text: 'a', thumb_url: 'https://e.example/a.png' }, { text: 'b', thumb_url: 'https://e.example/b.png', footer: 'of b' }, { title: 'C' }, { title: 'In c', image_url: 'https://e.example/c.png', image_alt: 'c' }),
    )
  })

  test('groups of fields that a line divides', () => {
    const fields = (name: string): object => ({ type: 'section', fields: [mrkdwn(`*${name}*\n1`)] })
    expect(blocks(fields('a'), fields('b'), { type: 'divider' }, fields('c'), section('d'))).toEqual(
      card({ fallback: 'a: 1, b: 1', fields: [{ title: 'a', value: '1', short: true }, { title: 'b', value: '1', short: true }] }, { fields: [{ title: 'c', value: '1', short: true }] }, { text: 'd' }),
    )
  })
})

describe('attachments with blocks', () => {
  const list = [{ type: 'header', text: plain('H') }, section('a'), { type: 'section', fields: [mrkdwn('f')] }, section('b')]

  test('are cards of their colour, and the first has the words for notifications', () => {
    expect(read({ text: 'beside', attachments: [{ color: '#2EB886', fallback: 'said', blocks: list }] })).toEqual({
      text: 'beside',
      attachments: [{ fallback: 'said', color: '#2EB886', title: 'H', text: 'a', fields: [{ title: '', value: 'f', short: true }] }, { color: '#2EB886', text: 'b' }],
      ignored: [],
    })
  })

  test('keep what they say besides', () => {
    expect(read({ attachments: [{ color: 'good', title: 'T', blocks: [section('a')] }, { color: 'bad', blocks: [{ type: 'file', external_id: 'x' }] }] })).toEqual({
      text: '',
      attachments: [{ color: 'good', title: 'T' }, { color: 'good', text: 'a' }, {}],
      ignored: ['attachments.color', 'attachments.blocks.file'],
    })
  })
})

describe('what can be pressed', () => {
  const elements = [
    { type: 'button', text: plain('Approve'), action_id: 'a', value: '1', style: 'danger' },
    { type: 'button', text: plain('Bad'), url: 'javascript:alert(1)' },
    { type: 'static_select', placeholder: plain('Pick one'), options: [{ text: plain('A'), value: 'a' }, { text: plain('B'), value: 'b' }] },
    { type: 'users_select', placeholder: plain('Who?') },
    { type: 'overflow', options: [{ text: plain('Docs'), url: 'https://e.example/d' }, { text: plain('Mute'), value: 'm' }] },
    { type: 'datepicker', initial_date: '2026-04-28' },
    { type: 'checkboxes', options: [{ text: mrkdwn('I &lt;agree&gt;') }] },
    { type: 'workflow_button', text: plain('Run') },
  ]

  test('has its words; what needs a program is named', () => {
    expect(blocks(section('Approve?'), { type: 'actions', elements })).toEqual({
      ...card({
        text: 'Approve?',
        actions: [
          { type: 'button', text: 'Approve', style: 'danger' },
          { type: 'button', text: 'Bad' },
          { type: 'select', text: 'Pick one', options: ['A', 'B'] },
          { type: 'select', text: 'Who?' },
          { type: 'button', text: 'Docs', url: 'https://e.example/d' },
          { type: 'button', text: 'Mute' },
          { type: 'button', text: '2026-04-28' },
          { type: 'select', text: 'I <agree>', options: ['I <agree>'] },
          { type: 'button', text: 'Run' },
        ],
      }),
      ignored: ['blocks.button', 'blocks.static_select', 'blocks.users_select', 'blocks.overflow', 'blocks.datepicker', 'blocks.checkboxes', 'blocks.workflow_button'],
    })
  })

  test('an input says what it asks for', () => {
    expect(blocks({ type: 'input', label: plain('Your name'), element: { type: 'plain_text_input' } })).toEqual({ ...card({ fallback: 'Your name', actions: [{ type: 'button', text: 'Your name' }] }), ignored: ['blocks.plain_text_input'] })
  })
})

describe('rich text', () => {
  const rich = (...elements: object[]): object => ({ type: 'rich_text', elements })
  const line = (...elements: object[]): object => ({ type: 'rich_text_section', elements })
  const word = (text: string, style?: object): object => ({ type: 'text', text, style })
  const list = (style: string, more: object, ...items: string[]): object => ({ type: 'rich_text_list', style, elements: items.map((item) => line(word(item))), ...more })

  test('every kind of word', () => {
    const elements = [
      word('a*b ', { bold: true }), word('c`d', { code: true }), word(' '), { type: 'link', url: 'https://e.example', text: 'site', style: { bold: true } }, word(' '), { type: 'link', url: 'https://e.example/b' }, word(' '),
      { type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd' }, { type: 'emoji', name: 'party_parrot' }, word(' '), { type: 'user', user_id: 'U1' }, word(' '), { type: 'usergroup', usergroup_id: 'S1' }, word(' '),
      { type: 'channel', channel_id: 'C1' }, word(' '), { type: 'broadcast', range: 'here' }, word(' '), { type: 'team', team_id: 'T1' }, word(' '), { type: 'color', value: '#F405B3' }, word(' '),
      { type: 'date', timestamp: 1720710212, format: '{date_num}', fallback: 'timey' }, word(' '), { type: 'date', timestamp: 1720710212, format: '{date_num}' }, word(' '), { type: 'tomorrow', text: 'new' },
    ]
    expect(blocks(rich(line(...elements)))).toEqual(
      words('**a\\*b** ``c`d`` **[site](https://e.example)** <https://e.example/b> 👋🏽:party_parrot: @U1 @S1 #C1 @here @T1 \\#F405B3 timey 2024-07-11 15:03 UTC new'),
    )
  })

  test('dates of any year, in UTC', () => {
    const dates = [253402300800, -62198755200, -1, 9e15].flatMap((timestamp) => [{ type: 'date', timestamp, format: '{date_num}' }, word(', ')])
    expect(blocks(rich(line(...dates)))).toEqual(words('+010000-01-01 00:00 UTC, -000001-01-01 00:00 UTC, 1969-12-31 23:59 UTC, , '))
  })

  test('lists in lists, counted on, and never so deep that they are code', () => {
    expect(blocks(rich(list('ordered', { indent: 3 }, 'a'), list('bullet', { indent: 1 }, 'b'), list('bullet', { indent: 4 }, 'c'), list('ordered', { indent: 0, offset: 1 }, 'd', 'e')))).toEqual(words('1. a\n    - b\n        - c\n2. d\n3. e'))
  })

  test('code with its language, quotes, and lines that end with their section', () => {
    expect(blocks(rich(line(word('one\n')), { type: 'rich_text_preformatted', language: 'js', elements: [word('x\n')] }, { type: 'rich_text_quote', elements: [word('1. said')] }))).toEqual(words('one\n\n```js\nx\n```\n\n> 1\\. said'))
  })
})

describe('other blocks', () => {
  test.each([
    ['Markdown as it is', { type: 'markdown', text: '# H\n- [x] done' }, words('# H\n- [x] done')],
    ['a bare string', { type: 'section', text: '*a*' }, words('**a**')],
    ['a table', { type: 'table', rows: [[{ type: 'raw_text', text: 'A|B' }, { type: 'raw_text', text: 'C' }], [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'https://e.example', text: 'x' }] }] }, { type: 'raw_number', value: 7 }]] }, words('| A\\|B | C |\n| --- | --- |\n| [x](https://e.example) | 7 |')],
    ['an alert', { type: 'alert', level: 'warning', text: mrkdwn('*Take* care') }, words('**Take** care')],
    ['a container', { type: 'container', title: plain('Plan'), child_blocks: [section('a'), { type: 'header', text: plain('b') }] }, words('**Plan**\n\na\n\n**b**')],
    ['a plan', { type: 'plan', title: 'Think', tasks: [{ task_id: '1', title: 'Look', status: 'complete' }] }, words('**Think**\n\n**Look**')],
    ['a picture in Slack’s own store', { type: 'image', slack_file: { url: 'https://files.slack.com/f' }, alt_text: 'plan' }, words('[plan](https://files.slack.com/f)')],
    ['a picture without an address', { type: 'image', image_url: 'data:x', alt_text: 'a [b]' }, words('a \\[b\\]')],
  ])('%s', (_name, block, seen) => expect(blocks(block)).toEqual(seen))

  test('a video is its title, its words and its picture', () => {
    const video = { type: 'video', title: plain('How *to*'), title_url: 'https://e.example/w', description: plain('In one minute'), video_url: 'https://e.example/v', thumbnail_url: 'https://e.example/t.png', alt_text: 'x', author_name: 'Ada', provider_name: 'Tube' }
    expect(blocks(video)).toEqual(card({ text: '**[How \\*to\\*](https://e.example/w)**\nIn one minute', thumb_url: 'https://e.example/t.png', footer: 'Ada · Tube' }))
  })

  test('a card with a picture and buttons', () => {
    const made = { type: 'card', title: mrkdwn('*Trip*'), subtitle: plain('June'), hero_image: picture('sea'), body: plain('Sun'), actions: [{ type: 'button', text: plain('Book'), url: 'https://e.example/b' }] }
    expect(blocks({ type: 'carousel', elements: [made] })).toEqual(
      card({ text: '**Trip**\nJune\nSun', image_url: 'https://e.example/sea.png', image_alt: 'sea', actions: [{ type: 'button', text: 'Book', url: 'https://e.example/b' }] }),
    )
  })

  test('what is no address leads nowhere', () => {
    expect(blocks(section('a', { accessory: { type: 'image', image_url: 'file:///etc/passwd', alt_text: 'x' } }))).toEqual(words('a'))
  })
})

test('`mrkdwn: false` formats nothing, but links stay links', () => {
  expect(read({ mrkdwn: false, text: '*a* _b_ `c` <https://e.example/a_b|x> https://e.example/a*b_c &amp; <!here>' })).toEqual(
    words('\\*a\\* \\_b\\_ \\`c\\` [x](https://e.example/a_b) https://e.example/a*b_c & @here'),
  )
  expect(read({ mrkdwn: true, text: '*a*' })).toEqual(words('**a**', 'mrkdwn'))
})

describe('half-broken payloads', () => {
  test.each([
    [{ text: '*a*', username: {}, channel: 7, attachments: 'x', props: [] }, { text: '**a**', attachments: [], ignored: ['username', 'attachments', 'props'] }],
    [{ attachments: { text: '*a*', fields: { title: 'f', value: 1 } } }, card({ text: '**a**', fields: [{ title: 'f', value: '1', short: false }] })],
    [{ attachments: ['*a*', 7, { title: { a: 1 }, text: 'b', fields: ['x', { title: [] }] }] }, { ...card({ text: '**a**' }, { text: 'b' }), ignored: ['attachments[1]', 'attachments.title', 'attachments.fields'] }],
    [{ blocks: JSON.stringify([section('*a*')]) }, words('**a**')],
  ])('%j posts what can be read', (payload, seen) => expect(read(payload)).toEqual(seen))

  test.each([
    [{}, 'no_text'],
    [{ text: '', attachments: [], blocks: null }, 'no_text'],
    [{ blocks: [{ type: 'divider' }] }, 'invalid_blocks'],
    [{ blocks: { type: 'section' } }, 'invalid_blocks_format'],
    [{ attachments: 7 }, 'invalid_attachments'],
    [[], 'invalid_payload'],
  ])('%j says nothing: %s', (payload, word) => expect(read(payload)).toBe(word))

  test('more blocks than twice of what Slack takes are told', () => {
    const seen = blocks(...Array.from({ length: 101 }, (_, index) => section(`${index}`)))
    expect(typeof seen === 'string' ? seen : [seen.text.split('\n\n').length, seen.ignored]).toEqual([100, ['blocks after the first 100']])
  })
})
