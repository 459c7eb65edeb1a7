/** The support report holds what helps and nothing that its reader must not know: every text and secret of a full data folder is looked for in it. */
import { appendFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingKeys } from '#shared/contract/settings.ts'
import { supportReportSchema, type SupportReport } from '#shared/contract/support.ts'
import { cliPath, runNode } from '../helpers/child.ts'
import { makeHistory } from '../helpers/history.ts'
import { send, sendJson } from '../helpers/post.ts'
import { readTables } from '../helpers/projection.ts'
import { makeDataFolder, startApp, type TestApp } from '../helpers/start-app.ts'

const folder = makeDataFolder()
const logPath = join(folder, 'hookline.log')
/** What a careless sender or a stack of errors would carry along. */
const planted = ['hunter2-hunter2', 'Bq7Zk1Xw9Rt5Vn3Lp8Jd6Hs4', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'the merger is signed on friday', 'lena.fischer@tidewater.example', '3f2c9b1e-8d47-4a6b-9c0d-1e2f3a4b5c6d', '/srv/people/lena']
/** Everything of the data folder that must not be in a report. */
let secrets: string[] = []
let report: SupportReport
let text = ''

beforeAll(async () => {
  const t = await startApp({ dataFolder: folder })
  const { minted } = await makeHistory(t)
  const url = minted[1]?.url ?? ''
  for (const words of planted) {
    await sendJson(url, { text: words, [words]: 1, channel: words }, { 'User-Agent': `${words}/1.0`, 'X-Request-Id': words })
    await send(url, { body: words, headers: { 'Content-Type': `text/${words}`, 'User-Agent': 'curl/8.5.0' } })
    await t.client.messages.post({ channel: 'town-square', text: words })
    t.app.ctx.log.error({ err: Object.assign(new Error(`no hook at ${url} for "${words}"`), { body: words }), secret: words, requestId: url }, `could not post to ${url}`)
  }
  const token = await t.client.tokens.create({ person: 'ada.lowe', scope: 'hooks', label: 'for the build' })
  const { regenerated } = await regenerateAll(t)
  appendFileSync(logPath, `half a line with ${url}\n{"level":30,"msg":["${url}"],"err":"${url}"}\n`)
  await t.app.ctx.write(() => undefined)
  report = await t.client.support.report()
  text = JSON.stringify(report, null, 2)
  secrets = [...planted, JSON.stringify(token), ...minted.flatMap((one) => [one.url, new URL(one.url).pathname.split('/').at(-1) ?? '']), ...strings(token), ...strings(regenerated), ...textsOf(t)]
  await t.stop()
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Fresh tokens and signing secrets of everything outgoing, as they are shown once. */
async function regenerateAll({ client }: TestApp): Promise<{ regenerated: unknown[] }> {
  const regenerated: unknown[] = []
  for (const { id } of await client.subscriptions.list({})) regenerated.push(await client.subscriptions.regenerate({ id, overlapMs: 0 }))
  return { regenerated }
}

const strings = (value: unknown): string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []).filter(isTelling)

/** Every text of every table, inside of JSON too. */
function textsOf({ app }: TestApp): string[] {
  const parse = (value: unknown): unknown => {
    try {
      return typeof value === 'string' && /^[[{"]/.test(value) ? (JSON.parse(value) as unknown) : value
    } catch {
      return value
    }
  }
  return Object.values(readTables(app.ctx.reader)).flatMap((rows) => rows.flatMap((row) => Object.values(row as object).flatMap((value) => strings(parse(value)))))
}

/** Words of ours, ids, names of settings, reasons, types of content and times are what a report is made of; short words are in every report. */
function isTelling(value: string): boolean {
  const isOwn = ['listening', 'mattermost', '127.0.0.1'].includes(value) || /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/.test(value) || (settingKeys as string[]).includes(value.replace('setting:', '')) || /^[a-z]+(_[a-z]+)+$|^(application|text)\/[a-z-]+$|^\d+$/.test(value)
  return value.length >= 9 && !isOwn
}

test('there is much that could slip in', () => {
  expect(new Set(secrets).size).toBeGreaterThan(150)
  for (const one of ['the merger is signed on friday', 'Release room', 'release-room', 'Jim Fiŝer']) expect(secrets).toContain(one)
  expect(secrets.filter((one) => one.startsWith('http://127.0.0.1:')).length).toBeGreaterThan(5)
})

test('none of it is in the report', () => {
  expect([...new Set(secrets)].filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)))).toEqual([])
})

test('but all that helps: versions, system, settings, the last 200 requests, the log', () => {
  expect(supportReportSchema.parse(report)).toEqual(report)
  expect(report.versions).toMatchObject({ hookline: '0.0.0-test', node: process.versions.node })
  expect(report.settings.map(({ key }) => key)).toEqual(settingKeys)
  expect(report.settings.find(({ key }) => key === 'integrations.managedBy')?.value).toBe('members')
  expect(report.listener).toMatchObject({ state: 'listening', problem: null })
  expect(report.counts.hooks).toBeGreaterThan(2)
  expect(report.verdicts?.length).toBeGreaterThan(20)
  expect(new Set(report.verdicts?.map(({ reason }) => reason))).toContain('bad_json')
  expect(report.verdicts?.map(({ userAgent }) => userAgent)).toContain('curl')
  expect(report.verdicts?.every(({ from }) => from === 'this computer')).toBe(true)
  const failed = report.log.filter(({ what }) => what === 'could not post to http://…')
  expect(failed).toHaveLength(planted.length)
  expect(failed[0]).toMatchObject({ level: 'error', requestId: 'http://…', error: ['Error', 'Error: no hook at http://… for “…”', expect.stringMatching(/^at .*support-report\.test\.ts:\d+:\d+\)$/)] })
})

describe('as a command', () => {
  const out = join(folder, 'report.json')
  const run = () => runNode(cliPath, ['report', '--out', out, '--data', folder, '--json']).ended

  test('it is written to a file that only I can read, and never over one that is there', async () => {
    expect(await run()).toMatchObject({ code: 0, stderr: '' })
    const written = supportReportSchema.parse(JSON.parse(readFileSync(out, 'utf8')))
    expect(written.verdicts).toEqual(report.verdicts)
    expect([...new Set(secrets)].filter((secret) => readFileSync(out, 'utf8').includes(secret))).toEqual([])
    if (process.platform !== 'win32') expect(statSync(out).mode & 0o777).toBe(0o600)
    const again = await run()
    expect(again.code).toBe(4)
    expect(JSON.parse(again.stderr)).toMatchObject({ error: { code: 'conflict', field: 'out' } })
    expect(existsSync(out)).toBe(true)
  })
})
