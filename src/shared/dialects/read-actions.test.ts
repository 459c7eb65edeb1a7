import { expect, test } from 'vitest'
import { readActions } from './read-actions.ts'

const read = (raw: unknown) => readActions(raw, (text) => text)

test('a button with an address is taken as it is, under either name of its label', () => {
  expect(read([{ type: 'button', text: 'Open', url: 'https://example.com/o', style: 'primary' }, { name: 'Too', url: ' https://example.com/t ' }])).toEqual({
    actions: [
      { type: 'button', text: 'Open', url: 'https://example.com/o', style: 'primary' },
      { type: 'button', text: 'Too', url: 'https://example.com/t' },
    ],
    isCut: false,
  })
})

test('what calls a program is shown and said to have no effect', () => {
  expect(read([{ id: 'ack', name: 'Ack', integration: { url: 'https://example.com/ack' } }, { type: 'select', name: 'Who', options: [{ text: 'Sam', value: 's' }, null, {}] }])).toEqual({
    actions: [
      { type: 'button', text: 'Ack' },
      { type: 'select', text: 'Who', options: ['Sam'] },
    ],
    isCut: true,
  })
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://example.com', '/relative', 'https://', 7])('%j is no address', (url) => {
  expect(read([{ text: 'Open', url }])).toEqual({ actions: [{ type: 'button', text: 'Open' }], isCut: true })
})

test('what has no label is left out, unless its address can stand for it', () => {
  expect(read([{}, 'x', { text: ' ' }, { url: 'https://example.com/' }])).toEqual({ actions: [{ type: 'button', text: 'https://example.com/', url: 'https://example.com/' }], isCut: true })
})

test('nothing is nothing, and at most 25 are read', () => {
  expect(read(undefined)).toEqual({ actions: [], isCut: false })
  expect(read([null])).toEqual({ actions: [], isCut: false })
  const many = read(Array.from({ length: 30 }, (_, index) => ({ text: `b${index}`, url: 'https://example.com/' })))
  expect([many.actions.length, many.actions.at(-1)?.text, many.isCut]).toEqual([25, 'b24', true])
})

test('a style that is no word and no colour is dropped, a long label is cut', () => {
  const [action] = read([{ text: 'x'.repeat(500), url: 'https://example.com/', style: 'red;position:fixed' }]).actions
  expect(action).toEqual({ type: 'button', text: 'x'.repeat(200), url: 'https://example.com/' })
})
