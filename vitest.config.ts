/** The kinds of test, each a project with a time budget of its own, wide enough for a busy machine: unit beside sources, flow over real HTTP, fuzz with random values, desktop through the double, browser in Chromium. */
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/helpers/longest-first.ts'

/** For every thread and process that a test starts: what Node compiled, and made of TypeScript, once. A thread takes half as long then, a program two thirds. */
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/hookline-compile')

const flow = ['test/flow/**/*.test.ts', 'test/rpc/**/*.test.ts', 'test/hooks/**/*.test.ts', 'test/migrations/**/*.test.ts']

/** These kinds start the built program. */
const globalSetup = 'test/helpers/build-first.ts'

/** Files of one worker share what they import, which costs a third of flow's time else: what a test needs fresh it makes itself. */
const isolate = false

/** A window waits more than it works, and so does a process of a team, so three keep two cores busy. */
const windows = 3

/** In Electron itself what is about the double, or about no window, has nothing to say. */
const notInElectron = process.env['HOOKLINE_E2E'] === 'electron' ? ['test/desktop/double*.test.ts', 'test/desktop/pack.test.ts', 'test/desktop/*-addresses.test.ts'] : []

/** Kinds with different numbers of workers run one after the other, or vitest refuses to run them in one go. */
const turn = (groupOrder: number) => ({ sequence: { groupOrder } })

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: 'unit', ...turn(0), include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/architecture/**/*.test.ts', 'test/sync/**/*.test.ts'], isolate, setupFiles: 'test/helpers/leave-as-found.ts', testTimeout: 60_000, expect: { poll: { timeout: 5000 } }, maxWorkers: 2 } },
      { test: { name: 'flow', ...turn(1), include: flow, isolate, globalSetup, testTimeout: 30_000, hookTimeout: 60_000, expect: { poll: { timeout: 5000 } }, maxWorkers: 3 } },
      { test: { name: 'fuzz', ...turn(2), include: ['test/fuzz/**/*.test.ts', 'test/fuzz/**/*.test.tsx'], testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2 } },
      { test: { name: 'team', ...turn(3), include: ['test/team/**/*.test.ts'], globalSetup, testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } }, maxWorkers: windows } },
      { test: { name: 'desktop', ...turn(4), include: ['test/desktop/**/*.test.ts'], exclude: notInElectron, globalSetup, setupFiles: 'test/helpers/show-failed-pages.ts', testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 10_000 } }, maxWorkers: windows } },
      { test: { name: 'browser', ...turn(5), include: ['test/e2e/**/*.test.ts'], isolate, globalSetup, setupFiles: 'test/helpers/show-failed-pages.ts', testTimeout: 120_000, hookTimeout: 180_000, expect: { poll: { timeout: 20_000 } }, maxWorkers: windows + 1 } },
    ],
  },
})
