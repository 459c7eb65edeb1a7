/** Every command that a document shows is run as it stands there, and does what is said beside it. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRun, sayHere } from '../helpers/hookline.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dataFolder = makeDataFolder()
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

/** What stands between the command and its explanation, which is set off by spaces. */
const shown = readFileSync(join(root, 'README.md'), 'utf8')
  .split('\n')
  .flatMap((line) => /^npm run hookline -- (.*?)(?: {2,}.*)?$/.exec(line)?.[1] ?? [])

const run = createRun(dataFolder)

async function hookline(command: string): Promise<{ code: number | null; json: unknown }> {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
  return run(...words)
}

/** `ID` in a command is the hook's or the address's. */
const ids: Record<string, string> = {}
beforeAll(async () => {
  await hookline('init --workspace Tidewater --display-name Lena')
  const { json } = await hookline('hooks create --channel off-topic --name other --dialect any')
  ids['--hook'] = (json as { id: string }).id
  const { json: addresses } = await hookline(`addresses list --hook ${ids['--hook']}`)
  ids['--address'] = (addresses as { id: string }[])[0]?.id ?? ''
})

test('the README shows commands', () => expect(shown.length).toBeGreaterThan(7))

/** These need a program that runs, or another computer, and are tested with all their options in cli.test.ts and cli-team.test.ts. */
const running = new Set(['serve', 'open', 'invites', 'join', 'find-host'])

test.each(shown.filter((command) => !running.has(command.split(' ')[0] ?? '')))('hookline %s', async (command) => {
  const { code, json } = await hookline(command.replace(/(--\w+) ID/, (_, option: string) => `${option} ${ids[option]}`))
  expect({ code, hasAnswer: json !== null }).toEqual({ code: 0, hasAnswer: true })
})

test('each of them has --help, --json and --data', async () => {
  for (const command of shown) {
    const words = command.split(' ').filter((word) => /^[a-z][a-z-]*$/.test(word)).slice(0, 2)
    const { code, stdout } = await sayHere(...words, '--help')
    expect({ command, code, json: stdout.includes('--json'), data: stdout.includes('--data <dir>') }).toEqual({ command, code: 0, json: true, data: true })
  }
})

test('scripts that documents name exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const pages = ['README.md', 'CONTRIBUTING.md', 'docs/try-it.md', 'docs/recipes.md', 'docs/benchmarks.md', 'docs/decisions/0010-search.md'].map((path) => readFileSync(join(root, path), 'utf8'))
  const named = pages.flatMap((page) => [...page.matchAll(/\bnpm (?:run ([a-z:]+)|(start|test))\b/g)].map(([, script, short]) => script ?? short ?? ''))
  expect(new Set(named).size).toBeGreaterThan(4)
  expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([])
})
