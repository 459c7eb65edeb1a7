/** How JSON of which nobody knows the format is shown. */
import { describe, expect, test } from 'vitest'
import { renderFields, renderUnknownJson } from './render-unknown.ts'

const source = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``
const short = (title: string, value: string): object => ({ title, value, short: true })

test('title, text and link first, the rest as fields, and the source behind the card', () => {
  const value = { title: 'Build *7*', message: 'All **green**', url: 'https://ci.example/7?a=b_c', status: 'passed', branch: 'feature/a_b', log: 'https://ci.example/log_7', retries: 0, cached: false, note: null, empty: '' }
  expect(renderUnknownJson(value)).toEqual({
    text: '**[Build \\*7\\*](https://ci.example/7?a=b_c)**\n\nAll **green**',
    attachments: [{ color: 'good', fields: [short('status', 'passed'), short('branch', 'feature/a\\_b'), short('log', 'https://ci.example/log_7'), short('retries', '0'), short('cached', 'false')] }],
    source: source(value),
  })
})

test('what stands one object deeper is found, and fields are named by their path', () => {
  const value = { id: 7, alert: { Title: 'Disk full', description: '91 %', severity: 'critical', host: { name: 'web1', tags: ['a', 'b'], disks: [{ n: 1 }, { n: 2 }] } } }
  expect(renderUnknownJson(value)).toEqual({
    text: '**Disk full**\n\n91 %',
    attachments: [{ color: 'danger', fields: [short('id', '7'), short('alert.severity', 'critical'), short('alert.host.name', 'web1'), short('alert.host.tags', 'a, b'), short('alert.host.disks', '2 entries')] }],
    source: source(value),
  })
})

test('Terraform’s notification is the only one of a list', () => {
  const value = { payload_version: 1, run_url: 'https://tf.example/runs/1', notifications: [{ message: 'Run Errored', trigger: 'run:errored', run_status: 'errored' }] }
  expect(renderUnknownJson(value)).toMatchObject({ text: 'Run Errored', attachments: [{ fields: [short('payload_version', '1'), short('run_url', 'https://tf.example/runs/1'), short('notifications.trigger', 'run:errored'), short('notifications.run_status', 'errored')] }] })
})

test('without words there are fields, with words for notifications', () => {
  const value = { event: 'deploy', level: 'warn', text: { a: 1 } }
  expect(renderUnknownJson(value)).toEqual({ text: '', attachments: [{ fallback: 'event: deploy, level: warn, text.a: 1', color: 'warning', fields: [short('event', 'deploy'), short('level', 'warn'), short('text.a', '1')] }], source: source(value) })
})

test('a link without a title stands alone; one that leads elsewhere than the web is a field', () => {
  expect(renderUnknownJson({ link: 'https://e.example/a b' })?.text).toBe('<https://e.example/a%20b>')
  expect(renderUnknownJson({ title: 'T', url: 'javascript:alert(1)' })).toMatchObject({ text: '**T**', attachments: [{ fields: [short('url', 'javascript:alert(1)')] }] })
})

test('long values are cut, many are counted, and a very long source too', () => {
  const { attachments, source: shown } = renderUnknownJson(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, 'word '.repeat(index === 0 ? 10_000 : 1)])))!
  const fields = attachments[0]!.fields!
  expect(fields).toHaveLength(21)
  expect(fields[0]).toEqual({ title: 'k0', value: expect.stringMatching(/^(?:word ){59}word …$/), short: false })
  expect(fields[20]).toEqual({ title: '…', value: 'and 10 more', short: true })
  expect(shown).toMatch(/… \(\d+ characters\)\n```$/)
  expect(shown.length).toBeLessThan(20_100)
})

describe('lists', () => {
  test('of values', () => expect(renderUnknownJson([1, 'a*', null, ''])).toEqual({ text: '- 1\n- a\\*', attachments: [], source: source([1, 'a*', null, '']) }))

  test('of objects: a card each, ten at most', () => {
    const item = { title: 'A *b*', url: 'https://e.example/1', text: 'said', state: 'failed', n: 1 }
    const card = { color: 'danger', title: 'A *b*', title_link: 'https://e.example/1', text: 'said', fields: [short('state', 'failed'), short('n', '1')] }
    expect(renderUnknownJson([item, { n: 2 }])).toEqual({ text: '', attachments: [card, { fallback: 'n: 2', fields: [short('n', '2')] }], source: source([item, { n: 2 }]) })
    const many = renderUnknownJson(Array.from({ length: 12 }, () => item))
    expect([many?.attachments.length, many?.text]).toEqual([10, '… and 2 more entries'])
  })
})

test.each([[{}], [[]], [null], [{ a: null, b: '' }], [[null, [null]]], ['']])('%j says nothing', (value) => expect(renderUnknownJson(value)).toBeUndefined())

test.each([
  ['hello', { text: 'hello', attachments: [], source: '' }],
  [{ a: {} }, { text: source({ a: {} }), attachments: [], source: '' }],
  [[[1]], { text: source([[1]]), attachments: [], source: '' }],
])('%j', (value, shown) => expect(renderUnknownJson(value)).toEqual(shown))

test('what is nested very deep is not walked', () => {
  let deep: unknown = 'x'
  for (let depth = 0; depth < 60; depth += 1) deep = { a: deep }
  expect(renderUnknownJson({ title: 'T', deep })).toEqual({ text: '**T**', attachments: [], source: '*The JSON is nested too deep to show.*' })
})

test('forms are lists', () => {
  expect(renderFields([['subject', 'S'], ['text', 'T'], ['host', 'web_1']])).toBe('**S**\n\nT\n\n- **host**: web\\_1')
})
