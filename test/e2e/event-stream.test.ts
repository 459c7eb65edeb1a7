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

test('what is written after too many events came at once is there, and so is what follows', async () => {
  const { page, serving } = place
  await place.goTo('/channels/town-square')
  const list = page.getByRole('log', { name: 'Messages' })
  const jonas = place.as('jonas')
  const say = (text: string) => jonas.messages.post({ channel: 'town-square', text })
  await say('before the flood')
  await list.getByText('before the flood').waitFor()
  for (let count = 0; count < TOO_MANY; count += 1) serving.app.ctx.events.publish({ event: { name: 'tokens.changed', data: { id: 'none' as never } }, audience: { person: serving.app.me.personId } })
  await say('in the flood')
  await list.getByText('in the flood').waitFor()
  await say('after the flood')
  await list.getByText('after the flood').waitFor()
  await expect.poll(() => page.getByText('Connection lost').count()).toBe(0)
})
