import { expect, test } from 'vitest'
import { continueLine } from './continue-line.ts'

/** `|` stands for the caret; null where the key does what it always does. */
function press(marked: string): string | null {
  const start = marked.indexOf('|')
  const text = marked.replace('|', '')
  const edit = continueLine({ text, start, end: start })
  if (edit === null) return null
  const result = text.slice(0, edit.from) + edit.insert + text.slice(edit.to)
  return `${result.slice(0, edit.start)}|${result.slice(edit.start)}`
}

test.each([
  ['- one|', '- one\n- |'],
  ['* on|e', '* on\n* |e'],
  ['  + deep|', '  + deep\n  + |'],
  ['- [x] done|', '- [x] done\n- [ ] |'],
  ['9. nine|', '9. nine\n10. |'],
  ['a\n1) x|\nb', 'a\n1) x\n2) |\nb'],
  ['> said|', '> said\n> |'],
  ['- one\n- |', '- one\n|'],
  ['> |', '|'],
])('%j', (before, after) => {
  expect(press(before)).toBe(after)
})

test.each(['plain|', '-no space|', '|- one', '1.|', '- |one', ''])('%j is a plain new line', (marked) => {
  expect(press(marked === '' ? '|' : marked)).toBeNull()
})
