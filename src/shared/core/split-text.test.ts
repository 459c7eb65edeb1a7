/** Long texts are split where a reader would, and nothing but our own lines is added. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitIntoParts, splitText } from './split-text.ts'

const lengthOf = (text: string): number => [...text].length

const markdownish = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('\n', '\n\n', ' ', '```', '```js\n', '\n~~~~\n', '\n```\n', '| a | b |\n|---|:-:|\n', '| 1 | 2 |\n', '👨‍👩‍👧', '🇩🇪🇫🇷', 'e\u0301', '\r\n', 'x'.repeat(70), '- item\n'),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''))

describe('for any text and limit', () => {
  test('the bodies are the text, and every part fits and holds something', () => {
    fc.assert(
      fc.property(markdownish, fc.integer({ min: 1, max: 120 }), (text, limit) => {
        const parts = splitIntoParts(text, limit)
        expect(parts.map((part) => part.body).join('')).toBe(text)
        expect(splitText(text, limit).every((part) => lengthOf(part) <= limit)).toBe(true)
        if (text !== '') expect(parts.every((part) => part.body !== '')).toBe(true)
        for (const part of parts) {
          expect(part.addedBefore).toMatch(/^$|\n$/)
          expect(part.addedAfter).toMatch(/^\n?(?:`{3,}|~{3,})?$/)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('no cut is inside a grapheme that fits', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
    fc.assert(
      fc.property(markdownish, fc.integer({ min: 40, max: 120 }), (text, limit) => {
        const starts = new Set(Array.from(segmenter.segment(text), (part) => part.index))
        let index = 0
        for (const part of splitIntoParts(text, limit).slice(0, -1)) {
          index += part.body.length
          expect(starts.has(index)).toBe(true)
        }
      }),
    )
  })
})

test('a text that fits is left alone', () => {
  expect(splitText('', 10)).toEqual([''])
  expect(splitText('0123456789', 10)).toEqual(['0123456789'])
  expect(splitText('👍'.repeat(10), 10)).toEqual(['👍'.repeat(10)])
})

test('a blank line is better than a newline, a newline than a space, a space than nothing', () => {
  expect(splitText(`${'a'.repeat(14)}\n\nb\nc d e f`, 20)[0]).toBe(`${'a'.repeat(14)}\n\n`)
  expect(splitText(`${'a'.repeat(15)}\nb c d e f g`, 20)[0]).toBe(`${'a'.repeat(15)}\n`)
  expect(splitText(`${'a'.repeat(15)} bcd efghij`, 20)[0]).toBe(`${'a'.repeat(15)} bcd `)
  expect(splitText(`${'a'.repeat(10)} ${'b'.repeat(20)}`, 20)[0]).toBe(`${'a'.repeat(10)} ${'b'.repeat(9)}`)
})

test('a code fence is closed and opened again', () => {
  const code = `\`\`\`js\n${'let a = 1\n'.repeat(6)}\`\`\`\nend`
  const half = '```js\nlet a = 1\nlet a = 1\nlet a = 1\n```'
  expect(splitText(code, 40)).toEqual([half, `${half}\n`, 'end'])
})

test('a table goes on under its header', () => {
  const table = `| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(6)}`
  expect(splitText(table, 50)).toEqual([`| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(3)}`, `| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(3)}`])
})

test('a header apart from its delimiter row is repeated', () => {
  expect(splitText(`${'x'.repeat(28)}\n| a | b |\n|---|---|\n| 1 | 2 |\n`, 40)).toEqual([
    `${'x'.repeat(28)}\n| a | b |\n`,
    '| a | b |\n|---|---|\n| 1 | 2 |\n',
  ])
})

test.each([
  ['one word', 'a'.repeat(3_000_000)],
  ['newlines', '\n'.repeat(2_000_000)],
  ['spaces', ' '.repeat(2_000_000)],
  ['combining marks', `a${'\u0301'.repeat(1_000_000)}`],
  ['flags', '🇩🇪'.repeat(300_000)],
  ['fences', '```\n'.repeat(400_000)],
  ['growing fences', Array.from({ length: 1500 }, (_, n) => '`'.repeat(n + 3)).join('\n')],
  ['dashes', `|${'-|'.repeat(800_000)}`],
  ['delimiter rows', `${`|-${' '.repeat(3900)}x\n`.repeat(300)}`],
])('hostile %s take no more than linear time', (_name, text) => {
  const start = performance.now()
  const parts = splitText(text, 4000)
  expect(performance.now() - start).toBeLessThan(2000)
  expect(parts.length).toBeGreaterThan(1)
})
