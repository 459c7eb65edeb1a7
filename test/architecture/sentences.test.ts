/** Every sentence of the documents that Hookline started from is proved by a test or is no behaviour. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { chatalot } from '../fixtures/sentences/chatalot.ts'
import { emakin } from '../fixtures/sentences/emakin.ts'
import { kchat } from '../fixtures/sentences/kchat.ts'
import { kommo } from '../fixtures/sentences/kommo.ts'
import { mattermost } from '../fixtures/sentences/mattermost.ts'
import type { Proof, SeedTable } from '../fixtures/sentences/sentence.ts'
import { root } from './tree.ts'

const tables: readonly SeedTable[] = [kchat, mattermost, emakin, chatalot, kommo]

const sources = new Map<string, string>()
function sourceOf(file: string): string {
  const known = sources.get(file)
  if (known !== undefined) return known
  const path = join(root, file)
  const source = existsSync(path) ? readFileSync(path, 'utf8') : ''
  sources.set(file, source)
  return source
}

/** Titles in the order of the nesting, each behind a bracket and a quote, as `describe(…)`, `test(…)` and `test.each(…)(…)` have them. */
function findMissing({ file, titles, row }: Proof): string | undefined {
  const source = sourceOf(file)
  if (source === '') return `${file} does not exist`
  let from = 0
  for (const title of titles) {
    const written = ["'", '"', '`'].map((quote) => source.indexOf(`(${quote}${title.replaceAll(quote, `\\${quote}`)}${quote},`, from)).filter((index) => index >= 0)
    if (written.length === 0) return `${file} has no test “${titles.join(' › ')}”`
    from = Math.min(...written)
  }
  if (row !== undefined && !["'", '"', '`'].some((quote) => source.includes(`[${quote}${row}${quote},`))) return `${file} has no row “${row}” for “${titles.join(' › ')}”`
  return undefined
}

describe.each(tables)('$seed', ({ seed, sentences }) => {
  test('each proof is a test that exists', () => {
    const proofs = sentences.flatMap((sentence) => (sentence.kind === 'proves' ? sentence.proofs : []))
    expect([...new Set(proofs.flatMap((proof) => findMissing(proof) ?? []))]).toEqual([])
    expect(sentences.filter((sentence) => sentence.kind === 'proves' && sentence.proofs.length === 0)).toEqual([])
  })

  test('each sentence is there once and is short', () => {
    const quotes = sentences.map(({ quote }) => quote)
    expect(quotes.filter((quote, index) => quotes.indexOf(quote) !== index || quote.length > 120)).toEqual([])
  })

  test('counted', () => {
    const count = (kind: string): number => sentences.filter((sentence) => sentence.kind === kind).length
    const otherwise = sentences.filter((sentence) => sentence.kind === 'proves' && sentence.differs !== undefined).length
    console.log(`${seed}: ${sentences.length} sentences, ${count('proves')} proved (${otherwise} of them otherwise), ${count('notBehaviour')} no behaviour`)
    expect(count('proves') + count('notBehaviour')).toBe(sentences.length)
  })
})

test('a proof that does not exist is found', () => {
  expect(findMissing({ file: 'test/flow/nothing.test.ts', titles: [] })).toBe('test/flow/nothing.test.ts does not exist')
  expect(findMissing({ file: 'test/flow/incoming.test.ts', titles: ['answers', 'no such title'] })).toContain('answers › no such title')
  expect(findMissing({ file: 'test/flow/incoming.test.ts', titles: ['refusals', 'Mattermost: 200, text/plain, two bytes'] })).toContain('refusals ›')
  expect(findMissing({ file: 'test/flow/incoming.test.ts', titles: ['bodies', '%s'], row: 'no such row' })).toContain('no row “no such row”')
  expect(findMissing({ file: 'test/flow/incoming.test.ts', titles: ['bodies', '%s'], row: 'chunked' })).toBeUndefined()
  expect(findMissing({ file: 'test/flow/incoming.test.ts', titles: ['answers', 'Mattermost: 200, text/plain, two bytes'] })).toBeUndefined()
})
