/** Notifications in the browser: cards inside, the browser's own outside, a sound, the number in title and icon; and nothing where one looks. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { post } from './post.ts'
import { startTeam, type Team } from './team.ts'

let browser: Browser
let team: Team
let page: Page
let problems: string[]
let hookUrl: string
let unique = 0

beforeAll(async () => {
  browser = await shareBrowser()
  team = await startTeam()
  // The team is kept quiet for other tests.
  await team.mara.preferences.set({ key: 'notify.pausedUntil', value: null })
  const { addresses } = await team.lena.hooks.create({ name: 'deploys', channel: 'release-room', dialects: ['mattermost'] })
  hookUrl = addresses[0]!.url
  ;({ page, problems } = await openWindow(browser, team.served.uiUrl))
  await page.getByRole('link', { name: 'town-square' }).waitFor()
  await page.addInitScript(standIn)
  await page.reload()
  await page.getByRole('link', { name: 'town-square' }).click()
  await page.getByPlaceholder('Message #town-square').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await team?.stop()
})

/** In the page: what the system would show and play, noted down. Nothing of this is there in a browser without a screen. */
function standIn(): void {
  const noted = { shown: [] as { title: string; body: string; tag: string | undefined }[], tones: 0, closed: 0, away: false, last: undefined as EventTarget | undefined }
  class Shown extends EventTarget {
    static readonly permission = 'granted'
    constructor(title: string, { body, tag }: { body: string; tag?: string }) {
      super()
      noted.shown.push({ title, body, tag })
      noted.last = this
    }
    close(): void {
      noted.closed += 1
    }
  }
  class Silent {
    readonly currentTime = 0
    readonly destination = {}
    resume = () => Promise.resolve()
    createGain = () => ({ gain: { setValueAtTime: () => 0, linearRampToValueAtTime: () => 0, exponentialRampToValueAtTime: () => 0 }, connect: () => ({}) })
    createOscillator = () => ({ frequency: { value: 0 }, connect: () => ({ connect: () => ({}) }), start: () => (noted.tones += 1), stop: () => 0 })
  }
  Object.assign(window, { Notification: Shown, AudioContext: Silent, noted })
  Object.defineProperty(document, 'hidden', { get: () => noted.away, configurable: true })
}

interface Noted {
  closed: number
  shown: { title: string; body: string; tag?: string }[]
  tones: number
  away: boolean
  last?: EventTarget
}
const noted = (): Promise<Noted> => page.evaluate(() => ({ ...(window as unknown as { noted: Noted }).noted }))
const lookAway = (away: boolean): Promise<unknown> => page.evaluate((is) => ((window as unknown as { noted: Noted }).noted.away = is), away)
const cards = () => page.getByRole('region', { name: 'Notifications' }).getByRole('article')

/** A channel of its own for each message, because one channel keeps still for a while. */
async function freshChannel(): Promise<string> {
  const name = `notes-${(unique += 1)}`
  await team.lena.channels.create({ name, members: ['mara'] })
  return name
}

async function closeCards(): Promise<void> {
  // Some go by themselves meanwhile.
  const closeFirst = (): Promise<void> => cards().first().getByRole('button', { name: 'Close' }).click({ timeout: 1000 })
  await expect.poll(async () => {
    if ((await cards().count()) > 0) await closeFirst().catch(() => undefined)
    return cards().count()
  }).toBe(0)
}
beforeEach(closeCards)

test('a mention elsewhere: a card with who, where and what, the number in title and icon; pressed, it opens the message', async () => {
  const channel = await freshChannel()
  await team.lena.messages.post({ channel, text: '**@mara** the build is red' })
  // It stays while one points at it.
  await cards().getByText(`Lena Fischer · #${channel}`).hover()
  await cards().getByText('@mara the build is red').waitFor()
  await expect.poll(() => page.title()).toMatch(/^\(1\) .*town-square/)
  await expect.poll(() => page.locator('link[rel="icon"]').getAttribute('data-badge')).toBe('1')
  await cards().getByRole('button', { name: /Because it names you/ }).click()
  await page.getByRole('article').filter({ hasText: 'the build is red' }).waitFor()
  await page.getByPlaceholder(`Message #${channel}`).waitFor()
  await expect.poll(() => page.title()).toMatch(/^(?!\()/)
  await expect.poll(() => page.locator('link[rel="icon"]').getAttribute('data-badge')).toBe('0')
  expect(await cards().count()).toBe(0)
})

test('nothing for what is being looked at, and nothing while paused', async () => {
  const [seen, other] = [await freshChannel(), await freshChannel()]
  await page.getByRole('link', { name: seen }).click()
  await page.getByPlaceholder(`Message #${seen}`).waitFor()
  await team.lena.messages.post({ channel: seen, text: '@mara you see this' })
  await page.getByRole('article').filter({ hasText: 'you see this' }).waitFor()
  await team.mara.preferences.set({ key: 'notify.pausedUntil', value: Date.now() + 60_000 })
  await page.getByRole('button', { name: /Notifications are paused/ }).waitFor()
  await team.lena.messages.post({ channel: await freshChannel(), text: '@mara paused' })
  await expect.poll(() => page.title()).toMatch(/^\(1\)/)
  await team.mara.preferences.set({ key: 'notify.pausedUntil', value: null })
  await page.getByRole('button', { name: /^You are Mara Lindqvist, @mara$/ }).waitFor()
  await team.lena.messages.post({ channel: other, text: '@mara last' })
  await cards().getByText('@mara last').waitFor()
  expect(await cards().allInnerTexts()).toEqual([expect.stringContaining(`#${other}`)])
})

test('quiet hours are those of this window’s own time zone', async () => {
  const minute = await page.evaluate(() => new Date().getHours() * 60 + new Date().getMinutes())
  const time = (at: number): string => `${String(Math.floor(((at + 1440) % 1440) / 60)).padStart(2, '0')}:${String((at + 1440) % 60).padStart(2, '0')}`
  await team.mara.preferences.set({ key: 'notify.quietHours', value: { from: time(minute - 2), to: time(minute + 20) } })
  await page.evaluate(() => (location.hash = '#/settings/notifications'))
  await page.getByLabel('From').waitFor()
  const { badge } = await team.mara.unreads.get()
  await team.lena.messages.post({ channel: await freshChannel(), text: '@mara quiet' })
  await expect.poll(() => page.title()).toMatch(new RegExp(`^\\(${badge + 1}\\)`))
  await team.mara.preferences.set({ key: 'notify.quietHours', value: { from: time(minute + 60), to: time(minute + 90) } })
  await expect.poll(() => page.getByLabel('From').inputValue()).toBe(time(minute + 60))
  await team.lena.messages.post({ channel: await freshChannel(), text: '@mara loud' })
  await cards().getByText('@mara loud').waitFor()
  expect(await cards().count()).toBe(1)
  await team.mara.preferences.set({ key: 'notify.quietHours', value: null })
})

test('a hook’s card says BOT and wears the yellow badge, whatever name it shows', async () => {
  await team.mara.preferences.set({ key: 'notify.level', value: 'all' })
  await post(hookUrl, { username: 'Lena Fischer', text: 'deployed' })
  const card = cards().filter({ hasText: 'deployed' })
  await card.hover()
  const signs = () => card.evaluate((note) => ['.sign__bot', '.sign__hook'].map((sign) => note.querySelector<HTMLElement>(sign)).map((sign) => [sign?.innerText, sign && getComputedStyle(sign).backgroundColor]))
  await expect.poll(signs).toEqual([['BOT', expect.any(String)], ['Webhook · not E2EE', 'rgb(255, 223, 107)']])
  await card.getByText('#release-room', { exact: true }).waitFor()
  await team.mara.preferences.set({ key: 'notify.level', value: 'mentions' })
})

test('without preview the text is hidden; with sound a tone is played', async () => {
  const before = (await noted()).tones
  await team.mara.preferences.set({ key: 'notify.preview', value: false })
  await team.mara.preferences.set({ key: 'notify.sound', value: true })
  await team.lena.messages.post({ channel: await freshChannel(), text: '@mara the code is 4711' })
  await cards().getByText('New message').waitFor()
  expect(await cards().first().innerText()).not.toContain('4711')
  await expect.poll(async () => (await noted()).tones - before).toBe(2)
  await team.mara.preferences.set({ key: 'notify.preview', value: true })
  await team.mara.preferences.set({ key: 'notify.sound', value: false })
})

test('away, it is the browser that shows it, as plain text; pressed, it opens that message', async () => {
  await team.mara.preferences.set({ key: 'notify.outside', value: true })
  await page.evaluate(() => (location.hash = '#/settings/notifications'))
  await expect.poll(() => page.getByRole('switch', { name: 'Outside this window' }).getAttribute('aria-checked')).toBe('true')
  await lookAway(true)
  const channel = await freshChannel()
  const { id, channelId } = await team.lena.messages.post({ channel, text: '@mara come [here](https://example.org)' })
  await expect.poll(async () => (await noted()).shown).toEqual([{ title: `Lena Fischer · #${channel}`, body: '@mara come here', tag: channelId }])
  expect(await cards().count()).toBe(0)
  await lookAway(false)
  await page.evaluate(() => (window as unknown as { noted: Noted }).noted.last?.dispatchEvent(new Event('click')))
  await page.locator(`[data-message-id="${id}"]`).waitFor()
  await expect.poll(() => new URL(page.url()).hash).toContain(`/channels/${channel}`)
})

test('what was deleted or read elsewhere is taken away, inside and outside; what is unread stays', async () => {
  await page.evaluate(() => (location.hash = '#/settings/notifications'))
  const setOutside = async (value: boolean): Promise<void> => {
    await team.mara.preferences.set({ key: 'notify.outside', value })
    await expect.poll(() => page.getByRole('switch', { name: 'Outside this window' }).getAttribute('aria-checked')).toBe(String(value))
  }
  await setOutside(false)
  const [deleted, read, stays] = [await freshChannel(), await freshChannel(), await freshChannel()]
  const say = (channel: string, text: string) => team.lena.messages.post({ channel, text: `@mara ${text}` })
  // A hidden window lets no card go by itself.
  await lookAway(true)
  const first = await say(deleted, 'deleted soon')
  const second = await say(read, 'read soon')
  await say(stays, 'still new')
  await expect.poll(() => cards().count()).toBe(3)
  await team.lena.messages.delete({ messageId: first.id })
  await team.mara.unreads.markRead({ channel: second.channelId, position: second.position })
  await expect.poll(() => cards().count()).toBe(1)
  expect(await cards().innerText()).toContain('still new')
  await setOutside(true)
  const { shown, closed } = await noted()
  const third = await say(await freshChannel(), 'away')
  await expect.poll(async () => (await noted()).shown.length).toBe(shown.length + 1)
  await team.mara.unreads.markRead({ channel: third.channelId, position: third.position })
  await expect.poll(async () => (await noted()).closed).toBe(closed + 1)
  await lookAway(false)
  await setOutside(false)
})

test('a card stays while one points at it, also when it was drawn anew, and goes by itself afterwards', async () => {
  const { page: other } = await openWindow(browser, team.served.uiUrl)
  await other.clock.install()
  await other.reload()
  await other.getByRole('link', { name: 'town-square' }).click()
  await other.getByPlaceholder('Message #town-square').waitFor()
  await team.lena.messages.post({ channel: await freshChannel(), text: '@mara look here' })
  const card = other.getByRole('region', { name: 'Notifications' }).getByRole('article').filter({ hasText: 'look here' })
  await card.waitFor()
  // Every card looks its channel up in the list that this changes.
  await other.getByRole('link', { name: await freshChannel() }).waitFor()
  await card.hover()
  await other.clock.fastForward(9000)
  expect(await card.count()).toBe(1)
  await other.mouse.move(0, 0)
  await other.clock.fastForward(9000)
  await expect.poll(() => card.count()).toBe(0)
  await other.context().close()
})

test('a flood is one card that counts', async () => {
  await page.evaluate(() => (location.hash = '#/channels/town-square'))
  await page.getByPlaceholder('Message #town-square').waitFor()
  const channel = await freshChannel()
  for (let number = 1; number <= 5; number += 1) await team.lena.messages.post({ channel, text: `@mara alert ${number}` })
  await cards().getByText('and 4 more').waitFor()
  expect(await cards().count()).toBe(1)
  await cards().getByText('@mara alert 5').waitFor()
})

test('nothing was reported as an error or a policy violation', () => expect(problems).toEqual([]))
