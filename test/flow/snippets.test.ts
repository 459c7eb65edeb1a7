/** The snippets and recipes that the window offers, run as pasted, against the real program, in every shape of address. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import { buildRecipe } from '#shared/core/recipes.ts'
import { buildSnippet, joinSnippet, senderFacts, type SnippetTool } from '#shared/core/snippets.ts'
import { dialects } from '#shared/dialects/index.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0

/** How each is run from where people paste it; null where it is not installed. */
const runners: Record<SnippetTool, readonly [command: string, ...args: string[]] | null> = {
  curl: has('curl', '--version') ? ['sh'] : null,
  powershell: has('pwsh', '-Version') ? ['pwsh', '-NoProfile', '-NonInteractive', '-Command', '-'] : null,
  python: has('python3', '--version') ? ['python3', '-'] : null,
  requests: has('python3', '-c', 'import requests') ? ['python3', '-'] : null,
  node: [process.execPath, '--input-type=module'],
}

/** Quotes of every kind, a line break, a backslash, a percent sign, letters outside of ASCII and outside of the first plane. */
const text = `Zoë’s "new" build\nit's 100 % \`done\` \\o/ 🚀`

let t: TestApp
const urls = new Map<DialectId, string>()

beforeAll(async () => {
  t = await startApp()
  const { addresses } = await t.client.hooks.create({ channel: 'town-square', name: 'ci', dialects: dialects.map(({ id }) => id) })
  for (const { dialect, url } of addresses) urls.set(dialect, url)
})
afterAll(() => t.stop())

/** @returns what it printed. */
async function run([command, ...args]: readonly [string, ...string[]], code: string, env: Record<string, string> = {}): Promise<string> {
  // No proxy of this machine comes between.
  const child = spawn(command, args, { env: { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', ...env } })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stdin.end(`${code}\n`)
  await once(child, 'close')
  return out
}

async function newest(): Promise<string | undefined> {
  return (await t.client.messages.list({ channel: 'town-square', limit: 1 })).messages[0]?.text
}
const urlOf = (dialect: DialectId): string => urls.get(dialect) ?? ''

describe.each(dialects.map(({ id }) => id))('to an address of the shape %s', (dialect) => {
  for (const tool of Object.keys(runners) as SnippetTool[]) {
    const runner = runners[tool]
    test.skipIf(runner === null)(`the snippet for ${tool} posts its text and shows the answer`, async () => {
      const own = `${text} ${dialect} ${tool}`
      const out = await run(runner!, joinSnippet(buildSnippet(tool, { dialect, url: urlOf(dialect), text: own })))
      expect(await newest(), out).toBe(own)
      // PowerShell prints the body alone, and only where there is one.
      if (tool !== 'powershell') expect(out).toContain(String(senderFacts[dialect].status))
    })
  }

  test('the line of a crontab posts its text and prints nothing', async () => {
    const own = `${text} ${dialect} cron`
    const line = buildRecipe('cron', { dialect, url: urlOf(dialect), text: own }) ?? ''
    expect(await run(['sh'], line.split(' ').slice(5).join(' ').replaceAll('\\%', '%'))).toBe('')
    expect(await newest()).toBe(own)
  })

  test('the step of GitHub Actions posts what its expressions say', async () => {
    const step = buildRecipe('github', { dialect, url: urlOf(dialect), text: '' }) ?? ''
    const [, body = ''] = /BODY: >-\n {6}(.+)\n/.exec(step) ?? []
    const [, script = ''] = /run: \|\n {4}(.+)$/.exec(step) ?? []
    const said = `CI on fix/"quoted"-$(id)-${dialect}: success`
    // GitHub puts the value in the place of the expression, before any shell sees it.
    const BODY = body.replace(/\$\{\{ toJSON\(.+?\) \}\}/, () => JSON.stringify(said))
    await run(['sh'], script, { BODY, HOOKLINE_URL: urlOf(dialect) })
    expect(await newest()).toBe(said)
  })
})
