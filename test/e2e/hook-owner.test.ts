/** In the browser: a webhook whose owner is gone says so over its page, and an admin takes it over with one click. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendJson } from '../helpers/post.ts'
import { moveIn, type OwnPlace } from './place.ts'

let place: OwnPlace
beforeAll(async () => {
  place = await moveIn()
})
afterAll(() => place?.leave())

test('taken over, it posts again', async () => {
  const lena = place.as('lena.fischer')
  const { hook, addresses } = await lena.hooks.create({ channel: 'town-square', name: 'nightly', owner: 'jonas', dialects: ['slack'] })
  await lena.people.setRole({ username: 'jonas', role: 'guest' })
  await place.goTo(`/integrations/incoming/${hook.id}`)
  const banner = place.page.getByRole('status').filter({ hasText: 'This webhook is paused' })
  await banner.getByText('Jonas Weber').waitFor()
  // The card that tells its owner lies over the button for eight seconds.
  await place.page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Close' }).click()
  await banner.getByRole('button', { name: 'Take over' }).click()
  await banner.waitFor({ state: 'detached' })
  expect(await lena.hooks.show({ id: hook.id })).toMatchObject({ enabled: true, pausedReason: null, owner: 'lena.fischer' })
  expect((await sendJson(addresses[0]?.url ?? '', { text: 'back' })).headers['x-hookline-reason']).toBe('posted')
})
