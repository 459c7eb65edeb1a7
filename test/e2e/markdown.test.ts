/** What Markdown and attachments become on the screen. */
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createInlineClient } from '#server/rpc/router.ts'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { post } from './post.ts'
import { settledBox } from './settled.ts'

const dataFolder = makeDataFolder()
let browser: Browser
let pictures: Server
let serving: Serving
let page: Page
let problems: string[]
let url: string
let pictureUrl: string

beforeAll(async () => {
  browser = await shareBrowser()
  const png = await drawPicture()
  pictures = createServer((_request, response) => response.writeHead(200, { 'Content-Type': 'image/png' }).end(png))
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(pictures.address() as AddressInfo).port}`
  pictureUrl = `http://${host}/chart.png`
  // In this process, because only so a picture may come from this computer.
  serving = await serve({ dataFolder, hooksPort: 0, allowedHosts: new Set([host]) })
  const client = createInlineClient(serving.app.callAs(serving.app.me))
  await client.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  url = (await client.hooks.create({ channel: 'town-square', name: 'ci', dialects: ['mattermost'] })).addresses[0]?.url ?? ''
  ;({ page, problems } = await openWindow(browser, serving.uiUrl))
  await page.getByRole('link', { name: 'town-square' }).click()
  await page.getByPlaceholder('Message #town-square').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await serving?.stop()
  pictures?.close()
  rmSync(dataFolder, { recursive: true, force: true })
})

/** 800 × 200, so wider than any card shows it. */
async function drawPicture(): Promise<Buffer> {
  const canvas = await browser.newPage({ viewport: { width: 800, height: 200 } })
  await canvas.setContent('<body style="margin:0;background:teal">')
  const bytes = await canvas.screenshot()
  await canvas.context().close()
  return bytes
}

let marks = 0
async function show(payload: { text?: string; attachments?: unknown[] }, mark = `mark-${(marks += 1)}-end`): Promise<Locator> {
  expect(await post(url, { ...payload, text: `${payload.text ?? ''}\n\n${mark}` })).toBe(200)
  const row = page.getByRole('article').filter({ hasText: mark })
  await row.waitFor()
  return row
}
const colourOf = (element: Locator): Promise<string> => element.evaluate((node) => getComputedStyle(node).color)

test('headings are headings below those of the app', async () => {
  const row = await show({ text: '# One\n## Two\n### Three\n###### Six' })
  const headings = await row.getByRole('heading').evaluateAll((all) => all.map((one) => [one.tagName, one.textContent]))
  expect(headings).toEqual([['H3', 'One'], ['H3', 'Two'], ['H4', 'Three'], ['H4', 'Six']])
})

test('lists are lists, also in lists, and tasks are boxes that nobody can tick', async () => {
  const row = await show({ text: '- a\n- b\n  1. c\n  2. d\n\n- [x] done\n- [ ] open' })
  expect(await row.getByRole('list').count()).toBeGreaterThanOrEqual(2)
  expect(await row.getByRole('listitem').filter({ hasText: /^d$/ }).count()).toBe(1)
  const boxes = row.getByRole('checkbox')
  expect(await boxes.evaluateAll((all) => all.map((box) => [(box as HTMLInputElement).checked, (box as HTMLInputElement).disabled]))).toEqual([[true, true], [false, true]])
})

test('tables keep their columns and their alignment', async () => {
  const row = await show({ text: '| Part | Failed |\n|:--|--:|\n| Server | 0 |\n| Web | **2** |' })
  const table = row.getByRole('table')
  expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['Part', 'Failed'])
  expect(await table.getByRole('cell').allInnerTexts()).toEqual(['Server', '0', 'Web', '2'])
  expect(await table.getByRole('cell', { name: '0' }).evaluate((cell) => getComputedStyle(cell).textAlign)).toBe('end')
})

test('code has its language, its colours and a button that copies it', async () => {
  const row = await show({ text: 'Look:\n```ts\nconst answer: number = 42\n```\nand `inline`' })
  await row.getByText('TypeScript', { exact: true }).waitFor()
  const keyword = row.getByText('const', { exact: true })
  await keyword.waitFor()
  await expect.poll(() => colourOf(keyword)).not.toBe(await colourOf(row.getByText('inline', { exact: true })))
  await row.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('const answer: number = 42\n')
})

test('quotes, emphasis and struck text', async () => {
  const row = await show({ text: '> quoted\n\n**bold** _slanted_ ~~struck~~' })
  expect(await row.getByRole('blockquote').innerText()).toBe('quoted')
  expect([await row.getByRole('strong').innerText(), await row.getByRole('emphasis').innerText(), await row.getByRole('deletion').innerText()]).toEqual(['bold', 'slanted', 'struck'])
})

test('shortcodes become emoji; unknown ones and times of day stay as they are', async () => {
  const row = await show({ text: ':rocket: :white_check_mark: :no_such_thing: 12:30:45' })
  await row.getByText('🚀 ✅ :no_such_thing: 12:30:45').waitFor()
})

test('a link opens apart from the app and knows nothing of it', async () => {
  await page.context().route('https://example.com/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>there</title>' }))
  const row = await show({ text: '[the log](https://example.com/log?a=1)' })
  const link = row.getByRole('link', { name: 'the log' })
  expect(await link.evaluate((node) => [(node as HTMLAnchorElement).target, (node as HTMLAnchorElement).rel, (node as HTMLAnchorElement).title])).toEqual([
    '_blank',
    'noopener noreferrer nofollow',
    'https://example.com/log?a=1',
  ])
  const opened = page.context().waitForEvent('page')
  await link.click()
  const other = await opened
  await other.waitForLoadState()
  expect([other.url(), await other.evaluate(() => [window.opener as unknown, document.referrer])]).toEqual(['https://example.com/log?a=1', [null, '']])
  await other.close()
})

test('an attachment has title, fields, bar and a picture that its frame hugs', async () => {
  const row = await show({
    attachments: [
      {
        color: '#ff0080',
        author_name: 'Grafana',
        title: 'Error rate',
        title_link: 'https://example.com/d',
        text: 'above *2 %*',
        fields: [
          { title: 'Region', value: 'eu-central-1', short: true },
          { title: 'Since', value: '09:41', short: true },
        ],
        image_url: pictureUrl,
        footer: 'Rule 5xx',
      },
    ],
  })
  await row.getByRole('link', { name: 'Error rate' }).waitFor()
  expect(await row.getByRole('term').allInnerTexts()).toEqual(['Region', 'Since'])
  expect(await row.getByRole('definition').allInnerTexts()).toEqual(['eu-central-1', '09:41'])
  await row.getByText('Rule 5xx').waitFor()
  expect(await row.locator('.attach__bar').evaluate((bar) => getComputedStyle(bar).backgroundColor)).toBe('rgb(255, 0, 128)')

  const frame = row.getByRole('button', { name: /^Open picture/ })
  await frame.waitFor()
  // The picture comes after the row, and the list then follows to its end.
  const measure = async () => {
    const outer = await settledBox(frame)
    const inner = await settledBox(frame.getByRole('img'))
    const fields = await settledBox(row.getByText('Region'))
    return { margin: outer.width - inner.width, shape: inner.width / inner.height, inset: Math.abs(outer.x - fields.x), gap: fields.y - (outer.y + outer.height) }
  }
  await expect.poll(async () => (await measure()).shape).toBeCloseTo(4, 1)
  await expect.poll(async () => (await measure()).margin).toBeLessThanOrEqual(8)
  // Below the text and above the fields, as in Mattermost.
  await expect.poll(async () => (await measure()).inset).toBeLessThan(2)
  await expect.poll(async () => (await measure()).gap).toBeGreaterThan(0)
})

test('a picture alone is at most 400 px wide and keeps its shape', async () => {
  const row = await show({ attachments: [{ title: 'Chart', image_url: pictureUrl }] })
  const frame = row.getByRole('button', { name: /^Open picture/ })
  await frame.waitFor()
  const size = async () => {
    const { width, height } = await settledBox(frame.getByRole('img'))
    return [Math.round(width), Math.round(height)]
  }
  await expect.poll(size).toEqual([400, 100])
  await expect.poll(async () => (await settledBox(frame)).width).toBe(408)
})

test('a long message shows its beginning, then all of it, then its beginning again', async () => {
  const lines = Array.from({ length: 60 }, (_, index) => `line ${index + 1}`).join('\n')
  const row = await show({ text: `mark-long ${lines}\n\nits last words` }, 'mark-long')
  await row.getByRole('button', { name: 'Show more' }).click()
  await row.getByText('its last words').waitFor()
  await row.getByRole('button', { name: 'Show less' }).click()
  await row.getByText('its last words').waitFor({ state: 'detached' })
})

test('nothing was reported as an error or a policy violation', () => expect(problems).toEqual([]))
