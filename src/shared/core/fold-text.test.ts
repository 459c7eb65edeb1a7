import { expect, test } from 'vitest'
import { foldText } from './fold-text.ts'

test.each([
  ['Priya Raman', 'priya raman'],
  ['Tomás Fernández', 'tomas fernandez'],
  ['Müller', 'muller'],
  ['STRAßE', 'strasse'],
  ['Łódź', 'lodz'],
  ['Søren Æbelø', 'soren aebelo'],
  ['ＦＵＬＬ', 'full'],
  ['İstanbul', 'istanbul'],
  ['愛子', '愛子'],
  ['', ''],
])('%s is compared as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

test('folding a folded text changes nothing', () => {
  for (const text of ['Ångström', 'ﬁn', 'ÇA', '한글']) expect(foldText(foldText(text))).toBe(foldText(text))
})
