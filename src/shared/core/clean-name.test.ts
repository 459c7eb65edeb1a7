import { expect, test } from 'vitest'
import { cleanPersonName } from './clean-name.ts'

test.each([
  ['Lena Fischer', 'Lena Fischer'],
  ['  Lena\n\n Fischer ', 'Lena Fischer'],
  ['\u202Egpj.exe', 'gpj.exe'],
  ['', ''],
  ['\u200B\u2800\u3164', ''],
  ['\u200C\u200D', ''],
  // Spelt with a joiner: neither changes.
  ['نیک\u200Cپور', 'نیک\u200Cپور'],
  ['ශ්\u200Dරී', 'ශ්\u200Dරී'],
  ['Ada 👩🏽\u200D💻', 'Ada 👩🏽\u200D💻'],
  ['x'.repeat(100), 'x'.repeat(64)],
])('%j is called %j', (raw, name) => expect(cleanPersonName(raw)).toBe(name))
