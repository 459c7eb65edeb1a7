/** Google Chat's messages in ours: expectations written from Google's references of messages, cards and formatting. */
import { describe, expect, test } from 'vitest'
import { decodeCardsAs as read } from '../../../../test/helpers/decode-cards-as.ts'

const query = 'key=K&token=T'
const one = (...widgets: object[]): object => ({ cardsV2: [{ cardId: 'c', card: { sections: [{ widgets }] } }] })
const link = (url: string): object => ({ openLink: { url } })

describe('texts', () => {
  test.each([
    ['*bold* _italic_ ~strike~ `code`', '**bold** _italic_ ~~strike~~ `code`'],
    ['Hello <users/all>, <users/123456789012345678901>: <https://e.example/?a=1&b=2|the link>', 'Hello @everyone, @123456789012345678901: [the link](https://e.example/?a=1&b=2)'],
    ['* one\n* two\n- three', '* one\n* two\n- three'],
    ['```\na < b && *c*\n``` x &amp; y', '```\na < b && *c*\n```\n x \\&amp; y'],
    ['1 < 2 # no heading\n# nor this', '1 \\< 2 # no heading\n\\# nor this'],
  ])('%j', (text, markdown) => expect(read({ text }, query)).toEqual({ text: markdown }))

  test('only where something says that it is Google’s', () => {
    expect(read({ text: '*a*' })).toBeUndefined()
    expect(read({ text: '*a*', username: 'x' }, query)).toBeUndefined()
    expect(read({ text: '*a*' }, 'threadKey=t')).toMatchObject({ text: '**a**' })
    expect(read({ text: '*a*', thread: { threadKey: 't' } })).toMatchObject({ text: '**a**' })
    expect(read({ cards: [{ id: 7 }, 'queen of hearts'] })).toBeUndefined()
  })
})

describe('threads', () => {
  const space = 'spaces/0190a0b0-0000-7000-8000-000000000001'
  test.each([
    ['threadKey=build%207', {}, { key: 'build 7', mustExist: false }],
    ['threadKey=q&messageReplyOption=REPLY_MESSAGE_OR_FAIL', { thread: { threadKey: 'body' } }, { key: 'q', mustExist: true }],
    ['messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD', { thread: { threadKey: 'body' } }, { key: 'body', mustExist: false }],
    ['', { thread: { name: 'spaces/AAAA/threads/BBBB' } }, { key: 'spaces/AAAA/threads/BBBB', mustExist: false }],
    ['', { thread: { name: `${space}/threads/0190a0b0-0000-7000-8000-000000000002` } }, { key: `${space}/threads/0190a0b0-0000-7000-8000-000000000002`, mustExist: false, rawRootId: '0190a0b0-0000-7000-8000-000000000002' }],
    [query, { thread: { threadKey: 'x'.repeat(4001) } }, undefined],
    [query, { thread: 'x' }, undefined],
  ])('%s %j', (asked, more, thread) => expect(read({ text: 'a', ...more }, asked)).toEqual({ text: 'a', ...(thread === undefined ? {} : { thread }) }))
})

describe('cards of the second version', () => {
  test('the example of Google’s own page', () => {
    const card = {
      header: { title: 'Sasha', subtitle: 'Software *Engineer*', imageUrl: 'https://e.example/sasha.png', imageType: 'CIRCLE', imageAltText: 'Avatar for Sasha' },
      sections: [
        {
          header: 'Contact Info',
          collapsible: true,
          uncollapsibleWidgetsCount: 1,
          widgets: [
            { decoratedText: { startIcon: { knownIcon: 'EMAIL' }, text: 'sasha@example.com' } },
            { decoratedText: { startIcon: { knownIcon: 'PERSON' }, text: '<font color="#80e27e">Online</font>' } },
            { decoratedText: { startIcon: { knownIcon: 'PHONE' }, text: '+1 (555) 555-1234' } },
            { buttonList: { buttons: [{ text: 'Share', onClick: link('https://e.example/share') }, { text: 'Edit', onClick: { action: { function: 'goToView' } } }] } },
          ],
        },
      ],
    }
    expect(read({ cardsV2: [{ cardId: 'unique-card-id', card }] })).toEqual({
      attachments: [
        {
          title: 'Sasha',
          text: 'Software \\*Engineer\\*\n\n**Contact Info**\n\nsasha@example.com\n\nOnline\n\n+1 (555) 555-1234',
          thumb_url: 'https://e.example/sasha.png',
          actions: [{ type: 'button', text: 'Share', url: 'https://e.example/share' }, { type: 'button', text: 'Edit' }],
        },
      ],
      ignored: ['buttons'],
    })
  })

  test('labels, links, pictures, grids, columns, chips, a fixed footer', () => {
    const sections = [
      { widgets: [{ textParagraph: { text: '<b>Disk</b> is *full*<br><a href="https://e.example/d">dashboard</a>' } }, { decoratedText: { topLabel: 'Host', text: 'web1', bottomLabel: 'rack_4', onClick: link('https://e.example/h'), button: { text: 'SSH', onClick: link('https://e.example/ssh') } } }, { decoratedText: { topLabel: 'On', text: 'x', switchControl: { name: 's' } } }, { image: { imageUrl: 'https://e.example/g.png', altText: 'graph' } }] },
      { header: '<i>Others</i>', widgets: [{ grid: { title: 'Files', columnCount: 2, items: [{ title: 'a.txt', subtitle: '1 KB', image: { imageUri: 'https://e.example/a.png' } }, { title: 'b' }] } }, { divider: {} }, { columns: { columnItems: [{ widgets: [{ textParagraph: { text: 'left' } }] }, { widgets: [{ textParagraph: { text: 'right' } }] }] } }, { chipList: { chips: [{ label: 'Docs', onClick: link('https://e.example/docs') }] } }, { textInput: { name: 'n', label: 'Your *name*' } }] },
    ]
    expect(read({ text: 'see', fallbackText: 'Disk is full', cardsV2: { card: { sections, fixedFooter: { primaryButton: { text: 'Close', onClick: link('https://e.example/c') } } } }, sender: {} })).toEqual({
      text: 'see',
      attachments: [
        {
          fallback: 'Disk is full',
          text: '**Disk** is \\*full\\*\n[dashboard](https://e.example/d)',
          fields: [{ title: 'Host', value: '[web1](https://e.example/h) · [SSH](https://e.example/ssh)\nrack\\_4', short: false }, { title: 'On', value: 'x', short: true }],
          image_url: 'https://e.example/g.png',
          image_alt: 'graph',
        },
        { text: '***Others***\n\n**Files**\n- [a.txt](https://e.example/a.png): 1 KB\n- b', fields: [{ title: '', value: 'left', short: true }, { title: '', value: 'right', short: true }], actions: [{ type: 'button', text: 'Docs', url: 'https://e.example/docs' }] },
        { text: 'Your \\*name\\*', actions: [{ type: 'button', text: 'Close', url: 'https://e.example/c' }] },
      ],
      ignored: ['sender', 'widgets.switchControl', 'widgets.textInput'],
    })
  })

  test('buttons beside a text', () => {
    expect(read({ text: 'a', accessoryWidgets: [{ buttonList: { buttons: [{ icon: { knownIcon: 'BOOKMARK' }, onClick: link('https://e.example/b') }] } }] })).toEqual({
      text: 'a',
      attachments: [{ fallback: 'BOOKMARK', actions: [{ type: 'button', text: 'BOOKMARK', url: 'https://e.example/b' }] }],
    })
  })
})

describe('cards of the first version', () => {
  test('all widgets', () => {
    const widgets = [
      { textParagraph: { text: '<b>bold</b> text' } },
      { keyValue: { topLabel: 'Top', content: 'Content', contentMultiline: 'true', bottomLabel: 'Bottom', icon: 'TRAIN' } },
      { keyValue: { content: 'alone', button: { textButton: { text: 'RATE', onClick: link('https://e.example/r') } } } },
      { image: { imageUrl: 'https://e.example/g.png', onClick: link('https://e.example') } },
      { buttons: [{ textButton: { text: 'OPEN', onClick: link('https://e.example/o') } }, { imageButton: { iconUrl: 'https://e.example/i.png', name: 'Like', onClick: { action: {} } } }] },
    ]
    const cards = [{ header: { title: 'Pizza Bot', subtitle: 'pizza@example.com' }, sections: [{ widgets }], cardActions: [{ actionLabel: 'More', onClick: link('https://e.example/m') }] }]
    expect(read({ cards })).toEqual({
      attachments: [
        { title: 'Pizza Bot', text: 'pizza@example.com\n\n**bold** text', fields: [{ title: 'Top', value: 'Content\nBottom', short: true }] },
        { text: 'alone · [RATE](https://e.example/r)', image_url: 'https://e.example/g.png', actions: [{ type: 'button', text: 'OPEN', url: 'https://e.example/o' }, { type: 'button', text: 'Like' }, { type: 'button', text: 'More', url: 'https://e.example/m' }] },
      ],
      ignored: ['buttons'],
    })
  })
})

test.each([
  [{ cards: [{ sections: [] }] }, 'nothing_to_post googleChat'],
  [{ cardsV2: [{ card: { header: 7, sections: [null, { widgets: 'x' }] } }] }, 'nothing_to_post googleChat'],
  [{ text: '' }, 'nothing_to_post googleChat'],
  [{ cardsV2: [{ card: { header: { title: 7, imageUrl: 'ftp://x' }, sections: { widgets: { textParagraph: { text: 1.5 } } } } }] }, { attachments: [{ title: '7', text: '1.5' }] }],
  [one({ image: { imageUrl: 'javascript:1', altText: 'x' } }, { hologram: { text: 'y' } }), { attachments: [{ text: 'x\n\ny' }], ignored: ['widgets.hologram'] }],
])('half-broken: %j', (body, seen) => expect(read(body, query)).toEqual(seen))
