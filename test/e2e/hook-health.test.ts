/** In the browser: how a webhook does, the notes over its page with what ends them, giving it to somebody else, and from a message's card to its very request. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HookId } from '#shared/contract/ids.ts'
import { sendJson } from '../helpers/post.ts'
import { moveIn, type Client, type OwnPlace } from './place.ts'

const day = 24 * 3600_000
let place: OwnPlace
let lena: Client
const hooks: Record<string, { readonly id: HookId; readonly path: string }> = {}

/** Lets `act` happen some days ago. */
async function daysAgo(days: number, act: () => Promise<unknown>): Promise<void> {
  const { now } = Date
  Date.now = () => now() - days * day
  try {
    await act()
  } finally {
    Date.now = now
  }
}

async function addHook(owner: Client, name: string, channel = 'town-square'): Promise<string> {
  const { hook, addresses } = await owner.hooks.create({ channel, name, dialects: ['slack'] })
  const url = addresses[0]?.url ?? ''
  hooks[name] = { id: hook.id, path: new URL(url).pathname }
  return url
}

const send = (name: string, body: unknown) => sendJson(`${place.serving.hooksUrl}${hooks[name]?.path ?? ''}`, body)
const openHook = (name: string) => place.goTo(`/integrations/incoming/${hooks[name]?.id ?? ''}`)

beforeAll(async () => {
  place = await moveIn({
    prepare: async (owner) => {
      await daysAgo(100, () => addHook(owner, 'dusty'))
      let url = ''
      await daysAgo(8, async () => (url = await addHook(owner, 'nightly')))
      for (const days of [7, 6, 5, 4, 3]) await daysAgo(days, () => sendJson(url, { text: '' }))
      await owner.channels.create({ name: 'private-room', private: true })
      await addHook(owner, 'secretive', 'private-room')
      await addHook(owner, 'busy')
    },
  })
  lena = place.as('lena.fischer')
})
afterAll(() => place?.leave())

const note = (text: RegExp): Locator => place.page.getByRole('status').filter({ hasText: text })
const strip = (name: string): Locator => place.page.getByRole('region', { name: `How ${name} does` })

test('the strip counts what comes and leads to the last refusal', async () => {
  await openHook('busy')
  await place.page.getByText('Waiting for the first request').waitFor()
  expect(await strip('busy').count()).toBe(0)
  for (const text of ['one', 'two', 'three']) await send('busy', { text })
  await expect.poll(() => strip('busy').innerText().catch(() => '')).toMatch(/3 requests in 24 hours\s*100\s% of 3 in 7 days accepted[\s\S]*p95[\s\S]*last success/)
  await send('busy', { text: '' })
  await expect.poll(() => strip('busy').innerText()).toMatch(/4 requests in 24 hours[\s\S]*75\s% of 4 in 7 days accepted[\s\S]*last refusal/)
  expect(await strip('busy').getByRole('img').getAttribute('aria-label')).toBe('Requests of the last 24 hours, by the hour: 3 accepted, 1 refused.')
  await send('busy', { text: 'four' })
  await strip('busy').getByRole('link').click()
  await expect.poll(() => place.page.locator('.req[aria-current]').innerText()).toMatch(/^400/)
})

test('five days of refusals: it pauses itself before everybody’s eyes, its owner is told, one click resumes it', async () => {
  await openHook('nightly')
  await place.page.getByRole('tab', { name: /^Requests/ }).waitFor()
  await place.goTo('/integrations/incoming')
  const row = place.page.getByRole('row').filter({ hasText: 'nightly' })
  await row.getByText('Failing').waitFor()
  await send('nightly', { text: '' })
  await row.locator('.pill').getByText('Paused', { exact: true }).waitFor()
  // The card that tells its owner, too, stands over the buttons.
  const told = place.page.getByRole('region', { name: 'Notifications' })
  await told.getByText('“nightly” is paused').waitFor()
  await told.getByRole('button', { name: 'Close' }).click()
  await openHook('nightly')
  await note(/This webhook paused itself/).getByRole('link', { name: 'Show the last refusal' }).click()
  await expect.poll(() => place.page.locator('.req[aria-current]').innerText()).toMatch(/^400/)
  await note(/This webhook paused itself/).getByRole('button', { name: 'Switch on again' }).click()
  await note(/This webhook paused itself/).waitFor({ state: 'detached' })
  expect(await lena.hooks.show({ id: hooks['nightly']!.id })).toMatchObject({ enabled: true, pausedReason: null })
  expect((await send('nightly', { text: 'mended' })).headers['x-hookline-reason']).toBe('posted')
  await expect.poll(async () => (await lena.messages.list({ channel: '@lena.fischer' })).messages.map(({ text }) => text)).toEqual([expect.stringContaining('“nightly” is paused')])
})

test('unused for 90 days: flagged and filtered in the list, and switched off from its page', async () => {
  await place.goTo('/integrations/incoming')
  const row = place.page.getByRole('row').filter({ hasText: 'dusty' })
  await row.getByText('Unused').waitFor()
  await place.page.getByRole('button', { name: 'Unused 1' }).click()
  await expect.poll(() => place.page.getByRole('row').count()).toBe(2)
  await row.getByRole('link', { name: 'dusty' }).click()
  await note(/No request ever came/).getByRole('button', { name: 'Switch it off' }).click()
  await note(/No request ever came/).waitFor({ state: 'detached' })
  expect((await lena.hooks.show({ id: hooks['dusty']!.id })).enabled).toBe(false)
})

test('given to somebody else: refused in place where they cannot read the channel, then done', async () => {
  const { page } = place
  await place.goTo(`/integrations/incoming/${hooks['secretive']?.id ?? ''}/settings`)
  await page.getByRole('button', { name: 'Give to…' }).click()
  const dialog = page.locator('.dialog')
  await expect.poll(async () => (await dialog.getByRole('option').allInnerTexts()).map((text) => text.replace(/^[\s\S]*@/, '')).sort()).toEqual(['aiko', 'jonas', 'priya'])
  await dialog.getByRole('button', { name: 'Give', exact: true }).click()
  await dialog.getByText('Choose who gets it').waitFor()
  await dialog.getByRole('option', { name: /Jonas Weber/ }).click()
  await dialog.getByText('It posts on behalf of Jonas Weber').waitFor()
  await dialog.getByRole('button', { name: 'Give to Jonas Weber' }).click()
  await dialog.getByText('Jonas Weber cannot read # private-room').waitFor()
  expect((await lena.hooks.show({ id: hooks['secretive']!.id })).owner).toBe('lena.fischer')
  await lena.channels.addPeople({ channel: 'private-room', usernames: ['jonas'] })
  await dialog.getByRole('button', { name: 'Give to Jonas Weber' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('@jonas', { exact: true }).first().waitFor()
  expect((await lena.hooks.show({ id: hooks['secretive']!.id })).owner).toBe('jonas')
  // The form behind it was left alone.
  expect(await page.getByText('Settings are saved').count()).toBe(0)
})

test('the card of a sign goes with Escape from wherever it is pressed, and with another click on the sign', async () => {
  const { page } = place
  await place.goTo('/channels/town-square')
  const sign = page.getByRole('log', { name: 'Messages' }).getByRole('button', { name: /Show where this came from/ }).first()
  const card = page.getByRole('dialog', { name: 'Not end-to-end encrypted' })
  await sign.click()
  await card.waitFor()
  // The focus is there for a moment before it goes into the card.
  await sign.dispatchEvent('keydown', { key: 'Escape' })
  await card.waitFor({ state: 'detached' })
  await sign.click()
  await card.waitFor()
  await sign.click()
  await card.waitFor({ state: 'detached' })
  expect(await sign.getAttribute('aria-expanded')).toBe('false')
})

test('a message’s card opens the very request that posted it', async () => {
  const { page } = place
  await place.goTo('/channels/town-square')
  const row = page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: 'one' })
  await row.getByRole('button', { name: /Show where this came from/ }).first().click()
  await page.getByRole('link', { name: 'Show the request' }).click()
  const posted = (await lena.verdicts.list({ hookId: hooks['busy']!.id })).filter(({ reason }) => reason === 'posted')
  const first = posted.at(-1)
  expect(posted.length).toBeGreaterThan(1)
  await expect.poll(() => page.url()).toMatch(new RegExp(`/requests/${String(first?.id)}$`))
  await page.getByRole('region', { name: 'The open request' }).getByText(first?.requestId ?? '').waitFor()
})
