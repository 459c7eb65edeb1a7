import { expect, test } from 'vitest'
import type { File } from '#shared/contract/file.ts'
import { BODY_LENGTH, notificationBody, notificationTitle } from './notification-text.ts'

const channel = { type: 'public', name: 'release-room' } as const
const said = (text: string) => notificationBody({ text, attachments: [], files: [] })

test('a person in a channel, and alone with me', () => {
  expect(notificationTitle({ type: 'message', username: 'Priya Raman' }, channel)).toBe('Priya Raman · #release-room')
  expect(notificationTitle({ type: 'message', username: 'Priya Raman' }, { type: 'direct', name: 'lena__priya' })).toBe('Priya Raman')
})

test.each([
  ['deploy', 'BOT deploy · #release-room'],
  ['Lena Fischer ✓', 'BOT Lena Fischer ✓ · #release-room'],
  ['\u202eTOB anel\u202c', 'BOT TOB anel · #release-room'],
  ['\u2067x\n\nPriya Raman', 'BOT x Priya Raman · #release-room'],
])('a hook says BOT first, whatever its name: %j', (username, title) => {
  expect(notificationTitle({ type: 'webhook', username }, channel)).toBe(title)
})

test.each([
  ['plain', 'plain'],
  ['**bold**, __bold__, ~~gone~~ and `code`', 'bold, bold, gone and code'],
  ['# Title\n> quoted\ntext', 'Title quoted text'],
  ['see [the log](https://ci.example/1)', 'see the log'],
  ['```js\nlet a = 1\n```', 'let a = 1'],
  ['2 ** 3 and a_b_c', '2 ** 3 and a_b_c'],
  ['\u202eevil', 'evil'],
  ['1\\. \\*no list\\* \\[x\\] and `a\\*`', '1. *no list* [x] and a\\*'],
])('the body is plain text: %j', (text, body) => {
  expect(said(text)).toBe(body)
})

test('a long text is cut between letters', () => {
  expect(said('x'.repeat(BODY_LENGTH))).toBe('x'.repeat(BODY_LENGTH))
  expect(said('x'.repeat(BODY_LENGTH + 1))).toBe(`${'x'.repeat(BODY_LENGTH - 1)}…`)
  expect(said('👩‍👩‍👧'.repeat(BODY_LENGTH + 1))).toBe(`${'👩‍👩‍👧'.repeat(BODY_LENGTH - 1)}…`)
  expect(said('👩‍👩‍👧'.repeat(BODY_LENGTH))).toBe('👩‍👩‍👧'.repeat(BODY_LENGTH))
  expect(said(`e${'\u0301'.repeat(100_000)}`).length).toBeLessThan(5000)
})

test('what a sender hid stays hidden, however long it is', () => {
  expect(said('It was ||the butler|| with ||**a** candlestick||')).toBe('It was ▒▒▒ with ▒▒▒')
  expect(said('a || b || c')).toBe('a || b || c')
  expect(said('who? ||the\nbutler||')).toBe('who? ▒▒▒')
  expect(said('||a\n\nb||')).toBe('||a b||')
})

test('without text the attachments speak, then the files', () => {
  const file = { name: 'plan.pdf' } as File
  expect(notificationBody({ text: ' ', attachments: [{ title: 'Build 7 failed' }], files: [file] })).toBe('Build 7 failed')
  expect(notificationBody({ text: '', attachments: [], files: [file] })).toBe('plan.pdf')
  expect(notificationBody({ text: '', attachments: [], files: [] })).toBe('')
})
