import { expect, test } from 'vitest'
import { blankMessage } from '#shared/core/blank-message.ts'
import { caseTitle } from './case-title.ts'

const { attachments, files } = blankMessage

test('the first line with words, without its marks', () => {
  expect(caseTitle({ text: '\n  \n## **Payments** declined at [the shop](https://shop.example.com)\nMaestro only', attachments, files })).toBe('Payments declined at the shop')
})

test('without a text the title of an attachment, else what it says', () => {
  expect(caseTitle({ text: '', attachments: [{ pretext: 'hello' }, { title: 'Declined', text: 'x' }], files })).toBe('Declined')
  expect(caseTitle({ text: '', attachments: [{ text: 'Only words' }], files })).toBe('Only words')
  expect(caseTitle({ text: ' ', attachments: [], files })).toBe('')
})
