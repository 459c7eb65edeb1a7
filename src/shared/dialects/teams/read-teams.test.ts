/** Teams' cards in ours: expectations written from Microsoft's references of message cards and adaptive cards. */
import { describe, expect, test } from 'vitest'
import { decodeCardsAs as read } from '../../../../test/helpers/decode-cards-as.ts'

const message = (more: object): object => ({ '@type': 'MessageCard', '@context': 'http://schema.org/extensions', ...more })

describe('message cards', () => {
  test('the example of Microsoft’s own page', () => {
    const card = message({
      themeColor: '0076D7',
      summary: 'Larry Bryant created a new task',
      sections: [
        {
          activityTitle: 'Larry Bryant created a new task',
          activitySubtitle: 'On Project Tango',
          activityImage: 'https://adaptivecards.io/content/cats/3.png',
          facts: [{ name: 'Assigned to', value: 'Unassigned' }, { name: 'Due date:', value: 'Mon May 01 2017 17:07:18 GMT-0700 (Pacific Daylight Time)' }, { name: '**Status**', value: 'Not *started*' }],
          markdown: true,
        },
      ],
      potentialAction: [
        { '@type': 'ActionCard', name: 'Add a comment', inputs: [{ '@type': 'TextInput', id: 'comment' }], actions: [{ '@type': 'HttpPOST', name: 'Add comment', target: 'https://e.example/' }] },
        { '@type': 'OpenUri', name: 'Learn more', targets: [{ os: 'iOS', uri: 'https://e.example/ios' }, { os: 'default', uri: 'https://e.example/' }] },
      ],
    })
    expect(read(card)).toEqual({
      attachments: [
        {
          color: '#0076D7',
          fallback: 'Larry Bryant created a new task',
          text: '**Larry Bryant created a new task**\nOn Project Tango',
          thumb_url: 'https://adaptivecards.io/content/cats/3.png',
          fields: [
            { title: 'Assigned to', value: 'Unassigned', short: true },
            { title: 'Due date', value: 'Mon May 01 2017 17:07:18 GMT-0700 (Pacific Daylight Time)', short: false },
            { title: 'Status', value: 'Not *started*', short: true },
          ],
          actions: [{ type: 'button', text: 'Add a comment' }, { type: 'button', text: 'Learn more', url: 'https://e.example/' }],
        },
      ],
      ignored: ['potentialAction.ActionCard'],
    })
  })

  test('Zabbix’s media type writes neither mark, and its switch for Markdown as a word', () => {
    const card = {
      themeColor: 'E45959',
      summary: 'Problem: db_1 is *down*',
      sections: [{ markdown: 'false', activityTitle: 'Problem: db_1 is *down*', text: 'No answer<br>for 5 min', facts: [{ name: 'Event time', value: '10:00:07 2026.11.20' }, { name: 'Host', value: 'db_1 [10.0.0.1]' }] }],
      potentialAction: [{ '@type': 'OpenUri', name: 'Event Info', targets: [{ os: 'default', uri: 'https://zabbix.example/tr_events.php?triggerid=1&eventid=2' }] }],
    }
    expect(read(card)).toEqual({
      attachments: [
        {
          color: '#E45959',
          fallback: 'Problem: db_1 is *down*',
          text: '**Problem: db\\_1 is \\*down\\***\n\nNo answer\nfor 5 min',
          fields: [{ title: 'Event time', value: '10:00:07 2026.11.20', short: true }, { title: 'Host', value: 'db\\_1 \\[10.0.0.1\\]', short: true }],
          actions: [{ type: 'button', text: 'Event Info', url: 'https://zabbix.example/tr_events.php?triggerid=1&eventid=2' }],
        },
      ],
    })
  })

  test('GitLab’s integration writes neither mark, only a title and sections', () => {
    const activity = { activityTitle: 'Lena pushed to branch [main](https://gitlab.example/a/b/-/tree/main)', activitySubtitle: 'in [a / b](https://gitlab.example/a/b)', activityText: '[Compare changes](https://gitlab.example/c)', activityImage: 'https://gitlab.example/u.png' }
    expect(read({ sections: [activity, { text: '[abc](https://gitlab.example/c): fix' }], title: 'a / b', summary: 'Lena pushed' })).toEqual({
      attachments: [
        {
          fallback: 'Lena pushed',
          title: 'a / b',
          text: '**Lena pushed to branch [main](https://gitlab.example/a/b/-/tree/main)**\nin [a / b](https://gitlab.example/a/b)\n[Compare changes](https://gitlab.example/c)\n\n[abc](https://gitlab.example/c): fix',
          thumb_url: 'https://gitlab.example/u.png',
        },
      ],
    })
    expect(read({ title: 'Report', sections: [{ title: 'One', text: 'a', rows: [1] }] })).toBeUndefined()
    expect(read({ title: 'Report', author: 'me', sections: [activity] })).toBeUndefined()
  })

  test('pymsteams, with which Home Assistant posts, writes neither mark; for a text alone the query tells', () => {
    expect(read({ title: 'Home Assistant', text: 'The *door* is open' })).toEqual({ attachments: [{ title: 'Home Assistant', text: 'The *door* is open' }] })
    const link = { '@context': 'http://schema.org', '@type': 'ViewAction', name: 'Open', target: ['https://e.example/'] }
    expect(read({ text: 'See', potentialAction: [link] })).toEqual({ attachments: [{ text: 'See', actions: [{ type: 'button', text: 'Open', url: 'https://e.example/' }] }] })
    expect(read({ text: 'Seen', sections: [{ images: [{ image: 'https://e.example/a.png' }] }] })).toEqual({ attachments: [{ text: 'Seen\n\n![](https://e.example/a.png)' }] })
    expect(read({ text: 'alone' }, 'teams')).toEqual({ attachments: [{ text: 'alone' }] })
    expect(read({ text: 'alone' })).toBeUndefined()
    expect(read({ title: 'T', text: 'at an address of another chat' }, '', false)).toBeUndefined()
    expect(read({ text: 'of a chat', title: 'T', username: 'u' })).toBeUndefined()
    expect(read({ text: 'of a chat', attachments: [{ title: 'T', text: 't' }] })).toBeUndefined()
  })

  test('acme.sh writes neither mark, only a title, a colour and a text', () => {
    expect(read('{"title": "Renew e.example","themeColor": "2cbe4e", "text": "Success"}')).toEqual({ attachments: [{ color: '#2cbe4e', title: 'Renew e.example', text: 'Success' }] })
    expect(read({ title: 'T', color: 'a word: "themeColor"' })).toBeUndefined()
  })

  test('titles are plain, texts have Markdown and tags, sections stand below each other', () => {
    const card = message({
      title: 'Build *7* [failed]',
      text: 'See <a href="https://e.example">the **log**</a><br>now',
      sections: [
        { title: 'First', text: 'one', facts: [{ name: 'a', value: '1' }] },
        { startGroup: true, title: '**Second**', text: '*as it is*', markdown: false, heroImage: { image: 'https://e.example/h.png', title: 'Hero' }, images: [{ image: 'https://e.example/1.png', title: 'One' }, { image: 'data:x' }], potentialAction: [{ '@type': 'ViewAction', name: 'Old', target: ['https://e.example/old'] }] },
      ],
    })
    expect(read(card)).toEqual({
      attachments: [
        { title: 'Build \\*7\\* \\[failed\\]', text: 'See [the **log**](https://e.example)\nnow\n\n**First**\n\none', fields: [{ title: 'a', value: '1', short: true }] },
        { text: '**\\*\\*Second\\*\\***', image_url: 'https://e.example/h.png', image_alt: 'Hero' },
        { text: '\\*as it is\\*\n\n![One](https://e.example/1.png)', actions: [{ type: 'button', text: 'Old', url: 'https://e.example/old' }] },
      ],
    })
  })

  test.each([
    [{ type: 'MessageCard', summary: 's', title: 7 }, { attachments: [{ fallback: 's', title: '7' }] }],
    [{ '@context': 'https://schema.org/extensions', text: 'a', themeColor: '#F00' }, { attachments: [{ color: '#F00', text: 'a' }] }],
    [message({ summary: 'only *this*' }), { text: 'only *this*' }],
    [message({ text: 'a', themeColor: 'red', sections: { text: 'b' }, potentialAction: [{ '@type': 'OpenUri', name: 'x', targets: [{ uri: 'javascript:1' }] }] }), { attachments: [{ text: 'a\n\nb', actions: [{ type: 'button', text: 'x' }] }], ignored: ['potentialAction.OpenUri'] }],
    [message({}), 'nothing_to_post teams'],
    [message({ text: ' ', sections: [7, null] }), 'nothing_to_post teams'],
  ])('%j', (card, seen) => expect(read(card)).toEqual(seen))
})

const adaptive = (body: unknown, more: object = {}): object => ({ type: 'AdaptiveCard', $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', version: '1.4', body, ...more })
const text = (words: string, more: object = {}): object => ({ type: 'TextBlock', text: words, wrap: true, ...more })

describe('adaptive cards', () => {
  test('the example of the designer’s gallery', () => {
    const body = [
      text('Publish Adaptive Card schema', { size: 'Medium', weight: 'Bolder' }),
      {
        type: 'ColumnSet',
        columns: [
          { type: 'Column', width: 'auto', items: [{ type: 'Image', style: 'Person', url: 'https://e.example/matt.png', altText: 'Matt', size: 'Small' }] },
          { type: 'Column', width: 'stretch', items: [text('Matt Hidinger', { weight: 'Bolder' }), text('Created {{DATE(2017-02-14T06:08:39Z, SHORT)}} {{TIME(2017-02-14T06:08:39Z)}}', { spacing: 'None', isSubtle: true })] },
        ],
      },
      text('Now that we have *defined* the main rules, see [the page](https://e.example/p).\r\n\r- a\r- b'),
      { type: 'FactSet', facts: [{ title: 'Board:', value: 'Adaptive Cards' }, { title: '**List**', value: 'Backlog' }] },
    ]
    const actions = [
      { type: 'Action.ShowCard', title: 'Set due date', card: adaptive([{ type: 'Input.Date', id: 'd', label: 'Due' }, text('More')], { actions: [{ type: 'Action.Submit', title: 'OK' }] }) },
      { type: 'Action.OpenUrl', title: 'View', url: 'https://e.example/v', style: 'positive' },
      { type: 'Action.Submit', title: 'Approve', style: 'destructive' },
    ]
    expect(read({ type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: adaptive(body, { actions }) }] })).toEqual({
      attachments: [
        {
          title: 'Publish Adaptive Card schema',
          text: '**Matt Hidinger**\nCreated 2017-02-14 06:08 UTC\n\nNow that we have *defined* the main rules, see [the page](https://e.example/p).\n\n- a\n- b',
          thumb_url: 'https://e.example/matt.png',
          fields: [{ title: 'Board', value: 'Adaptive Cards', short: true }, { title: 'List', value: 'Backlog', short: true }],
          actions: [{ type: 'button', text: 'View', url: 'https://e.example/v', style: 'primary' }, { type: 'button', text: 'Approve', style: 'danger' }],
        },
        { text: '**Set due date**\n\nDue\n\nMore', actions: [{ type: 'button', text: 'OK' }] },
      ],
      ignored: ['Action.Submit', 'Input.Date'],
    })
  })

  test('Alertmanager’s card: a colour from its title, and a bold line that is none', () => {
    expect(read(adaptive([text('[FIRING:1] Disk', { size: 'Large', weight: 'Bolder', style: 'heading', color: 'attention' }), text('Alerts Firing:', { weight: 'Bolder' }), text('<at>Ada L</at> 91 %', { color: 'good' })]))).toEqual({
      attachments: [{ color: 'danger', title: '[FIRING:1] Disk', text: '**Alerts Firing:**\n\n@Ada L 91 %' }],
    })
  })

  test('columns: names and values, texts side by side, and what cannot be', () => {
    const column = (...items: object[]): object => ({ type: 'Column', items })
    const set = (...columns: object[]): object => ({ type: 'ColumnSet', columns })
    const body = [
      set(column(text('Env', { weight: 'Bolder' }), text('**Region:**')), column(text('prod'), text('eu'))),
      set(column(text('CPU', { isSubtle: true }), text('91 %')), column(text('Memory', { isSubtle: true }), text('40 %'))),
      set(column(text('a')), column({ type: 'FactSet', facts: [{ title: 'b', value: 'c' }] })),
    ]
    expect(read(adaptive(body))).toEqual({
      attachments: [
        {
          fallback: 'Env: prod, Region: eu, CPU: 91 %, Memory: 40 %',
          fields: [{ title: 'Env', value: 'prod', short: true }, { title: 'Region', value: 'eu', short: true }, { title: 'CPU', value: '91 %', short: true }, { title: 'Memory', value: '40 %', short: true }],
        },
        { text: 'a', fields: [{ title: 'b', value: 'c', short: true }] },
      ],
    })
  })

  test('containers, pictures, tables, code, styled runs, small print', () => {
    const body = [
      { type: 'Container', style: 'warning', items: [text('Head', { size: 'ExtraLarge' }), { type: 'RichTextBlock', inlines: ['plain* ', { type: 'TextRun', text: 'bold ', weight: 'Bolder' }, { type: 'TextRun', text: 'x`y', fontType: 'Monospace' }, { type: 'TextRun', text: ' it', italic: true, strikethrough: true }, { type: 'TextRun', text: ' go', selectAction: { type: 'Action.OpenUrl', url: 'https://e.example/g' } }] }] },
      { type: 'Table', columns: [{}, {}], rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [text('A|B')] }, { type: 'TableCell', items: [text('C')] }] }, { type: 'TableRow', cells: [{ type: 'TableCell', items: [text('1')] }] }] },
      { type: 'CodeBlock', codeSnippet: 'let a', language: 'JavaScript' },
      { type: 'ImageSet', images: [{ type: 'Image', url: 'https://e.example/1.png', altText: 'one' }, { type: 'Image', url: 'https://e.example/2.png' }] },
      { type: 'Image', url: 'https://e.example/big.png', altText: 'Chart' },
      { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://e.example/o' }, { type: 'Action.ToggleVisibility', title: 'More' }] },
      text('12:04', { isSubtle: true }),
    ]
    expect(read(adaptive(body))).toEqual({
      attachments: [
        {
          color: 'warning',
          title: 'Head',
          text: 'plain\\* **bold** ``x`y`` *~~it~~* [go](https://e.example/g)\n\n| A\\|B | C |\n| --- | --- |\n| 1 |  |\n\n```javascript\nlet a\n```\n\n![one](https://e.example/1.png)\n![](https://e.example/2.png)',
          image_url: 'https://e.example/big.png',
          image_alt: 'Chart',
          footer: '12:04',
          actions: [{ type: 'button', text: 'Open', url: 'https://e.example/o' }, { type: 'button', text: 'More' }],
        },
      ],
      ignored: ['Action.ToggleVisibility'],
    })
  })

  test('unknown elements give their fallback or their words, and are named when they have none', () => {
    const body = [
      { type: 'Badge', text: 'New' },
      { type: 'Accordion', items: [text('inner')] },
      { type: 'Chart.Donut', fallback: text('a chart') },
      { type: 'Hologram' },
      { type: 'Icon', fallback: 'drop' },
      { type: 'Image', url: 'data:image/png;base64,xx', altText: 'logo' },
    ]
    expect(read(adaptive(body, { fallbackText: 'for old ones' }))).toEqual({ attachments: [{ fallback: 'for old ones', text: 'New\n\ninner\n\na chart\n\nlogo' }], ignored: ['Hologram', 'Image'] })
  })

  test('several cards, the older kinds, JSON in a string, and text beside', () => {
    const attachments = [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: JSON.stringify(adaptive([text('one')])) },
      { contentType: 'application/vnd.microsoft.card.hero', content: { title: 'Hero', subtitle: 'sub', text: '<b>t</b>', images: [{ url: 'https://e.example/h.png', alt: 'h' }], buttons: [{ type: 'openUrl', title: 'Go', value: 'https://e.example/go' }, { type: 'imBack', title: 'Say', value: 'x' }] } },
      { contentType: 'application/vnd.microsoft.teams.card.o365connector', content: { title: 'Old' } },
      { contentType: 'text/html', content: 7 },
    ]
    expect(read({ type: 'message', text: '*beside*', summary: 'said', attachments })).toEqual({
      text: '*beside*',
      attachments: [
        { fallback: 'said', text: 'one' },
        { title: 'Hero', text: 'sub\n\n**t**', image_url: 'https://e.example/h.png', image_alt: 'h', actions: [{ type: 'button', text: 'Go', url: 'https://e.example/go' }, { type: 'button', text: 'Say' }] },
        { title: 'Old' },
      ],
      ignored: ['buttons.imBack', 'attachments.text/html'],
    })
  })

  test.each([
    [adaptive([]), 'nothing_to_post teams'],
    [adaptive('x'), 'nothing_to_post teams'],
    [{ attachments: [{ contentType: 'x', content: null }] }, 'nothing_to_post teams'],
    [adaptive(text('alone')), { attachments: [{ text: 'alone' }] }],
    [{ text: 'AdaptiveCard and contentType are words here', attachments: [] }, undefined],
  ])('%j', (card, seen) => expect(read(card)).toEqual(seen))

  test('nested without end, and very many elements', () => {
    const deep = `${'{"type":"Container","items":['.repeat(5000)}${JSON.stringify(text('deep'))}${']}'.repeat(5000)}`
    expect(read(JSON.stringify(adaptive([text('top'), 'DEEP'])).replace('"DEEP"', deep))).toEqual({ attachments: [{ text: 'top' }] })
    expect(read(adaptive(Array.from({ length: 600 }, () => text('x'))))).toMatchObject({ ignored: ['elements after the first 500'] })
  })
})
