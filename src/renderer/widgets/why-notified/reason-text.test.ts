import { expect, test } from 'vitest'
import { reasonText } from './reason-text.ts'

const words = (changes: Partial<Parameters<typeof reasonText>[0]>): string => reasonText({ reason: 'mention', keyword: null, text: '', ...changes })

test('an address of everyone is said as it was written, and only where it stands alone', () => {
  expect(words({ reason: 'audience', text: 'mail@all.example, and @Here please' })).toContain('@here ')
  expect(words({ reason: 'audience', text: 'edited away' })).toContain('@channel ')
})

test('a keyword is shown as I wrote it', () => expect(words({ reason: 'keyword', keyword: 'Deploy' })).toContain('“Deploy”'))

test('each reason has words of its own', () => {
  const all = (['direct', 'mention', 'audience', 'keyword', 'thread', 'all'] as const).map((reason) => words({ reason }))
  expect(new Set(all).size).toBe(all.length)
})
