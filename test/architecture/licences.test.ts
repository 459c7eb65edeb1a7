/** What is shipped with Hookline may be, is named with its licence in THIRD-PARTY.md, and stands in the list that \`npm run sbom\` prints. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, sourceFiles } from './tree.ts'

interface Shipped {
  readonly name: string
  readonly version: string
  readonly licence: string
}
interface Notices {
  listShipped(): Shipped[]
  isAllowed(licence: string): boolean
  buildNotices(): string
}
const load = async (): Promise<Notices> => (await import(join(root, 'scripts/write-notices.mjs'))) as Notices

test('every licence is on the list', async () => {
  const { listShipped, isAllowed } = await load()
  const shipped = listShipped()
  expect(shipped.length).toBeGreaterThan(100)
  expect(shipped.filter(({ licence }) => !isAllowed(licence))).toEqual([])
  expect(['GPL-3.0', 'AGPL-3.0-only', 'UNLICENSED', 'unknown', '(MIT AND GPL-2.0)', 'SEE LICENSE IN x'].filter(isAllowed)).toEqual([])
})

test('what the window or main imports is among them', async () => {
  const names = new Set((await load()).listShipped().map(({ name }) => name))
  const imported = sourceFiles().flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(/^import (?!type )[^'\n]*'((?:@[a-z0-9-]+\/)?[a-z0-9][\w.-]*)[^']*'|import\('((?:@[a-z0-9-]+\/)?[a-z0-9][\w.-]*)[^']*'\)/gm)].map(([, one, other]) => one ?? other ?? ''))
  const outside = ['electron', 'node', 'vite']
  expect([...new Set(imported)].filter((name) => !name.startsWith('node:') && !names.has(name) && !outside.includes(name)).filter((name) => name !== 'node')).toEqual([])
})

test('THIRD-PARTY.md is as the script writes it: run node scripts/write-notices.mjs', async () => {
  expect(readFileSync(join(root, 'THIRD-PARTY.md'), 'utf8') === (await load()).buildNotices()).toBe(true)
})

test('the packages bring it, and the list of parts is complete', async () => {
  expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).toContain('  - THIRD-PARTY.md\n')
  const sbom = JSON.parse(execFileSync(process.execPath, [join(root, 'scripts/write-sbom.mjs')], { encoding: 'utf8' })) as { bomFormat: string; components: Shipped[] }
  const listed = new Set(sbom.components.map(({ name, version }) => `${name} ${version}`))
  expect(sbom.bomFormat).toBe('CycloneDX')
  expect((await load()).listShipped().filter(({ name, version }) => !listed.has(`${name} ${version}`))).toEqual([])
})
