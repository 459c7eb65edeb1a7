/** Attachments on the screen, measured: order, sizes, what is cut, what opens, and what a broken picture does to the rest. And what else a tool says beside its text. */
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MessageId } from '#shared/contract/ids.ts'
import { createInlineClient } from '#server/rpc/router.ts'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { makePng } from '../helpers/upload.ts'
import { post } from './post.ts'
import { settledBox } from './settled.ts'

const dataFolder = makeDataFolder()
/** px of the pictures that are served, by their path. */
const sizes: Readonly<Record<string, readonly [number, number]>> = { '/wide.png': [800, 200], '/tall.png': [300, 900], '/icon.png': [64, 64], '/thumb.png': [200, 100] }

let browser: Browser
let pictures: Server
let serving: Serving
let client: ReturnType<typeof createInlineClient>
let page: Page
let problems: string[]
let url: string
let host: string

beforeAll(async () => {
  browser = await shareBrowser()
  pictures = createServer((request, response) => {
    const size = sizes[request.url ?? '']
    if (size === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'Content-Type': 'image/png' }).end(makePng(...size, 3))
  })
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(pictures.address() as AddressInfo).port}`
  // In this process, because only so a picture may come from this computer.
  serving = await serve({ dataFolder, hooksPort: 0, allowedHosts: new Set([host]) })
  client = createInlineClient(serving.app.callAs(serving.app.me))
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

const pictureUrl = (name: string): string => `http://${host}/${name}.png`
const list = () => page.getByRole('log', { name: 'Messages' })

let marks = 0
async function show(payload: Record<string, unknown>): Promise<Locator> {
  const mark = `mark-${(marks += 1)}-end`
  expect(await post(url, { ...payload, text: `${String(payload['text'] ?? '')}\n\n${mark}` })).toBe(200)
  const row = list().getByRole('article').filter({ hasText: mark })
  await row.waitFor()
  return row
}

const sizeOf = async (element: Locator): Promise<number[]> => {
  const { width, height } = await settledBox(element)
  return [Math.round(width), Math.round(height)]
}

test('everything at once stands in the order and the sizes of Mattermost', async () => {
  const row = await show({
    attachments: [
      {
        fallback: 'never shown',
        color: '#36a64f',
        pretext: 'Words above',
        author_name: 'Ada',
        author_link: 'https://example.com/ada',
        author_icon: pictureUrl('icon'),
        title: 'The title',
        title_link: 'https://example.com/title',
        text: 'The **text**',
        fields: [
          { title: 'One :fire:', value: 'first', short: true },
          { title: 'Two', value: 'second', short: true },
          { title: 'Long', value: 'third', short: false },
          { title: 'Odd', value: 'fourth', short: true },
        ],
        image_url: pictureUrl('wide'),
        thumb_url: pictureUrl('thumb'),
        footer: 'The footer :fire:',
        footer_icon: pictureUrl('icon'),
        actions: [{ name: 'Open', url: 'https://example.com/open' }],
      },
    ],
  })
  const card = row.locator('.attach')
  const image = row.getByRole('button', { name: 'Open picture: never shown' }).getByRole('img')
  const thumb = row.getByRole('button', { name: 'Open picture', exact: true })
  await Promise.all([image.waitFor(), thumb.waitFor()])
  await row.getByText('One 🔥').waitFor()
  await row.getByText('The footer 🔥').waitFor()
  expect(await row.getByText('never shown').count()).toBe(0)

  const parts = [row.getByText('Words above'), card, row.getByText('Ada'), row.getByText('The title'), row.getByText('The text'), image, row.getByText('One 🔥'), row.getByText('Long'), row.getByText('Odd'), row.getByText('The footer 🔥'), row.getByRole('link', { name: 'Open', exact: true })]
  const tops = async () => {
    const measured = []
    for (const part of parts) measured.push((await settledBox(part)).y)
    return measured
  }
  await expect.poll(async () => (await tops()).every((top, index, all) => index === 0 || top > all[index - 1]!)).toBe(true)

  expect(await sizeOf(row.locator('.attach__author img'))).toEqual([16, 16])
  expect(await sizeOf(row.locator('.attach__foot img'))).toEqual([16, 16])
  expect(await sizeOf(thumb)).toEqual([75, 75])
  await expect.poll(() => sizeOf(image)).toEqual([400, 100])
  expect(await row.locator('.attach__bar').evaluate((bar) => getComputedStyle(bar).backgroundColor)).toBe('rgb(54, 166, 79)')

  const [box, inner, text] = [await settledBox(card), await settledBox(thumb), await settledBox(row.getByText('The text'))]
  expect(inner.x).toBeGreaterThan(text.x + text.width)
  expect(box.x + box.width - (inner.x + inner.width)).toBeLessThan(20)
  const [one, two, long, odd] = [await settledBox(row.getByText('One 🔥')), await settledBox(row.getByText('Two')), await settledBox(row.getByText('Long')), await settledBox(row.getByText('Odd'))]
  expect([two.y === one.y, two.x > one.x, long.x === one.x, odd.x === one.x]).toEqual([true, true, true, true])
  expect(await row.getByRole('link', { name: 'The title' }).getAttribute('href')).toBe('https://example.com/title')
  expect(await row.getByRole('link', { name: 'Ada' }).locator('img').count()).toBe(1)
})

test('a picture is at most 400 × 300, keeps its shape, and is seen large', async () => {
  const row = await show({ attachments: [{ title: 'Tall', image_url: pictureUrl('tall') }] })
  const frame = row.getByRole('button', { name: 'Open picture: Tall' })
  await expect.poll(() => sizeOf(frame.getByRole('img'))).toEqual([100, 300])
  await frame.click()
  const viewer = page.getByRole('dialog', { name: 'Tall' })
  await viewer.getByRole('img', { name: 'Tall' }).waitFor()
  await viewer.getByRole('button', { name: 'Open its address' }).waitFor()
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Open picture: Tall')
})

test('a long text shows its first 200 px until it is asked for, also by keys', async () => {
  const lines = Array.from({ length: 24 }, (_, index) => `Line ${index}`).join('\n\n')
  const row = await show({ attachments: [{ text: `${lines} [the last link](https://example.com/last)` }] })
  const clamp = row.locator('.clamp')
  expect((await sizeOf(clamp))[1]).toBe(200)
  const more = row.getByRole('button', { name: 'Show more' })
  expect(await more.getAttribute('aria-expanded')).toBe('false')
  await more.click()
  await expect.poll(async () => (await sizeOf(clamp))[1]).toBeGreaterThan(400)
  await row.getByText('Line 23').waitFor()
  await row.getByRole('button', { name: 'Show less' }).click()
  await expect.poll(async () => (await sizeOf(clamp))[1]).toBe(200)
  const short = await show({ attachments: [{ text: 'One line' }] })
  expect(await short.getByRole('button', { name: 'Show more' }).count()).toBe(0)
})

test('what the keyboard reaches below the cut is shown', async () => {
  const lines = Array.from({ length: 12 }, (_, index) => `Line ${index}`).join('\n\n')
  const row = await show({ attachments: [{ text: `${lines}\n\n[the last link](https://example.com/last)` }] })
  await row.getByRole('button', { name: 'Show more' }).waitFor()
  await row.getByRole('link', { name: 'the last link' }).focus()
  await row.getByRole('button', { name: 'Show less' }).waitFor()
})

test('pictures that are not there leave the card as it is', async () => {
  const gone = pictureUrl('gone')
  const row = await show({ attachments: [{ author_name: 'Ada', author_icon: gone, title: 'Broken', text: 'Words', image_url: gone, thumb_url: gone, footer: 'Foot', footer_icon: gone }] })
  const thumb = row.locator('.picture--thumb')
  await thumb.locator('svg').waitFor()
  expect(await sizeOf(thumb)).toEqual([75, 75])
  await expect.poll(() => row.locator('.picture--icon').count()).toBe(0)
  expect(await row.locator('img[src=""], .attach img').count()).toBe(0)
  const [card, body] = [await settledBox(row.locator('.attach')), await settledBox(row.locator('.msg__body'))]
  expect(card.width).toBeLessThanOrEqual(Math.min(640, body.width))
})

test('without a card there is no box: words above, or what was meant for programs without cards', async () => {
  const row = await show({ attachments: [{ pretext: 'Only above' }, { fallback: 'Only *instead*' }, {}] })
  await row.getByText('Only above').waitFor()
  await row.getByText('Only *instead*').waitFor()
  expect(await row.locator('.attach').count()).toBe(0)
})

test('buttons and menus that call a program can be reached, and say why they do nothing', async () => {
  const row = await show({ attachments: [{ actions: [{ name: 'Ack', integration: { url: 'https://example.com' } }, { type: 'select', name: 'Who', options: [{ text: 'Sam', value: 's' }] }] }] })
  const ack = row.getByRole('button', { name: 'Ack' })
  expect([await ack.getAttribute('aria-disabled'), await ack.getAttribute('title')]).toEqual(['true', expect.stringContaining('Hookline only opens addresses')])
  expect(await row.getByRole('button', { name: 'Who' }).getAttribute('title')).toContain('It offers: Sam')
  const verdict = (await client.verdicts.list({ limit: 1 }))[0]
  expect(verdict?.ignored).toContain('attachments.actions')
})

test('a text beside the message opens in the panel, as Markdown; anything but text has no icon', async () => {
  const row = await show({ props: { card: '### Runbook\n1. **Look** at it\n\n@channel' }, text: 'With a card' })
  await row.getByRole('button', { name: 'More about this message' }).click()
  const panel = page.getByRole('complementary', { name: 'About this message' })
  await panel.getByRole('heading', { name: 'Runbook' }).waitFor()
  expect(await panel.getByRole('listitem').innerHTML()).toContain('<strong>Look</strong>')
  await panel.getByRole('button', { name: 'Webhook, not end-to-end encrypted' }).waitFor()
  expect(await panel.locator('.msg--mention').count()).toBe(0)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  for (const card of ['', 7, { text: 'x' }]) expect(await (await show({ props: { card } })).getByRole('button', { name: 'More about this message' }).count()).toBe(0)
})

test('how important it is stands beside the time, in the list and in what is found', async () => {
  const row = await show({ priority: { priority: 'urgent' }, text: 'Pumpernickel is burning' })
  await row.getByText('Urgent', { exact: true }).waitFor()
  expect(await row.getAttribute('aria-label')).toMatch(/, Urgent$/)
  await (await show({ priority: { priority: 'important' } })).getByText('Important', { exact: true }).waitFor()
  await page.goto(`${new URL(page.url()).origin}/#/search/pumpernickel`)
  await page.getByRole('listitem').getByRole('article').getByText('Urgent', { exact: true }).waitFor()
  await page.goto(`${new URL(page.url()).origin}/#/channels/town-square`)
  await page.getByPlaceholder('Message #town-square').waitFor()
})

test('where hooks choose no picture their owner’s is shown, under the posted name, and the sign says so', async () => {
  await client.settings.set({ key: 'integrations.allowIconOverride', value: false })
  const row = await show({ icon_url: pictureUrl('icon'), username: 'Builder' })
  await client.settings.set({ key: 'integrations.allowIconOverride', value: true })
  await row.getByText('Builder', { exact: true }).waitFor()
  expect(await row.locator('.avatar--hook').innerText()).toBe('LF')
  await row.getByRole('button', { name: /^Webhook, not end-to-end/ }).click()
  await page.getByText('Of the person on whose behalf it posts', { exact: false }).waitFor()
  await page.keyboard.press('Escape')
})

test('what is sent silently makes nothing unread and draws no line', async () => {
  await client.channels.create({ name: 'elsewhere' })
  const unread = async () => (await client.unreads.get()).channels.filter((channel) => channel.unread > 0).length
  await expect.poll(unread).toBe(0)
  await page.goto(`${new URL(page.url()).origin}/#/channels/elsewhere`)
  await page.getByPlaceholder('Message #elsewhere').waitFor()
  expect(await post(url, { text: 'In silence', silent: true })).toBe(200)
  const silent = async () => (await client.messages.list({ channel: 'town-square', limit: 1 })).messages[0]?.text
  await expect.poll(silent).toBe('In silence')
  expect(await unread()).toBe(0)
  expect(await page.title()).not.toMatch(/^\(/)
  await page.goto(`${new URL(page.url()).origin}/#/channels/town-square`)
  await list().getByText('In silence').waitFor()
  expect(await page.getByText(/^New since/).count()).toBe(0)
  await post(url, { text: 'Aloud' })
  await list().getByText('Aloud').waitFor()
})

test('at midnight “today” becomes “yesterday” in rows that stand there, also after a sleep', async () => {
  const { page: other } = await openWindow(browser, serving.uiUrl)
  await other.clock.install()
  await other.reload()
  await other.getByRole('link', { name: 'town-square' }).click()
  const noon = new Date().setHours(12, 0, 0, 0) / 1000
  const shown = await show({ attachments: [{ text: 'x', footer: 'CI', ts: noon }] })
  const id = await shown.getAttribute('data-message-id')
  const row = other.locator(`[data-message-id="${id}"]`)
  await client.messages.post({ channel: 'town-square', text: 'a reply', threadRootId: id as MessageId })
  const told = async () => [await row.locator('.attach__foot time').textContent(), await row.locator('.threadline').textContent()]
  await expect.poll(told).toEqual([expect.stringContaining('today'), expect.not.stringContaining('yesterday')])
  // A timer of the page that was set for midnight would come as late as the computer slept.
  await other.clock.fastForward('24:00:00')
  await expect.poll(told).toEqual([expect.stringContaining('yesterday'), expect.stringContaining('yesterday')])
  await other.context().close()
})

test('nothing was reported as an error or a policy violation', () => expect(problems).toEqual([]))
