import { expect, test } from 'vitest'
import { cutFooter } from './cut-footer.ts'

test('what has room stays', () => {
  expect(cutFooter('x'.repeat(300))).toBe('x'.repeat(300))
  expect(cutFooter('🎣'.repeat(300))).toBe('🎣'.repeat(300))
})

test('300 code points with the sign that something is missing', () => {
  expect(cutFooter('x'.repeat(301))).toBe(`${'x'.repeat(299)}…`)
  expect([...cutFooter('🎣'.repeat(400))]).toHaveLength(300)
})

test.each(['[runbook](https://wiki.example.com/a)', '[a runbook](https://wiki.example.com/a)'])('a link that would be broken goes whole: %s', (link) => {
  expect(cutFooter(`${'x'.repeat(280)} ${link} and more of it`)).toBe(`${'x'.repeat(280)}…`)
})
