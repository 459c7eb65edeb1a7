/** Every command in the pages of docs/senders is run as it stands there, with a real address. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const folder = new URL('../../docs/senders/', import.meta.url)
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'))
const commands = pages.flatMap((page) => [...readFileSync(new URL(page, folder), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, code = '']) => [page, code] as const))

/** How the path of a shape begins in the pages. */
const shown: readonly (readonly [string, DialectId])[] = [['/services/…', 'slack'], ['/in/…', 'any']]

let t: TestApp
beforeAll(async () => void (t = await startApp()))
afterAll(() => t.stop())

test('every page is in the list, and the pages of chats have a command', () => {
  const list = readFileSync(new URL('README.md', folder), 'utf8')
  expect(pages.filter((page) => page !== 'README.md' && !list.includes(`(${page})`))).toEqual([])
  expect(commands.map(([page]) => page)).toEqual(expect.arrayContaining(['google-chat.md', 'slack.md', 'teams.md']))
})

test.each(commands.filter(([, code]) => shown.some(([path]) => code.includes(`127.0.0.1:4665${path}`))))('%s: %s', { timeout: 30_000 }, async (_page, code) => {
  let command = code
  for (const [path, dialect] of shown) if (code.includes(path)) command = command.replaceAll(`http://127.0.0.1:4665${path}`, (await t.makeHook({ dialect })).url)
  const child = spawn('sh', ['-euc', command], { stdio: 'ignore' })
  expect(await once(child, 'close')).toEqual([0, null])
  const [verdict] = await t.client.verdicts.list({ limit: 1 })
  expect(verdict).toMatchObject({ reason: 'posted', ignored: [] })
})
