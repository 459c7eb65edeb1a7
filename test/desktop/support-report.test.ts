/** Help → Create report, as a person does it: one readable file where it was wanted, with nothing in it that a stranger must not know. */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DesktopReport } from '../../src/main/desktop/support-report.ts'
import { version } from '../../src/main/version.ts'
import { supportReportSchema } from '#shared/contract/support.ts'
import { sendJson } from '../helpers/post.ts'
import { mountSmallDisk } from '../helpers/small-disk.ts'
import { startDesktop, type Desktop } from './launch-desktop.ts'

let desktop: Desktop
const disk = mountSmallDisk()
const secrets = ['hunter2-hunter2', 'the merger is signed on friday', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']

beforeAll(async () => {
  desktop = await startDesktop()
  const client = await desktop.reach()
  const { url } = (await client.hooks.create({ name: 'the secret build', channel: 'town-square', dialects: ['any'] })).addresses[0]!
  secrets.push(url, new URL(url).pathname.split('/').at(-1)!, 'the secret build', desktop.dataFolder)
  for (const words of secrets) {
    await client.messages.post({ channel: 'town-square', text: words })
    await sendJson(url, { text: words, [words]: words }, { 'User-Agent': words })
    appendFileSync(join(desktop.dataFolder, 'shell.log'), `${JSON.stringify({ time: '2026-11-21T09:00:00.000Z', what: `the page is gone: "${words}"`, error: `Error: at ${url} for "${words}"\n    at save (file://${desktop.dataFolder}/main/desktop.js:1:2)`, more: words })}\nnot a line of ours ${words}\n`)
  }
  await desktop.app.evaluate(({ dialog }) => {
    const asked = { paths: [] as string[], boxes: [] as unknown[], options: [] as unknown[] }
    Object.assign(globalThis, { asked })
    dialog.showSaveDialog = async (...args: unknown[]) => {
      asked.options.push(args.at(-1))
      const filePath = asked.paths.shift()
      return { canceled: filePath === undefined, filePath: filePath ?? '' }
    }
    dialog.showMessageBox = async (...args: unknown[]) => {
      asked.boxes.push(args.at(-1))
      return { response: 0, checkboxChecked: false }
    }
  })
})
afterAll(async () => {
  await desktop?.stop()
  disk?.unmount()
})

interface Asked {
  readonly paths: string[]
  readonly boxes: { readonly type: string; readonly message: string; readonly detail: string }[]
  readonly options: { readonly defaultPath: string; readonly filters: unknown }[]
}
const asked = (): Promise<Asked> => desktop.app.evaluate(() => (globalThis as unknown as { asked: Asked }).asked)

/** @param path what the person chooses; nothing cancels. */
function createReport(path?: string): Promise<void> {
  return desktop.app.evaluate(({ Menu }, path) => {
    if (path !== undefined) (globalThis as unknown as { asked: Asked }).asked.paths.push(path)
    const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === 'help')
    help?.submenu?.items.find(({ label }) => label === 'Create report…')?.click()
  }, path)
}

test('it is saved where the person says, for nobody else to read', async () => {
  const path = join(desktop.dataFolder, 'for-support.json')
  await createReport(path)
  await expect.poll(async () => (await asked()).boxes).toEqual([expect.objectContaining({ type: 'info', message: 'The report is saved', detail: expect.stringContaining(path) })])
  expect((await asked()).options).toEqual([expect.objectContaining({ defaultPath: expect.stringMatching(/hookline-report-\d{4}-\d\d-\d\d\.json$/) })])
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)

  const text = readFileSync(path, 'utf8')
  expect(secrets.filter((secret) => text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([])

  const { server, shell } = JSON.parse(text) as DesktopReport
  expect(supportReportSchema.parse(server)).toEqual(server)
  expect(server?.verdicts).toHaveLength(secrets.length)
  expect(shell).toMatchObject({ versions: { hookline: version, electron: expect.stringMatching(/^\d/), chrome: expect.stringMatching(/^\d/) }, settings: { zoom: 100 }, displays: [expect.objectContaining({ scale: expect.any(Number) })] })
  const planted = shell.log.filter(({ what }) => what === 'the page is gone: “…”')
  expect(planted).toHaveLength(secrets.length)
  expect(planted[0]?.error).toEqual(['Error: at http://… for “…”', 'at save (desktop.js:1:2)'])
})

test('nothing is written when the person thinks better of it', async () => {
  const before = (await asked()).boxes.length
  await createReport()
  await expect.poll(async () => (await asked()).options.length).toBe(2)
  expect((await asked()).boxes).toHaveLength(before)
})

test('where it cannot be written, that is said', async () => {
  const folder = join(desktop.dataFolder, 'a-folder')
  mkdirSync(folder)
  await createReport(folder)
  await expect.poll(async () => (await asked()).boxes.at(-1)).toMatchObject({ type: 'error', message: 'The report could not be saved', detail: expect.stringContaining('EISDIR') })
  expect(existsSync(folder)).toBe(true)
})

test.skipIf(disk === undefined)('on a full disk nothing is left by half, and what was there stays', async () => {
  const [path, filler] = [join(disk!.folder, 'report.json'), join(disk!.folder, 'filler')]
  writeFileSync(path, 'of last week')
  writeFileSync(filler, '')
  expect(() => { for (;;) appendFileSync(filler, Buffer.alloc(4096)) }).toThrow(/ENOSPC/)
  truncateSync(filler, statSync(filler).size - 8192)
  const before = (await asked()).boxes.length
  await createReport(path)
  await expect.poll(async () => (await asked()).boxes.slice(before)).toEqual([expect.objectContaining({ type: 'error', message: 'The report could not be saved', detail: expect.stringContaining('ENOSPC') })])
  expect([readdirSync(disk!.folder).sort(), readFileSync(path, 'utf8')]).toEqual([['filler', 'report.json'], 'of last week'])
})
