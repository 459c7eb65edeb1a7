/** One webhook is muted by one reader, in the browser: it counts nowhere and tells nothing, while people, other webhooks and other readers are as before; until it is heard again. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendJson } from '../helpers/post.ts'
import { moveIn, type Client, type OwnPlace } from './place.ts'
import { pointAt } from './point-at.ts'

let place: OwnPlace
let page: Page
let jonas: Client
const urls: Record<string, string> = {}
beforeAll(async () => {
  place = await moveIn({ as: 'jonas', prepare: (lena) => lena.channels.create({ name: 'ops', members: ['jonas', 'aiko'] }) })
  page = place.page
  jonas = place.as('jonas')
  for (const name of ['grafana', 'ci']) {
    const { addresses } = await place.as('lena.fischer').hooks.create({ channel: 'ops', name, dialects: ['mattermost'] })
    urls[name] = addresses[0]?.url ?? ''
  }
})
afterAll(() => place?.leave())

const say = async (hook: 'grafana' | 'ci', text: string): Promise<void> => expect((await sendJson(urls[hook] ?? '', { text })).status).toBe(200)
const row = (text: string): Locator => page.getByRole('article').filter({ hasText: text })
const inSidebar = (): Promise<string> => place.sidebar.getByRole('link', { name: /^ops/ }).innerText()
const cards = (): Locator => page.getByRole('region', { name: 'Notifications' }).getByRole('article')
async function stateOf(client: Client) {
  const { id } = (await client.channels.list()).find(({ name }) => name === 'ops')!
  const { badge, channels } = await client.unreads.get()
  const { unread, mentions } = channels.find(({ channelId }) => channelId === id)!
  return { badge, unread, mentions }
}

test('muted from its message’s menu, it has no badge and no card, and others do', async () => {
  await place.goTo('/channels/ops')
  await say('grafana', 'disk at 80 %')
  await (await pointAt(row('disk at 80 %'))).getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Mute this webhook' }).click()
  await page.getByText('You muted grafana. What it posts stays readable and tells you nothing.').waitFor()
  await place.goTo('/channels/town-square')
  await page.getByPlaceholder('Message #town-square').waitFor()

  await say('grafana', '@jonas @channel disk at 95 %')
  expect(await stateOf(jonas)).toEqual({ badge: 0, unread: 0, mentions: 0 })
  expect(await stateOf(place.as('aiko'))).toMatchObject({ badge: 1, mentions: 1 })

  await say('ci', '@jonas the build is red')
  await cards().getByText('@jonas the build is red').hover()
  await place.as('aiko').messages.post({ channel: 'ops', text: '@jonas on it?' })
  await expect.poll(() => page.title()).toMatch(/^\(2\)/)
  await expect.poll(inSidebar).toMatch(/^ops\s+2\s/)
  expect(await stateOf(jonas)).toEqual({ badge: 2, unread: 2, mentions: 2 })
  expect((await cards().allInnerTexts()).join()).not.toContain('disk at')
})

test('its digest is one line in Catch up that opens to what it wrote', async () => {
  await say('grafana', 'disk at 97 %')
  await place.goTo('/unread')
  const line = page.getByRole('button', { name: '2 messages of grafana, muted' })
  await line.click()
  await row('disk at 97 %').waitFor()
  await row('@jonas @channel disk at 95 %').or(row('disk at 95 %')).first().waitFor()
  expect(await stateOf(jonas)).toEqual({ badge: 2, unread: 2, mentions: 2 })
})

test('where that does not come, the line says why and asks again', async () => {
  let isBroken = true
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => server.send(isBroken ? String(message).replace('/hooks/mutedMessages', '/hooks/nothing') : message))
  })
  await page.reload()
  await page.getByRole('button', { name: '2 messages of grafana, muted' }).click()
  const again = page.getByRole('alert').getByRole('button', { name: 'Try again' })
  await again.waitFor()
  isBroken = false
  await again.click()
  await row('disk at 97 %').waitFor()
  await again.waitFor({ state: 'detached' })
})

test('heard again from the card behind its badge, it counts and notifies like any other', async () => {
  await place.goTo('/channels/ops')
  await row('disk at 97 %').getByText('Webhook · not E2EE').click()
  await page.getByRole('button', { name: 'Unmute this webhook' }).click()
  await page.getByText('You hear grafana again.').waitFor()
  await expect.poll(() => stateOf(jonas)).toEqual({ badge: 0, unread: 0, mentions: 0 })
  await page.keyboard.press('Escape')
  await place.goTo('/channels/town-square')
  await page.getByPlaceholder('Message #town-square').waitFor()
  await say('grafana', '@jonas disk at 99 %')
  await expect.poll(() => page.title()).toMatch(/^\(1\)/)
  await expect.poll(inSidebar).toMatch(/^ops\s+1\s/)
  expect(await jonas.hooks.muted()).toEqual([])
})
