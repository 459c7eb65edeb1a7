/** Files in the window: attaching, progress and cancelling, pictures and the large view, texts, cards, the list of a channel. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { File as SentFile } from '../../src/shared/contract/file.ts'
import type { Message } from '../../src/shared/contract/message.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { makePng, readWhole, upload, type Upload } from '../helpers/upload.ts'
import { settledBox } from './settled.ts'
import { startTeam, type Team } from './team.ts'

const scratch = mkdtempSync(join(tmpdir(), 'hookline-files-'))
let browser: Browser
let team: Team
let page: Page
let problems: string[]
/** Called with each message that the window sends; false holds the line and ends it, 'never' lets this one message not through. */
let mayPass: (message: string) => boolean | 'never' = () => true

beforeAll(async () => {
  browser = await shareBrowser()
  team = await startTeam()
  ;({ page, problems } = await openWindow(browser, 'about:blank'))
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      const passes = mayPass(String(message))
      if (passes === 'never') return
      if (passes) return server.send(message)
      void server.close()
      void socket.close()
    })
  })
  await page.goto(team.served.uiUrl)
  await page.getByRole('link', { name: 'release-room' }).first().click()
  await page.getByPlaceholder('Message #release-room').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await team?.stop()
  rmSync(scratch, { recursive: true })
})
beforeEach(() => {
  mayPass = () => true
})

const chips = (): Locator => page.getByRole('list', { name: 'Files of this message' }).getByRole('listitem')
const row = (text: string): Locator => page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text })
const box = (): Locator => page.getByPlaceholder('Message #release-room')

interface Given {
  name: string
  mimeType: string
  buffer: Buffer
}

/** From memory, or a large one from the disk. */
async function attach(...files: Given[] | [string]): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach files' }).click()
  await (await choosing).setFiles(files)
}

/** As Mara sees it arrive at Lena. */
async function newest(): Promise<Message> {
  const { messages } = await team.lena.messages.list({ channel: 'release-room', limit: 1 })
  return messages[0]!
}

/** The files of the newest message once it is the one with this file: a row shows before the server has it. */
async function newestFiles(name: string): Promise<readonly SentFile[]> {
  await expect.poll(async () => (await newest()).files.map((file) => file.name)).toContain(name)
  return (await newest()).files
}

/** Posted by Lena. */
async function post(text: string, ...files: Upload[]): Promise<Message> {
  const fileIds: SentFile['id'][] = []
  for (const file of files) fileIds.push((await upload(team.lena, file)).id)
  return team.lena.messages.post({ channel: 'release-room', text, fileIds })
}

const contentPath = (bytes: Uint8Array): string => {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return join(team.served.dataFolder, 'files', sha256.slice(0, 2), sha256)
}

test('a file is attached, sent with the message, and saved by its name from a card', async () => {
  const buffer = Buffer.alloc(700_000, 'packing list ')
  await attach({ name: 'packing “list”.pdf', mimeType: 'application/pdf', buffer })
  await chips().filter({ hasText: 'packing “list”.pdf' }).getByText('684 kB').waitFor()
  await box().fill('Page 3 has the change')
  await box().press('Enter')
  const sent = row('Page 3 has the change')
  await sent.getByText('PDF · 684 kB').waitFor()
  await expect.poll(() => chips().count()).toBe(0)
  const [file] = await newestFiles('packing “list”.pdf')
  expect({ name: file?.name, mediaType: file?.mediaType }).toEqual({ name: 'packing “list”.pdf', mediaType: 'application/pdf' })
  const saving = page.waitForEvent('download')
  await sent.getByRole('button', { name: 'Download packing “list”.pdf' }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('packing “list”.pdf')
  expect(readFileSync(await saved.path()).equals(buffer)).toBe(true)
})

test('a file on its way shows how far it is, and stopping it leaves nothing behind', async () => {
  // It does not come to its end by itself, however fast the machine is.
  let pieces = 0
  mayPass = (message) => (message.includes('/files/append') && (pieces += 1) > 4 ? 'never' : true)
  const path = join(scratch, 'slow.bin')
  writeFileSync(path, Buffer.alloc(80 * 1024 * 1024, 'slow'))
  await attach(path)
  const bar = chips().getByRole('progressbar', { name: 'Sending slow.bin' })
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Stop sending slow.bin' }).click()
  await chips().waitFor({ state: 'detached' })
  await expect.poll(() => readdirSync(join(team.served.dataFolder, 'files/incoming'))).toEqual([])
  // It did not simply come to its end.
  expect(pieces).toBeGreaterThan(1)
  expect((await team.mara.files.usage()).fileBytes).toBeLessThan(10 * 1024 * 1024)
})

test('a connection that breaks in the middle is waited for, and the file arrives whole', async () => {
  let pieces = 0
  let breaks = 0
  mayPass = (message) => {
    if (!message.includes('/files/append')) return true
    pieces += 1
    if (pieces !== 3) return true
    breaks += 1
    return false
  }
  const buffer = Buffer.from(Array.from({ length: 1_500_000 }, (_, index) => (index * 7919) % 251))
  await attach({ name: 'whole.bin', mimeType: '', buffer })
  await chips().getByText('1.4 MB').waitFor({ timeout: 20_000 })
  await box().press('Enter')
  await row('').filter({ hasText: 'whole.bin' }).waitFor()
  const [file] = await newestFiles('whole.bin')
  expect((await readWhole(team.lena, file!.id)).equals(buffer)).toBe(true)
  expect(breaks).toBe(1)
})

test('a file over the limit is refused before it is sent, in words', async () => {
  await team.lena.settings.set({ key: 'files.maxBytes', value: 1024 * 1024 })
  await attach({ name: 'large.zip', mimeType: 'application/zip', buffer: Buffer.alloc(1.5 * 1024 * 1024) })
  await expect.poll(() => chips().getByRole('alert').textContent()).toBe('This file has 1.5 MB; files of up to 1 MB can be sent here.')
  await team.lena.settings.set({ key: 'files.maxBytes', value: 100 * 1024 * 1024 })
  await page.getByRole('button', { name: 'Send large.zip again' }).click()
  await chips().getByText('1.5 MB').waitFor()
  await page.getByRole('button', { name: 'Remove large.zip' }).click()
  await chips().waitFor({ state: 'detached' })
})

test('a picture keeps its room, is seen large, and gives the focus back', async () => {
  await attach({ name: 'harbour.png', mimeType: 'image/png', buffer: makePng(1600, 1000, 1) }, { name: 'crane.png', mimeType: 'image/png', buffer: makePng(100, 50, 2) })
  await chips().nth(1).getByText('bytes').waitFor()
  await box().fill('This morning')
  await box().press('Enter')
  const tile = row('This morning').getByRole('button', { name: 'Open picture: harbour.png' })
  await tile.getByRole('img', { name: 'harbour.png', includeHidden: true }).waitFor()
  const files = await newestFiles('crane.png')
  expect(files.map(({ width, height, hasThumbnail }) => ({ width, height, hasThumbnail }))).toEqual([
    { width: 1600, height: 1000, hasThumbnail: true },
    { width: 100, height: 50, hasThumbnail: false },
  ])
  await tile.click()
  const viewer = page.getByRole('dialog', { name: 'harbour.png' })
  const large = viewer.getByRole('img', { name: 'harbour.png' })
  await expect.poll(() => large.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1600)
  await expect.poll(() => viewer.getByRole('button', { name: 'Fit to the window' }).getAttribute('aria-disabled')).toBe('true')
  const fitted = (await settledBox(large)).width
  await page.keyboard.press('+')
  await expect.poll(async () => Math.round(((await large.boundingBox())?.width ?? 0) / fitted * 10)).toBe(15)
  await viewer.getByRole('button', { name: 'Fit to the window' }).click()
  await large.click()
  await expect.poll(async () => (await large.boundingBox())?.width).toBe(1600)
  await page.keyboard.press('ArrowRight')
  const second = page.getByRole('dialog', { name: 'crane.png' })
  await second.getByText('2 of 2').waitFor()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await viewer.waitFor()
  await viewer.getByRole('button', { name: 'Copy picture' }).click()
  await page.getByText('The picture was copied.').waitFor()
  await expect.poll(() => page.evaluate(async () => (await navigator.clipboard.read())[0]?.types)).toEqual(['image/png'])
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Open picture: harbour.png')
})

test('one picture stands in its own shape before it is loaded; a camera that was turned is believed', async () => {
  const upright = Buffer.from(
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(1200, 900)
      canvas.getContext('2d')!.fillRect(0, 0, 600, 900)
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())]
    }),
  )
  const tiff = Buffer.from('49492a00080000000100120103000100000006000000', 'hex')
  const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0, tiff.length + 8]), Buffer.from('Exif\0\0', 'latin1'), tiff])
  // Nothing is given to those who ask for a picture.
  let answer = (): void => {}
  const waiting = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/files/*/thumbnail', async (route) => {
    await waiting
    await route.continue()
  })
  await attach({ name: 'turned.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([upright.subarray(0, 2), exif, upright.subarray(2)]) })
  await chips().getByText('kB').waitFor()
  await box().fill('Turned')
  await box().press('Enter')
  const tile = row('Turned').getByRole('button', { name: 'Open picture: turned.jpg' })
  await tile.waitFor()
  const size = async () => {
    const box = await tile.boundingBox()
    return box && { width: box.width, height: box.height }
  }
  await expect.poll(size).toEqual({ width: 270, height: 360 })
  answer()
  const img = tile.locator('img')
  await expect.poll(() => img.evaluate((shown: HTMLImageElement) => [shown.naturalWidth, shown.naturalHeight])).toEqual([540, 720])
  await page.unroute('**/files/*/thumbnail')
  await expect.poll(size).toEqual({ width: 270, height: 360 })
  const [file] = await newestFiles('turned.jpg')
  expect([file?.width, file?.height]).toEqual([900, 1200])
})

test('code is shown in colours, its beginning first; text that is none is a card', async () => {
  const code = `fn main() {\n${Array.from({ length: 30 }, (_, index) => `    let line_${index} = ${index};`).join('\n')}\n}\n`
  await post('A program', { name: 'main.rs', mediaType: 'application/octet-stream', bytes: Buffer.from(code) }, { name: 'lies.txt', bytes: Buffer.from([1, 0, 2, 0, 3]) })
  const message = row('A program')
  await message.locator('.hljs-keyword', { hasText: 'fn' }).waitFor()
  const text = message.getByLabel('Text of main.rs')
  const shown = async (): Promise<string> => (await text.innerText()).trimEnd()
  await expect.poll(async () => (await shown()).split('\n')).toHaveLength(10)
  await message.getByRole('button', { name: 'Show all 32 lines' }).click()
  await expect.poll(shown).toBe(code.trimEnd())
  await message.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(code)
  await message.getByText('TXT · 5 bytes').waitFor()
})

test('content that is not on this device says so and can be asked for again', async () => {
  const bytes = Buffer.from('on another device')
  const picture = makePng(60, 60, 5)
  await post('Somewhere else', { name: 'far.zip', mediaType: 'application/zip', bytes }, { name: 'far.png', bytes: picture })
  const message = row('Somewhere else')
  await message.getByText('ZIP ·').waitFor()
  rmSync(contentPath(bytes))
  await message.getByRole('button', { name: 'Download far.zip' }).click()
  await message.getByRole('alert').getByText('Not on this device.').waitFor()
  await upload(team.lena, { bytes })
  const saving = page.waitForEvent('download')
  await message.getByRole('button', { name: 'Try again' }).click()
  expect(readFileSync(await (await saving).path()).equals(bytes)).toBe(true)
  // What the browser reports of an answer that said 404 is what was asked for here.
  problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes('404')))
})

test('the files of a channel are found by kind and name, and shown where they were sent', async () => {
  await post('Minutes', { name: 'Minutes of May.docx', mediaType: 'application/msword', bytes: Buffer.from('m') })
  for (let index = 0; index < 60; index += 1) await team.lena.messages.post({ channel: 'release-room', text: `line ${index}` })
  await page.getByRole('button', { name: 'Channel details' }).click()
  await page.getByRole('tab', { name: 'Files' }).click()
  const list = page.getByRole('region', { name: 'Files of this channel' })
  const names = () => list.getByRole('listitem').locator('.filename').evaluateAll((found) => found.map((one) => one.getAttribute('title')))
  await list.getByText('Lena Fischer, today at').first().waitFor()
  await expect.poll(async () => (await names())[0]).toBe('Minutes of May.docx')
  await list.getByRole('button', { name: 'Pictures' }).click()
  await expect.poll(names).toEqual(['far.png', 'turned.jpg', 'crane.png', 'harbour.png'])
  await list.getByRole('button', { name: 'All' }).click()
  await list.getByRole('searchbox', { name: 'Find files by name' }).fill('minutes')
  await expect.poll(names).toEqual(['Minutes of May.docx'])
  // Somebody sends another while one looks.
  await post('More', { name: 'minutes of June.docx', mediaType: 'application/msword', bytes: Buffer.from('j') })
  await expect.poll(names).toEqual(['minutes of June.docx', 'Minutes of May.docx'])
  await list.getByRole('searchbox', { name: 'Find files by name' }).fill('nothing of the kind')
  await list.getByText('No such files').waitFor()
  await list.getByRole('searchbox', { name: 'Find files by name' }).fill('may')
  await list.getByRole('link', { name: 'Show Minutes of May.docx in the conversation' }).click()
  await row('Minutes').first().waitFor()
})

test("a person's picture stands in their avatar", async () => {
  await team.lena.people.updateProfile({ pictureId: (await upload(team.lena, { name: 'me.png', bytes: makePng(64, 64, 6) })).id })
  // To the end of the channel, from wherever the last test left; and somebody else's message between, so that hers begins with her face.
  await page.evaluate(() => (location.hash = '#/channels/release-room'))
  await page.reload()
  await box().fill('Your turn')
  await box().press('Enter')
  await expect.poll(async () => (await newest()).text).toBe('Your turn')
  await post('With a face')
  await row('With a face').locator('.avatar img').first().waitFor({ timeout: 10_000 })
})

test('nothing else went wrong', () => {
  expect(problems).toEqual([])
})
