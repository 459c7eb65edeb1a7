/** The stream of live events that ends by itself, while the line to the server stays: the window notices, and misses nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shareBrowser } from '../helpers/browser.ts'
import { openPlace, type Place } from './place.ts'

/** More than the server lets wait for one window. */
const TOO_MANY = 10_100

let place: Place
beforeAll(async () => {
  place = await openPlace(await shareBrowser())
})
afterAll(() => place?.stop())

function flood({ app }: Place['serving']): void {
  for (let count = 0; count < TOO_MANY; count += 1) app.ctx.events.publish({ event: { name: 'tokens.changed', data: { id: 'none' as never } }, audience: { person: app.me.personId } })
}

test('what is written after too many events came at once is there, and so is what follows', async () => {
  const { page, serving } = place
  await place.goTo('/channels/town-square')
  const list = page.getByRole('log', { name: 'Messages' })
  const jonas = place.as('jonas')
  const say = (text: string) => jonas.messages.post({ channel: 'town-square', text })
  await say('before the flood')
  await list.getByText('before the flood').waitFor()
  flood(serving)
  await say('in the flood')
  await list.getByText('in the flood').waitFor()
  await say('after the flood')
  await list.getByText('after the flood').waitFor()
  await expect.poll(() => page.getByText('Connection lost').count()).toBe(0)
})

test('where it ends again and again, the window asks ever less often, and is there when it is over', async () => {
  const { page, serving } = place
  let lines = 0
  page.on('websocket', () => (lines += 1))
  const timer = setInterval(() => flood(serving), 100)
  await page.waitForTimeout(5000)
  clearInterval(timer)
  // After 250 ms, then 500, 1000, 2000, 4000.
  expect(lines).toBeGreaterThan(1)
  expect(lines).toBeLessThanOrEqual(5)
  await place.as('jonas').messages.post({ channel: 'town-square', text: 'it is over' })
  await page.getByRole('log', { name: 'Messages' }).getByText('it is over').waitFor()
})
