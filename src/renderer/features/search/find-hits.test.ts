/** What is marked in a found message. */
import { expect, test } from 'vitest'
import { parseSearchQuery } from '#shared/core/search-query.ts'
import { findHits } from './find-hits.ts'

function mark(pieces: string[], query: string): string {
  const hits = findHits(pieces, parseSearchQuery(query, 20_000).terms)
  return pieces.map((text, piece) => hits.filter((hit) => hit.piece === piece).reduceRight((marked, { start, end }) => `${marked.slice(0, start)}[${marked.slice(start, end)}]${marked.slice(end)}`, text)).join('|')
}

test.each([
  ['the Deployment is deployed', 'deploy', 'the [Deployment] is [deployed]'],
  ['the Deployment is deployed', 'deployed', 'the Deployment is [deployed]'],
  ['the other is there', 'the is', '[the] other [is] there'],
  ['Zażółć gęślą jaźń', 'gesla jazn', 'Zażółć [gęślą] [jaźń]'],
  ['roll it back, roll back', '"roll back"', 'roll it back, [roll] [back]'],
  ['version 4.18.2 and 4.19', '4.18', 'version [4].[18].2 and 4.19'],
  ['built, not failed', 'built -failed', '[built], not failed'],
  ['東京と京都', '京都', '東京と[京][都]'],
  ['nothing here', 'from:lena', 'nothing here'],
])('%s: %s', (text, query, marked) => expect(mark([text], query)).toBe(marked))

test('a phrase reaches over the pieces that a message is drawn in', () => expect(mark(['please roll ', 'back', ' now'], '"roll back now"')).toBe('please [roll] |[back]| [now]'))
