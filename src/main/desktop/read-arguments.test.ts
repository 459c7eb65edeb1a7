import { expect, test } from 'vitest'
import { readArguments } from './read-arguments.ts'

const none = { cli: null, rawProfile: null, hidden: false, rawLink: null }

test.each([
  [[], none],
  [['.'], none],
  [['--hidden'], { ...none, hidden: true }],
  [['--profile', 'work'], { ...none, rawProfile: 'work' }],
  [['.', '--profile=work', '--hidden'], { ...none, rawProfile: 'work', hidden: true }],
  [['--profile'], { ...none, rawProfile: '' }],
  [['--cli', 'post', '--channel', 'a', 'hookline://x'], { ...none, cli: ['post', '--channel', 'a', 'hookline://x'] }],
  [['--cli'], { ...none, cli: [] }],
  [['hookline://channel/a'], { ...none, rawLink: 'hookline://channel/a' }],
  [['--profile', 'work', 'HOOKLINE://channel/a'], { ...none, rawProfile: 'work', rawLink: 'HOOKLINE://channel/a' }],
])('%j', (words, meaning) => {
  expect(readArguments(words)).toEqual(meaning)
})

test('nothing after a link is an option: a page that opens one cannot add any', () => {
  expect(readArguments(['hookline://channel/a', '--cli', 'serve', '--profile', 'evil', '--hidden'])).toEqual({ ...none, rawLink: 'hookline://channel/a' })
})
