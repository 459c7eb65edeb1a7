import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { licences } from './licences.ts'

const root = fileURLToPath(new URL('../../../../../', import.meta.url))
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')

/** Packages that the program's own code imports: what main loads is packed beside it, what the window loads is built into its files. */
function listImported(): string[] {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((path) => !/\.test\.tsx?$/.test(path))
  const specifiers = files.flatMap((path) => [...read(path).matchAll(/^(?:import|export) (?!type )(?:[^'\n]*? from )?'([^'.#][^']*)'|import\('([^'.#][^']*)'\)/gm)].map((found) => (found[1] ?? found[2])!))
  return [...new Set(specifiers.filter((specifier) => !specifier.startsWith('node:')).map((specifier) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')))]
}

test('everything that is shipped is listed with the licence that it names itself', () => {
  const shipped = [...new Set([...listImported(), ...Object.keys((JSON.parse(read('package.json')) as { dependencies: object }).dependencies), 'electron'])].sort()
  expect([...licences].sort(([a], [b]) => (a < b ? -1 : 1))).toEqual(shipped.map((name) => [name, (JSON.parse(read(`node_modules/${name}/package.json`)) as { license: string }).license]))
})
