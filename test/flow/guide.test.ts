/** Every example of docs/hooks.md is run or posted as it stands there, with real addresses; its table of answers is what the dialects answer. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DialectId } from '#shared/contract/hook.ts'
import { settingDefaults, settingKeys, type SettingKey } from '#shared/contract/settings.ts'
import { reasonSchema } from '#shared/contract/verdict.ts'
import { dialects, getDialect } from '#shared/dialects/index.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const page = readFileSync(new URL('../../docs/hooks.md', import.meta.url), 'utf8')

interface Example {
  readonly section: string
  readonly language: string
  /** The word behind the language: where JSON is posted, or `answer`. */
  readonly to: string
  readonly code: string
}

function listExamples(): Example[] {
  let section = ''
  return [...page.matchAll(/^#{2,3} (.+)$|^```(\w+)?(?: (\w+))?\n([\s\S]*?)^```$/gm)].flatMap(([, title, language = '', to = '', code]) => {
    if (title !== undefined) section = title
    return code === undefined ? [] : [{ section, language, to, code }]
  })
}

const examples = listExamples()

let t: TestApp
const urls = new Map<DialectId, string>()
let token = ''
beforeAll(async () => {
  t = await startApp()
  for (const { id } of dialects) urls.set(id, (await t.makeHook({ dialect: id })).url)
  ;({ token } = await t.client.tokens.create({ person: 'lena.fischer', scope: 'hooks', label: 'guide' }))
})
afterAll(() => t.stop())

/** Longer ones first: `/hooks/…` is the beginning of others. */
const shown: readonly (readonly [string, DialectId])[] = [
  ['/hooks/channels/…', 'emakin'],
  ['/api/webhooks/execute/…', 'chatalot'],
  ['/api/webhooks/…', 'discord'],
  ['/hooks/5bFVL7rm…', 'rocketchat'],
  ['/services/…', 'slack'],
  ['/in/…', 'any'],
  ['/hooks/…', 'mattermost'],
]

function withAddresses(code: string): string {
  const whole = shown.reduce((text, [path, id]) => text.replaceAll(`http://127.0.0.1:4665${path}`, urls.get(id) ?? ''), code)
  return whole.replaceAll('http://127.0.0.1:4665', new URL(urls.get('any') ?? '').origin)
}

async function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TOKEN: token, ...env } })
  let printed = ''
  let complained = ''
  child.stdout.on('data', (chunk: Buffer) => void (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => void (complained += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  expect(code, complained).toBe(0)
  return printed
}

const isMissing = (program: string): boolean => spawnSync(program, ['--version']).error !== undefined
const refusals = async (): Promise<string[]> => (await t.client.verdicts.list({ limit: 1000 })).filter(({ status }) => status >= 300).map(({ detail }) => detail)
const countMessages = async (): Promise<number> => (await t.client.messages.list({ channel: 'town-square', limit: 1000 })).messages.length

test('the page has examples of each kind', () => {
  const languages = new Set(examples.map(({ language }) => language))
  expect([...languages].sort()).toEqual(['cron', 'js', 'json', 'powershell', 'python', 'sh', 'yaml'])
  expect(examples.length).toBeGreaterThan(18)
})

/** The hook behind Mattermost's address takes signed requests only, with the secret of the page. */
async function askForSignatures(): Promise<void> {
  const hooks = await t.client.hooks.list()
  const hook = hooks.find(({ dialects: [id] }) => id === 'mattermost')!
  await t.client.hooks.update({ id: hook.id, rules: { signature: { scheme: 'github' } } })
  await t.client.hooks.setSecret({ id: hook.id, secret: 'the-secret' })
}

describe('commands', () => {
  test.each(examples.filter(({ language }) => language === 'sh'))('$section: $code', { timeout: 30_000 }, async ({ code }) => {
    const before = await countMessages()
    await run('sh', ['-euc', withAddresses(code)])
    expect(await refusals()).toEqual([])
    if (!code.includes('/api/channels/')) expect(await countMessages()).toBeGreaterThan(before)
  })

  test.skipIf(isMissing('python3')).each(examples.filter(({ language }) => language === 'python'))('$section in Python', { timeout: 30_000 }, async ({ code, section }) => {
    const signed = section === 'Signatures'
    if (signed) await askForSignatures()
    expect((await run('python3', ['-c', withAddresses(code)])).trim()).toBe('ok')
    const [verdict] = await t.client.verdicts.list({ limit: 1 })
    expect(verdict?.signature).toBe(signed ? 'GitHub, current secret' : null)
    if (signed) await t.client.hooks.update({ id: verdict!.hookId!, rules: { signature: { scheme: 'none' } } })
  })

  test.each(examples.filter(({ language }) => language === 'js'))('$section in Node.js', { timeout: 30_000 }, async ({ code }) => {
    expect((await run(process.execPath, ['--input-type=module', '-e', withAddresses(code)])).trim()).toBe('ok')
  })

  test.each(examples.filter(({ language }) => language === 'powershell'))('$section in PowerShell: the body posts', async ({ code }) => {
    const body = /-Body '([^']+)'/.exec(code)?.[1] ?? ''
    const uri = /-Uri '([^']+)'/.exec(code)?.[1] ?? ''
    expect((await sendJson(withAddresses(uri), JSON.parse(body))).body).toBe('ok')
  })
})

describe('tools', () => {
  test('n8n: the body of its HTTP Request node posts', async () => {
    const [body] = examples.filter(({ section, language }) => section === 'n8n' && language === 'json')
    const filled = (body?.code ?? '').replaceAll(/\{\{ \$json\.(\w+) \}\}/g, 'of $1')
    expect((await sendJson(urls.get('mattermost') ?? '', JSON.parse(filled))).body).toBe('ok')
    expect((await t.client.messages.list({ channel: 'town-square', limit: 1 })).messages[0]).toMatchObject({
      username: 'n8n',
      text: 'New order from **of customer**',
      attachments: [{ color: 'good', fields: [{ title: 'Total', value: 'of total', short: true }] }],
    })
  })

  test.skipIf(isMissing('jq'))('GitHub Actions: its step posts', { timeout: 30_000 }, async () => {
    const [yaml] = examples.filter(({ language }) => language === 'yaml')
    const script = /run: \|\n([\s\S]+)$/.exec(yaml?.code ?? '')?.[1] ?? ''
    await run('bash', ['-eo', 'pipefail', '-c', script], { HOOKLINE_URL: urls.get('slack') ?? '', TITLE: 'CI on "main"', RUN: 'https://github.example.com/run/1' })
    expect((await t.client.messages.list({ channel: 'town-square', limit: 1 })).messages[0]).toMatchObject({ username: 'GitHub Actions', priority: 'important', text: '**CI on "main"** failed: https://github.example.com/run/1' })
  })

  test('cron: each line posts', { timeout: 30_000 }, async () => {
    const lines = (examples.find(({ language }) => language === 'cron')?.code ?? '').trim().split('\n')
    expect(lines.length).toBe(2)
    for (const line of lines) {
      // What cron itself does: five fields of time, and `\%` is a percent sign.
      const command = line.replace(/^(?:\S+ ){5}/, '').replaceAll('\\%', '%').replace('/usr/local/bin/backup', 'false')
      const before = await countMessages()
      await run('sh', ['-c', withAddresses(command)])
      expect(await countMessages()).toBe(before + 1)
    }
  })
})

describe('bodies', () => {
  test.each(examples.filter(({ language, to, section }) => language === 'json' && to !== 'answer' && section !== 'n8n'))('$section: $code', async ({ code, to }) => {
    expect((await sendJson(urls.get(to as DialectId) ?? '', JSON.parse(code))).status).toBe(200)
  })

  test.each(examples.filter(({ to }) => to === 'answer'))('$section answers: $code', ({ code }) => {
    const value: unknown = JSON.parse(code)
    expect(typeof value).toBe('object')
  })
})

test('the table of settings names each setting, once, with what it is at first', () => {
  const rows = page.slice(page.indexOf('\n## Settings'), page.indexOf('\n## Limits')).split('\n').filter((line) => line.startsWith('| `'))
  const told = rows.flatMap((row) => {
    const [keys = '', , first = ''] = row.replace(/ *\|$/, '').split(' | ')
    return [...keys.matchAll(/`([a-z]+\.\w+)`/g)].map(([, key]) => [key, first.replaceAll('`', '')] as const)
  })
  expect(told.map(([key]) => key).toSorted()).toEqual(settingKeys.toSorted())
  const withFirst = told.filter(([, first]) => first !== '')
  expect(withFirst).toEqual(withFirst.map(([key]) => [key, String(settingDefaults[key as SettingKey] ?? 'none')]))
})

test('the contents at the beginning lead to each section', () => {
  const led = [...page.slice(0, page.indexOf('\n## ')).matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor)
  const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'))
  expect(sections.filter((anchor) => !led.includes(anchor))).toEqual([])
})

describe('the table of answers', () => {
  const columns: readonly (readonly DialectId[])[] = [['kchat', 'mattermost'], ['slack'], ['chatalot'], ['emakin'], ['discord'], ['rocketchat'], ['any']]
  const rows = page.slice(page.indexOf('\n## Answers'), page.indexOf('\n## What has no effect')).split('\n').filter((line) => line.startsWith('| `'))
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z_]+)`/g)].map(([, reason]) => reason ?? ''))

  test('names every reason', () => {
    expect([...new Set(named)].sort()).toEqual([...reasonSchema.options].sort())
  })

  test.each(rows)('%s', (row) => {
    const [, reasons = '', ...cells] = row.split('|')
    for (const [, reason = ''] of reasons.matchAll(/`([a-z_]+)`/g)) {
      if (['posted', 'counted', 'queued', 'discarded', 'duplicate', 'edited', 'deleted'].includes(reason)) continue
      columns.forEach((ids, column) => {
        const [, status, word] = /^ (\d{3})(?: `(\w+)`)? $/.exec(cells[column] ?? '') ?? []
        for (const id of status === undefined ? [] : ids) {
          const reply = getDialect(id).refused({ reason: reason as 'internal', detail: 'D' }, { requestId: 'r', query: new URLSearchParams(), accept: '' })
          expect([id, reason, reply.status, word === undefined ? '' : reply.body]).toEqual([id, reason, Number(status), word ?? ''])
        }
      })
    }
  })
})
