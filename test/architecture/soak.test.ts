/** What has a long form is in `npm run soak`, and all kinds of tests can run in one go, which that does. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import config from '../../vitest.config.ts'
import { soakProjects, soakTests } from '../../scripts/soak-tests.ts'
import { filesBelow, root } from './tree.ts'

test('each test that reads SOAK is run by it, and each that it names is there', () => {
  const long = filesBelow('test').filter((path) => path.endsWith('.test.ts') && /process\.env\['SOAK'\]/.test(readFileSync(join(root, path), 'utf8')))
  expect(long.length).toBeGreaterThan(10)
  expect(long.filter((path) => !soakTests.includes(path))).toEqual([])
  expect(soakTests.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('vitest runs projects with different numbers of workers in one go only when each has its turn', () => {
  const projects = (config.test?.projects ?? []).map((project) => (project as { test: { name: string; sequence?: { groupOrder?: number } } }).test)
  expect(soakProjects.filter((name) => !projects.some((project) => project.name === name))).toEqual([])
  expect(new Set(projects.map(({ sequence }) => sequence?.groupOrder)).size).toBe(projects.length)
})
