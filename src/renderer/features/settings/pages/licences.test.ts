import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { licences } from './licences.ts'

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../../../../${path}`, import.meta.url), 'utf8')) as { license: string; dependencies: Record<string, string> }

test('everything that is shipped is listed with the licence that it names itself', () => {
  const shipped = [...Object.keys(read('package.json').dependencies), 'electron'].sort()
  expect([...licences].sort(([a], [b]) => (a < b ? -1 : 1))).toEqual(shipped.map((name) => [name, read(`node_modules/${name}/package.json`).license]))
})
