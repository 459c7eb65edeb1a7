/** A message of Discord's on the screen: its card, the picture that came with it, words that are hidden until asked for, and its edit. */
import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createInlineClient } from '#server/rpc/router.ts'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { multipart, multipartType } from '../helpers/multipart.ts'
import { send } from '../helpers/post.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const dataFolder = makeDataFolder()
let browser: Browser
let serving: Serving
let page: Page
let problems: string[]
let url = ''
let id = ''

const payload = {
  username: 'Pipeline',
  content: 'Deploy of **api** finished <t:1618953630:t>\n> 214 checks\nThe culprit was ||the [cache](https://example.com/cache)||.',
  embeds: [
    {
      author: { name: 'release-bot' }, title: 'Release 7', url: 'https://example.com/7', description: 'All of it:\n```diff\n+ faster```', color: 5763719,
      fields: [{ name: 'Branch', value: '`main`', inline: true }, { name: 'Commit', value: '`a7f8e9c`', inline: true }, { name: 'Notes', value: '||none||' }],
      image: { url: 'attachment://load.png' }, footer: { text: 'CI' }, timestamp: '2026-11-20T10:00:07.079Z',
    },
  ],
}

beforeAll(async () => {
  browser = await shareBrowser()
  serving = await serve({ dataFolder, hooksPort: 0 })
  const client = createInlineClient(serving.app.callAs(serving.app.me))
  await client.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
  url = (await client.hooks.create({ channel: 'town-square', name: 'deploys', dialects: ['discord'] })).addresses[0]?.url ?? ''
  const canvas = await browser.newPage({ viewport: { width: 600, height: 160 } })
  await canvas.setContent('<body style="margin:0;background:linear-gradient(90deg,teal,gold)">')
  const picture = await canvas.screenshot()
  await canvas.context().close()
  const answer = await send(url, {
    headers: { 'Content-Type': multipartType },
    body: multipart([{ name: 'payload_json', content: JSON.stringify(payload) }, { name: 'files[0]', fileName: 'load.png', type: 'image/png', content: picture }, { name: 'files[1]', fileName: 'trace.bin', type: 'application/zip', content: 'x' }]),
  })
  expect(answer.status).toBe(200)
  id = (JSON.parse(answer.body) as { id: string }).id
  ;({ page, problems } = await openWindow(browser, serving.uiUrl))
  await page.getByRole('link', { name: 'town-square' }).click()
  await page.getByPlaceholder('Message #town-square').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await serving?.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

const row = () => page.getByRole('article').filter({ hasText: 'Deploy of api' })

test('the card has its parts, and the picture that came with it is in it and nowhere else', async () => {
  await row().getByRole('link', { name: 'Release 7' }).waitFor()
  await row().getByText('finished 21:20 UTC').waitFor()
  const picture = row().getByRole('button', { name: /load\.png/ })
  await picture.locator('img').waitFor()
  expect([await picture.count(), await row().locator('.attach').getByRole('button', { name: /load\.png/ }).count(), await row().getByText('trace.bin').count()]).toEqual([1, 1, 1])
})

test('hidden words are shown by a click or a key, and cannot be reached before', async () => {
  const spoilers = row().getByRole('button', { name: 'Spoiler: show' })
  expect(await spoilers.count()).toBe(2)
  expect(await row().getByText('the cache').isVisible()).toBe(false)
  expect(await row().getByRole('link', { name: 'cache' }).count()).toBe(0)
  await spoilers.first().focus()
  await page.keyboard.press('Enter')
  await row().getByRole('link', { name: 'cache' }).waitFor()
  await spoilers.first().click()
  await row().getByText('none', { exact: true }).waitFor()
  expect(await spoilers.count()).toBe(0)
})

test('its sender’s edit is seen at once and marked; its deletion too', async () => {
  const change = (method: string, body?: object) => send(`${url}/messages/${id}`, { method, headers: { 'Content-Type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) })
  expect((await change('PATCH', { embeds: [{ title: 'Release 8' }] })).status).toBe(200)
  await row().getByText('Release 8').waitFor()
  await row().getByText(/edited/i).first().waitFor()
  expect(await row().getByText('Release 7').count()).toBe(0)
  // The picture is beside the card again, as no card names it any more.
  await row().getByRole('button', { name: /load\.png/ }).waitFor()
  expect((await change('DELETE')).status).toBe(204)
  await row().waitFor({ state: 'detached' })
  expect(problems).toEqual([])
})
