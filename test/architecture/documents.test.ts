/** The documents name only what exists, and the page on architecture names every folder. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dialects } from '#shared/dialects/index.ts'
import { settingKeys } from '#shared/contract/settings.ts'
import { filesBelow, root } from './tree.ts'

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesBelow('docs').filter((path) => path.endsWith('.md'))]
const read = (path: string) => readFileSync(join(root, path), 'utf8')
/** Paths that are made when the program is built, started or benchmarked. */
const madeLater = /^(out|dist|node_modules)\//

describe.each(documents)('%s', (document) => {
  test('names only paths that exist', () => {
    const named = [...read(document).matchAll(/`((?:src|test|docs|scripts|bench|resources|bin)\/[^`\s]*)`/g)].map((match) => match[1] ?? '')
    // `<name>` stands for what the reader chooses: the folder before it must be there.
    const missing = named.map((path) => (path.includes('<') ? dirname(`${path.split('<')[0]}x`) : path)).filter((path) => !madeLater.test(path) && !existsSync(join(root, path)))
    expect(missing).toEqual([])
  })

  test('links only to what exists', () => {
    const links = [...read(document).matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '').filter((link) => !/^[a-z]+:/.test(link))
    const targets = links.map((link) => normalize(join(dirname(document), link)))
    // Pictures are taken of a release; while there are none, there is no folder.
    const missing = targets.filter((path) => !existsSync(join(root, path)) && (!path.startsWith('docs/images') || existsSync(join(root, 'docs/images'))))
    expect(missing).toEqual([])
  })
})

test('docs/architecture.md names every folder of src', () => {
  const page = read('docs/architecture.md')
  const folders = new Set(filesBelow('src').filter((path) => !path.includes('__snapshots__')).map(dirname))
  expect([...folders].filter((folder) => !page.includes(`\`${folder}\``) && !page.includes(`\`${folder}/`))).toEqual([])
})

test('docs/hooks.md describes every dialect', () => {
  const page = read('docs/hooks.md')
  expect(dialects.filter(({ id, label }) => !page.includes(label) || !page.includes(`\`${id}\``)).map(({ id }) => id)).toEqual([])
})

test('settings that the documents name exist', () => {
  const named = documents.flatMap((document) => [...read(document).matchAll(/`((?:integrations|hooks|messages|verdicts)\.[a-zA-Z]+)`/g)].map((match) => match[1] ?? ''))
  const procedures = new Set(['hooks.list', 'hooks.show', 'hooks.create', 'hooks.update', 'hooks.delete', 'messages.list', 'messages.show', 'messages.post', 'verdicts.list'])
  expect(named.filter((name) => !settingKeys.includes(name as never) && !procedures.has(name))).toEqual([])
})

test('docs/promises.md has a test for every promise of the README', () => {
  const page = read('docs/promises.md')
  const promised = [...read('README.md').matchAll(/^- \*\*(\w+)\*\*:/gm)].map((match) => match[1] ?? '')
  expect(promised.length).toBeGreaterThan(5)
  expect(promised.filter((name) => !page.includes(`## ${name}\n`))).toEqual([])
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| promise'))
  expect(rows.filter((row) => !/\.test\.tsx?\)/.test(row))).toEqual([])
})
