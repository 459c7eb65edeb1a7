import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readNotices } from './read-notices.ts'

const file = readFileSync(new URL('../../../../../THIRD-PARTY.md', import.meta.url), 'utf8')
const { packages, notices } = readNotices(file)

test('every package is there, and every one that a notice names', () => {
  expect(packages.length).toBe(file.match(/^\| /gm)!.length - 2)
  expect(packages.flat().filter((cell) => cell.includes('|') || cell.trim() === '')).toEqual([])
  const known = new Set(packages.map(([name, version]) => `${name} ${version}`))
  expect(notices.length).toBe(file.match(/^````text$/gm)!.length)
  expect(notices.flatMap(({ of }) => of.split(', ')).filter((name) => !known.has(name))).toEqual([])
})

test('no mark of Markdown is left, and every word is', () => {
  expect(notices.filter(({ text }) => /^#|\*\*|\]\(|`/m.test(text)).map(({ of }) => of)).toEqual([])
  const words = (text: string): string => text.replace(/\(#[^)]*\)/g, '').replace(/[^\p{L}\p{N}]+/gu, '')
  const originals = [...file.matchAll(/^````text\n([^]*?)\n````$/gm)].map(([, text = '']) => words(text))
  expect(notices.filter(({ text }, index) => words(text) !== originals[index]).map(({ of }) => of)).toEqual([])
})
