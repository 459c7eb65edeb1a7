/** Each benchmark has its place in docs/benchmarks.md, which it writes itself. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceFigures } from '../../bench/publish.ts'
import { root } from './tree.ts'

const document = readFileSync(join(root, 'docs/benchmarks.md'), 'utf8')
const [, listed = ''] = /const benches: .+? = \{ ([^}]+) \}/.exec(readFileSync(join(root, 'bench/run.ts'), 'utf8')) ?? []

test.each(listed.split(', '))('%s', (name) => {
  const once = replaceFigures(document, name, '- a figure')
  expect(once).toContain(`<!-- figures of ${name} -->\n\n- a figure\n\n<!-- end of ${name} -->`)
  expect(replaceFigures(once, name, '- a figure')).toBe(once)
  expect(replaceFigures(once, name, '- another')).toBe(once.replace('- a figure', '- another'))
})

test('a benchmark without a place is an error that says what to write', () => {
  expect(() => replaceFigures(document, 'nothing', '')).toThrow('<!-- figures of nothing -->')
})
