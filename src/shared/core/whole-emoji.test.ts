import { expect, test } from 'vitest'
import { wholeEmoji } from './whole-emoji.ts'

// Left and right as in Unicode's emoji-test.txt: unqualified or minimally qualified, and fully-qualified.
test.each([
  ['\u2764', '\u2764\uFE0F'],
  ['\u2764\uFE0F', '\u2764\uFE0F'],
  ['\u2764\u200D\u{1F525}', '\u2764\uFE0F\u200D\u{1F525}'],
  ['\u{1F3F3}\u200D\u{1F308}', '\u{1F3F3}\uFE0F\u200D\u{1F308}'],
  ['\u{1F3C3}\u200D\u2642', '\u{1F3C3}\u200D\u2642\uFE0F'],
  ['\u26F9\u{1F3FD}\u200D\u2642\uFE0F', '\u26F9\u{1F3FD}\u200D\u2642\uFE0F'],
  ['1\u20E3', '1\uFE0F\u20E3'],
  ['\u{1F44D}\u{1F3FD}', '\u{1F44D}\u{1F3FD}'],
  ['\u{1F1E9}\u{1F1EA}', '\u{1F1E9}\u{1F1EA}'],
  ['\u{1F680}', '\u{1F680}'],
])('%j is %j', (written, whole) => expect(wholeEmoji(written)).toBe(whole))
