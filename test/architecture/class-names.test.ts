/** A class means one thing: two folders that both define it change each other's looks, wherever both are loaded. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow, root } from './tree.ts'

/** Classes to which a stylesheet gives their look: selectors of one class and nothing else. */
function definedIn(path: string): string[] {
  const rules = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  return [...rules.matchAll(/(?:^|[{}])\s*([^{}]+)\{/g)].flatMap(([, selectors = '']) => selectors.split(',').map((one) => one.trim()).filter((one) => /^\.[a-z][\w-]*$/.test(one)))
}

test('each class gets its look in one folder', () => {
  const folders = new Map<string, Set<string>>()
  for (const path of filesBelow('src/renderer').filter((name) => name.endsWith('.css'))) {
    for (const name of definedIn(path)) folders.set(name, (folders.get(name) ?? new Set()).add(dirname(path)))
  }
  expect(folders.size).toBeGreaterThan(500)
  expect([...folders].filter(([, where]) => where.size > 1)).toEqual([])
})
