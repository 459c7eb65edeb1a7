import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'

const bytes = (...numbers: number[]): ArrayBuffer => Uint8Array.from(numbers).buffer

test.each([
  ['UTF-8', new TextEncoder().encode('Grüße, 世界').buffer, 'Grüße, 世界'],
  ['with its mark', bytes(0xef, 0xbb, 0xbf, 0x61), 'a'],
  ['UTF-16, little end first', bytes(0xff, 0xfe, 0xfc, 0x00), 'ü'],
  ['UTF-16, big end first', bytes(0xfe, 0xff, 0x00, 0xfc), 'ü'],
  // "Müller;12 €" of an old table.
  ['of Windows', bytes(0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x3b, 0x31, 0x32, 0x20, 0x80), 'Müller;12 €'],
  ['lines of any system', bytes(0x61, 0x0d, 0x0a, 0x62, 0x0d, 0x63), 'a\nb\nc'],
  ['no text', bytes(0x50, 0x4b, 0x00, 0xff), null],
  ['nothing', bytes(), ''],
])('%s', (_, file, text) => expect(decodeText(file)).toBe(text))
