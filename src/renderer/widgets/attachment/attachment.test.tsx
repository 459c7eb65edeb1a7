import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { File } from '#shared/contract/file.ts'
import type { Attachment as AttachmentData } from '#shared/contract/message.ts'
import { findAttachedPicture, filesBeside } from './attached-file.ts'
import { Attachment } from './attachment.tsx'

const mentions = { known: new Set(['mara']), me: 'lena' }
let next = 0

const html = (attachment: AttachmentData): string => renderToStaticMarkup(<Attachment id={`a${(next += 1)}`} attachment={attachment} mentions={mentions} />)
/** What stands between the tags, in order. */
const words = (attachment: AttachmentData): string[] => html(attachment).split(/<[^>]*>/).filter((part) => part.trim() !== '')

test('the parts stand in the order that Mattermost gives them', () => {
  const whole: AttachmentData = {
    actions: [{ type: 'button', text: 'Act', url: 'https://example.com/' }],
    footer: 'Foot',
    fields: [{ title: 'Field', value: 'Value', short: true }],
    image_url: 'https://example.com/a.png',
    fallback: 'Picture of it',
    text: 'Text',
    title: 'Title',
    author_name: 'Author',
    pretext: 'Above',
  }
  expect(words(whole)).toEqual(['Above', 'Author', 'Title', 'Text', 'Picture of it', 'Field', 'Value', 'Foot', 'Act'])
})

describe('the card', () => {
  const card = (attachment: AttachmentData): boolean => html(attachment).includes('class="attach"')

  test.each<AttachmentData>([
    { author_name: 'a' },
    { author_icon: 'https://example.com/i.png' },
    { title: 'a' },
    { text: 'a' },
    { fields: [{ title: '', value: 'a', short: false }] },
    { image_url: 'https://example.com/i.png' },
    { thumb_url: 'https://example.com/i.png' },
    { footer: 'a' },
    { actions: [{ type: 'select', text: 'a' }] },
  ])('is there for %j', (attachment) => expect(card(attachment)).toBe(true))

  test.each<AttachmentData>([{}, { pretext: 'a' }, { fallback: 'a' }, { color: 'good', ts: 1, footer_icon: 'https://example.com/i.png' }])('is not there for %j', (attachment) => expect(card(attachment)).toBe(false))
})

test('the fallback is shown as plain text, and only where nothing else is', () => {
  expect(html({ fallback: '*91 %* :fire:' })).toBe('<p class="attach-alone" dir="auto">*91 %* :fire:</p>')
  expect(html({ fallback: 'instead', pretext: 'above' })).not.toContain('instead')
  expect(html({ fallback: 'instead', title: 'title' })).not.toContain('instead')
})

test('a picture is described by its own words before any others', () => {
  const picture = { image_url: 'https://example.com/a.png', title: 'Title', fallback: 'Said' }
  expect(html({ ...picture, image_alt: 'A chart' })).toContain('A chart')
  expect(words({ ...picture, image_alt: 'A chart' })).toEqual(['Title', 'A chart'])
  expect(words(picture)).toEqual(['Title', 'Said'])
})

describe('the title', () => {
  const title = (attachment: AttachmentData): string => /<h4[^>]*>(.*?)<\/h4>/.exec(html(attachment))?.[1] ?? ''

  test('with a link is plain text inside of it', () => {
    expect(title({ title: '**Rate** [x](https://x.example) :fire:', title_link: 'https://example.com/d' })).toMatch(/^<a href="https:\/\/example\.com\/d"[^>]*>\*\*Rate\*\* \[x\]\(https:\/\/x\.example\) :fire:<\/a>$/)
  })

  test('without one has links, and neither names nor addresses are marked', () => {
    expect(title({ title: '1. # **Rate** [graph](https://x.example) @mara https://y.example' })).toMatch(/^1\. # Rate <a href="https:\/\/x\.example\/"[^>]*>graph<\/a> @mara https:\/\/y\.example$/)
  })

  test('is no link to what must not be opened', () => {
    expect(title({ title: 'Rate', title_link: 'javascript:alert(1)' })).toBe('Rate')
  })
})

test('the author’s link is around icon and name', () => {
  expect(html({ author_name: '*Ada*', author_link: 'https://example.com/ada', author_icon: 'https://example.com/i.png' })).toMatch(/<a [^>]*href="https:\/\/example\.com\/ada"[^>]*><span class="picture picture--icon"><\/span><bdi>\*Ada\*<\/bdi><\/a>/)
})

test('a field’s name is text, its value is Markdown', () => {
  const fields = html({ fields: [{ title: '**Now**', value: '**3 %** @mara', short: true }] })
  expect(fields).toMatch(/<dt[^>]*>\*\*Now\*\*<\/dt><dd[^>]*><p><strong>3 %<\/strong> <span class="at">@mara<\/span><\/p><\/dd>/)
})

test('the footer has links, and its icon only beside words', () => {
  expect(html({ footer: 'by [us](https://x.example)', footer_icon: 'https://example.com/i.png' })).toMatch(/picture--icon.*by <a href="https:\/\/x\.example\/"[^>]*>us<\/a>/)
  expect(html({ title: 'x', footer_icon: 'https://example.com/i.png' })).not.toContain('picture--icon')
  expect(words({ footer: 'x'.repeat(400) })[0]).toBe(`${'x'.repeat(299)}…`)
})

test('a button with an address is a link; all else says why it does nothing', () => {
  const actions = html({
    actions: [
      { type: 'button', text: 'Open', url: 'https://example.com/o', style: 'danger' },
      { type: 'button', text: 'Ack' },
      { type: 'select', text: 'Assign', options: ['Sam', 'Priya'] },
    ],
  })
  expect(actions).toMatch(/<a class="btn btn--small attach__action" href="https:\/\/example\.com\/o"/)
  expect(actions).toMatch(/<button[^>]*aria-disabled="true" title="This button would call[^"]*"><bdi class="clip">Ack/)
  expect(actions).toMatch(/<button[^>]*aria-disabled="true" title="This menu would call[^"]*It offers: Sam, Priya"><bdi class="clip">Assign/)
})

describe('a file that came along', () => {
  const file = (name: string, mediaType = 'image/png') => ({ id: name, name, mediaType, sizeBytes: 1, width: 30, height: 20, hasThumbnail: false }) as unknown as File
  const files = [file('graph 1.png'), file('log.txt', 'text/plain'), file('other.png')]

  test.each(['attachment://graph 1.png', 'attachment://graph%201.png', 'attachment://graph_1.png', 'ATTACHMENT://graph_1.png'])('%s is shown in the card', (url) => {
    expect(findAttachedPicture(url, files)).toBe(files[0])
  })

  test.each(['attachment://log.txt', 'attachment://none.png', 'attachment://%', 'https://x.example/other.png', '', undefined])('%s is none of them', (url) => {
    expect(findAttachedPicture(url, files)).toBeUndefined()
  })

  test('is not listed a second time', () => {
    expect(filesBeside({ files, attachments: [{ image_url: 'attachment://graph_1.png' }, { thumb_url: 'https://x.example/other.png' }] }).map(({ name }) => name)).toEqual(['log.txt', 'other.png'])
    expect(filesBeside({ files, attachments: [] })).toBe(files)
  })
})
