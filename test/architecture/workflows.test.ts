/** The workflows: readable, pinned to versions of actions, calling scripts that exist, and with the real Electron on three systems. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './tree.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly if?: string
}
interface Workflow {
  readonly name: string
  readonly permissions: Record<string, string>
  readonly jobs: Record<string, { 'runs-on': string; 'timeout-minutes': number; env?: Record<string, string>; strategy?: { matrix: { os: string[] } }; steps: Step[] }>
}

// electron-builder reads its own configuration with it.
const { load } = createRequire(createRequire(import.meta.url).resolve('electron-builder'))('js-yaml') as { load(text: string): unknown }
const folder = join(root, '.github/workflows')
const workflows = Object.fromEntries(readdirSync(folder).map((name) => [name, load(readFileSync(join(folder, name), 'utf8')) as Workflow]))
const stepsOf = (workflow: Workflow): Step[] => Object.values(workflow.jobs).flatMap(({ steps }) => steps)
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }

describe.each(Object.entries(workflows))('%s', (_, workflow) => {
  test('may only read, and ends in time', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(30)
  })

  test('uses the makers’ own actions, each with its version', () => {
    const used = stepsOf(workflow).flatMap(({ uses }) => uses ?? [])
    expect(used.filter((name) => !/^actions\/[a-z-]+@v\d+$/.test(name))).toEqual([])
    expect(used.map((name) => name.split('@')[0])).toEqual(['actions/checkout', 'actions/setup-node'])
  })

  test('runs scripts that there are', () => {
    const asked = stepsOf(workflow).flatMap(({ run }) => [...(run ?? '').matchAll(/npm (?:run )?(?!install)(\w+)/g)].map(([, name]) => name!))
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter((name) => !(name in scripts))).toEqual([])
  })
})

test('everything is tested on Linux as it is here', () => {
  const { test: job } = workflows['test.yml']!.jobs
  expect(job!['runs-on']).toBe('ubuntu-latest')
  expect(job!.steps.flatMap(({ run }) => run ?? [])).toEqual(['npm install', 'npm test'])
})

test('the desktop is tested in Electron on the three systems, on Linux with a screen', () => {
  const { electron: job } = workflows['desktop.yml']!.jobs
  expect(job!.strategy?.matrix.os).toEqual(['ubuntu-latest', 'windows-latest', 'macos-latest'])
  expect(job!.env).toEqual({ HOOKLINE_E2E: 'electron' })
  const tests = job!.steps.filter(({ run }) => run?.endsWith('npm test -- desktop'))
  expect(tests.map(({ if: when, run }) => [when, run?.split(' ')[0]])).toEqual([["runner.os == 'Linux'", 'xvfb-run'], ["runner.os != 'Linux'", 'npm']])
  expect(job!.steps.flatMap(({ run }) => run ?? [])).toContain('npx install-electron')
})
