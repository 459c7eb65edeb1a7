/** The list of guards names what is there: each can still be taken away, and the test that is to notice exists. Whether it notices is tried by `npm run mutate:guards`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guards } from '../../scripts/guards.ts'
import { root } from './tree.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')

test.each(guards)('$name', ({ file, text, replacement, test: path, expects }) => {
  expect(read(file).split(text)).toHaveLength(2)
  expect(replacement).not.toBe(text)
  expect(read(path)).toContain(`'${expects}'`)
})

test('each has a name of its own', () => {
  expect(new Set(guards.map(({ name, file }) => `${file} ${name}`)).size).toBe(guards.length)
  expect(guards.length).toBeGreaterThan(40)
})
