import { expect, test } from 'vitest'
import { buildEdit, type Format } from './format-edits.ts'

/** `[` and `]` stand for the selection, `|` for a caret. */
function apply(format: Format, marked: string): string {
  const start = marked.search(/[[|]/)
  const text = marked.replace(/[[\]|]/g, '')
  const end = marked.includes('|') ? start : marked.indexOf(']') - 1
  const edit = buildEdit(format, { text, start, end })
  const result = text.slice(0, edit.from) + edit.insert + text.slice(edit.to)
  if (edit.start === edit.end) return `${result.slice(0, edit.start)}|${result.slice(edit.start)}`
  return `${result.slice(0, edit.start)}«${result.slice(edit.start, edit.end)}»${result.slice(edit.end)}`
}

test.each<[Format, string, string]>([
  ['bold', 'a [word] b', 'a **«word»** b'],
  ['bold', 'a [word ]b', 'a **«word»** b'],
  ['bold', 'a |b', 'a **|**b'],
  ['italic', '[word]', '_«word»_'],
  ['strike', '[word]', '~~«word»~~'],
  ['code', '[word]', '`«word»`'],
])('%s: %s', (format, before, after) => {
  expect(apply(format, before)).toBe(after)
})

test('the same button takes the marks away, inside or outside of the selection', () => {
  expect(apply('bold', 'a **[word]** b')).toBe('a «word» b')
  expect(apply('bold', 'a [**word**] b')).toBe('a «word» b')
})

test('lists and quotes work on whole lines and undo themselves', () => {
  expect(apply('list', 'one\ntw[o\nthr]ee')).toBe('one\n«- two\n- three»')
  expect(apply('list', '[- two\n- three]')).toBe('«two\nthree»')
  expect(apply('numbers', '[a\nb]')).toBe('«1. a\n2. b»')
  expect(apply('quote', 'on|e')).toBe('> on|e')
  expect(apply('quote', '> on|e')).toBe('on|e')
  expect(apply('list', '|')).toBe('- |')
})

test('a code block stands on lines of its own', () => {
  expect(apply('codeblock', 'see [x = 1] there')).toBe('see \n```\n«x = 1»\n```\n there')
  expect(apply('codeblock', '|')).toBe('```\n|\n```')
})

test('a table begins in its first cell, and is made of cells between tabs', () => {
  expect(apply('table', 'see |')).toBe('see \n| | |  |\n| --- | --- |\n|  |  |')
  const text = 'Name\tAge\nAda\t36 | 7\nBob'
  const edit = buildEdit('table', { text, start: 0, end: text.length })
  expect(edit).toEqual({ from: 0, to: text.length, insert: '| Name | Age |\n| --- | --- |\n| Ada | 36 \\| 7 |\n| Bob |  |', start: 2, end: 6 })
})

test('a link selects what is still missing', () => {
  const edit = buildEdit('link', { text: 'the docs', start: 4, end: 8 })
  expect(edit).toEqual({ from: 4, to: 8, insert: '[docs](https://)', start: 11, end: 19 })
  expect(buildEdit('link', { text: 'https://x.example', start: 0, end: 17 })).toEqual({ from: 0, to: 17, insert: '[](https://x.example)', start: 1, end: 1 })
})
