/** Bodies of Teams and Google Chat, whatever is in them: never an exception, no link that must not be opened, and no time lost. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCards } from './decode-cards.ts'
import type { RawPost } from './dialect.ts'
import { getDialect } from './index.ts'

const post = (body: unknown, query = ''): RawPost => ({ method: 'POST', headers: {}, query: new URLSearchParams(query), rawText: JSON.stringify(body) })

const words = ['type', 'text', 'title', 'items', 'body', 'columns', 'facts', 'actions', 'url', 'widgets', 'sections', 'header', 'card', 'value', 'name', 'onClick', 'openLink', 'elements', 'fields', 'accessory', 'image_url', 'fallback', 'rows', 'cells', 'style', 'potentialAction', 'targets', 'uri']
const types = ['TextBlock', 'Container', 'ColumnSet', 'Image', 'FactSet', 'Table', 'ActionSet', 'Action.OpenUrl', 'Action.ShowCard', 'RichTextBlock', 'section', 'header', 'context', 'actions', 'image', 'rich_text', 'rich_text_list', 'button', 'mrkdwn', 'plain_text', 'table', 'video', 'input']
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, fc.constantFrom<unknown>(...types, 'javascript:alert(1)', 'https://e.example/a', '<b>x</i>', '*a* `b', null, 7, true), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.constantFrom(...words), tie('value'), { maxKeys: 6 })),
}))

const bodies = fc.oneof(
  value.map((body) => ({ type: 'AdaptiveCard', body })),
  value.map((sections) => ({ '@type': 'MessageCard', sections, potentialAction: sections })),
  value.map((content) => ({ attachments: [{ contentType: 'x', content }] })),
  value.map((sections) => ({ cardsV2: [{ card: { sections, header: sections } }] })),
  value.map((sections) => ({ cards: [{ sections }] })),
)

test('whatever stands in a card, it is read or refused', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const decoded = decodeCards(post(body), true)
      if (decoded?.ok) expect(decoded.post.text !== '' || decoded.post.attachments.length > 0).toBe(true)
      if (decoded?.ok) expect(JSON.stringify(decoded.post.attachments.flatMap(({ actions = [], image_url, thumb_url }) => [image_url, thumb_url, ...actions.map(({ url }) => url)]))).not.toContain('javascript:')
    }),
    { numRuns: 2000 },
  )
})

test('whatever stands in blocks, it is read or refused', () => {
  fc.assert(
    fc.property(value, (blocks) => {
      const decoded = getDialect('slack').decode(post({ blocks: [blocks], attachments: [{ blocks }] }))
      if (decoded.ok) expect(decoded.post.text !== '' || decoded.post.attachments.length > 0).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

const line = { type: 'TextBlock', text: 'A *line* with <b>tags</b> & [a link](https://e.example) '.repeat(10), wrap: true }
const large: readonly (readonly [string, unknown])[] = [
  ['an adaptive card', { type: 'AdaptiveCard', body: Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? line : { type: 'FactSet', facts: Array.from({ length: 5 }, () => ({ title: 'a', value: 'b' })) })) }],
  ['a card of Google Chat', { cardsV2: [{ card: { sections: Array.from({ length: 10 }, () => ({ header: 'h', widgets: Array.from({ length: 10 }, () => ({ decoratedText: { topLabel: 'l', text: '<b>some</b> words & <a href="https://e.example">more</a>' } })) })) } }] }],
]

test.each(large)('%s of many parts is read within 10 ms', (_name, body) => {
  const request = post(body)
  for (let run = 0; run < 50; run += 1) decodeCards(request, true)
  const times = Array.from({ length: 101 }, () => {
    const start = performance.now()
    decodeCards(request, true)
    return performance.now() - start
  })
  expect(times.sort((a, b) => a - b)[50]).toBeLessThan(10)
})
