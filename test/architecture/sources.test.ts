/** What every source file keeps to: a first sentence, a limit of lines, nothing left to do, and tests that all run. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow, repositoryFiles, root, sourceFiles } from './tree.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')

test('every source file opens with one sentence that says what it is', () => {
  const sentence = /^\/\*\* .{10,}[.):?] \*\/\r?\n/
  expect(sourceFiles().filter((path) => !sentence.test(read(path)))).toEqual([])
})

test('so does every stylesheet', () => {
  const stylesheets = filesBelow('src').filter((path) => path.endsWith('.css'))
  expect(stylesheets.filter((path) => !/^\/\*/.test(read(path)))).toEqual([])
})

test('no file of src is longer than 300 lines', () => {
  const lengths = filesBelow('src')
    .filter((path) => /\.(tsx?|css|html)$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
  expect(lengths.filter(({ lines }) => lines > 300)).toEqual([])
})

test('nothing is put off in a comment', () => {
  const words = new RegExp(`\\b(${['TO', 'FIX', 'XX'].map((start, index) => start + ['DO', 'ME', 'X'][index]).join('|')})\\b`)
  const code = repositoryFiles().filter((path) => /^(src|test|scripts|bin|bench)\/.*\.(tsx?|mjs|js|css)$/.test(path))
  expect(code.filter((path) => words.test(read(path)))).toEqual([])
})

test('every test runs: none is skipped, none runs alone', () => {
  const modifier = /\b(?:describe|test|it)(?:\.\w+)*\.(?:only|skip|todo|fails)\b|\b(?:xit|xdescribe|fit|fdescribe)\(/
  const tests = repositoryFiles().filter((path) => /\.test\.tsx?$/.test(path) && !path.startsWith('test/architecture/'))
  expect(tests.filter((path) => modifier.test(read(path)))).toEqual([])
})

test('names say what is inside', () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|managers?|services?)(\/|\.|$)|[A-Z]/
  const paths = sourceFiles()
  expect(paths.filter((path) => vague.test(path))).toEqual([])
  // Deeper folders are a sign that something should be a part of its own.
  expect(paths.filter((path) => path.split('/').length > 6)).toEqual([])
})
