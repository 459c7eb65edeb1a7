/** Windows with little room: the least that the desktop allows, half of a screen, and everything twice as large. All can be seen and pressed. */
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { openWindow } from '../helpers/browser.ts'
import { firstScreens, moreScreens, parkPage, showScreen } from './screens.ts'
import { stageWindow } from './staged-window.ts'

/** 720 × 480 is the desktop's least window; the others are 1280 × 720 and 720 × 1440 at 200 %. */
const sizes = [{ width: 720, height: 480 }, { width: 640, height: 360 }, { width: 360, height: 720 }] as const
const firstPages: unknown[] = []
const t = stageWindow(async ({ browser, serving }) => {
  const { page } = await openWindow(browser, serving.mintWindowUrl())
  for (const size of sizes) {
    await page.setViewportSize(size)
    await page.getByRole('button', { name: 'I have an invite link' }).scrollIntoViewIfNeeded()
    const { width } = (await page.getByLabel('Workspace name').boundingBox())!
    firstPages.push([await findCut(page), width > 250])
  }
  await page.context().close()
})
const usual = { width: 1440, height: 900 }

const go = (hash: string): Promise<unknown> => t.page.evaluate((to) => (location.hash = to), hash)

/** What one presses and does not see in whole from one side to the other, for lack of room. */
const findCut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const cut = new Set<string>()
    for (const element of document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, [role="tab"]')) {
      const box = element.getBoundingClientRect()
      if (box.width <= 1 || box.height <= 1 || element.closest('pre, .table, .code, [inert]') !== null || !element.checkVisibility({ visibilityProperty: true })) continue
      let [left, right] = [0, innerWidth]
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).overflowX === 'visible') continue
        const frame = around.getBoundingClientRect()
        left = Math.max(left, frame.left)
        right = Math.min(right, frame.right)
      }
      if (box.left < left - 2 || box.right > right + 2) cut.add(`${element.getAttribute('aria-label') ?? element.textContent}: ${Math.round(box.left)}–${Math.round(box.right)} in ${Math.round(left)}–${Math.round(right)}`)
    }
    return [...cut]
  })

test('a workspace can be begun in each of them', () => expect(firstPages).toEqual(sizes.map(() => [[], true])))

describe.each(sizes)('at $width × $height', (size) => {
  test('everything can be pressed on every page', async () => {
    await t.page.setViewportSize(usual)
    await go('/channels/platform')
    await parkPage(t.page)
    await t.team.rewind()
    const seen: string[] = []
    for (const screen of [...firstScreens, ...moreScreens].filter(({ name }) => pages.test(name))) {
      await t.page.setViewportSize(usual)
      await showScreen(t.page, t.team, screen)
      await t.page.setViewportSize(size)
      await expect.poll(async () => [screen.name, await findCut(t.page)]).toEqual([screen.name, []])
      seen.push(screen.name)
      await t.page.setViewportSize(usual)
      await screen.leave?.(t.page, t.team)
    }
    expect(seen.length).toBeGreaterThan(15)
  })

  test.each(popups)('what opens over the page stays in the window: %s', async (name) => {
    await t.page.setViewportSize(size)
    const screen = firstScreens.find((one) => one.name === name)!
    await showScreen(t.page, t.team, screen)
    const outside = (): Promise<string[]> => t.page.locator('.menu, .popcard, .person-card, .emojis-popup, .suggestions').evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).filter(({ top, bottom, left, right }) => top < 0 || left < 0 || bottom > innerHeight || right > innerWidth).map((box) => JSON.stringify(box)))
    await expect.poll(outside).toEqual([])
    await t.page.keyboard.press('Escape')
    await screen.leave?.(t.page, t.team)
  })

  test('one chooses a request and reads what became of it', async () => {
    await showScreen(t.page, t.team, moreScreens.find(({ name }) => name === 'hook-requests')!)
    await t.page.setViewportSize(size)
    const row = t.page.getByRole('list', { name: 'Requests' }).getByRole('button', { name: /not valid JSON/ })
    await row.click()
    const verdict = t.page.getByRole('status').filter({ hasText: 'Refused: not valid JSON' })
    await verdict.scrollIntoViewIfNeeded()
    await expect.poll(() => seenOf(verdict)).toBeGreaterThan(100)
    await row.scrollIntoViewIfNeeded()
    await expect.poll(() => seenOf(row)).toBeGreaterThan(30)
  })

  test('one chooses a delivery and sends it again', async () => {
    await showScreen(t.page, t.team, moreScreens.find(({ name }) => name === 'outgoing-delivery-failed')!)
    await t.page.setViewportSize(size)
    const chosen = t.page.locator('.deliverygrid tbody tr[aria-current]')
    await chosen.scrollIntoViewIfNeeded()
    await expect.poll(() => seenOf(chosen)).toBeGreaterThan(30)
    await t.page.locator('.deliveryhead').getByRole('button', { name: 'Redeliver' }).click({ trial: true })
  })

  test.each(['incoming', 'outgoing', 'tokens'])('each row of a list says its name: %s', async (list) => {
    const { tokens } = t.team.as('lena')
    if (list === 'tokens') await tokens.create({ scope: 'hooks', label: 'Backup of the webhooks' })
    await t.page.setViewportSize(size)
    await go(`/integrations/${list}`)
    const names = t.page.locator('.who__name')
    await names.first().waitFor()
    await expect.poll(async () => Math.min(...(await names.evaluateAll((all) => all.map((name) => Math.min(1, name.clientWidth / Math.min(80, name.scrollWidth))))))).toBe(1)
    for (const { id } of await tokens.list()) await tokens.revoke({ id })
  })

  test('each message of a list says who sent it', async () => {
    await t.page.setViewportSize(size)
    await go('/mentions')
    const names = t.page.locator('.entry .msg__name')
    await names.first().waitFor()
    await expect.poll(async () => Math.min(...(await names.evaluateAll((all) => all.map((name) => name.getBoundingClientRect().width))))).toBeGreaterThan(24)
  })
})

const pages = /^(unread|threads|mentions|saved|browse|search|direct-empty|channel|settings-\w+|integrations|integrations-overview|tokens-none|outgoing|hook-create|hook-addresses|hook-settings|outgoing-settings|outgoing-consents)$/

const popups = ['provenance', 'person-card', 'message-menu', 'emoji-picker', 'autocomplete', 'profile-menu']

/** How much of its height is in the window, and in whatever scrolls it. */
const seenOf = (locator: Locator): Promise<number> =>
  locator.evaluate((element) => new Promise<number>((resolve) => new IntersectionObserver(([entry], observer) => { observer.disconnect(); resolve(entry!.intersectionRect.height) }).observe(element)))

describe('the sidebar of a slim window', () => {
  const sidebar = () => t.page.getByRole('navigation', { name: 'Workspace' })
  const show = () => t.page.getByRole('button', { name: 'Show sidebar' })
  const label = () => t.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')

  beforeAll(async () => {
    await t.page.setViewportSize(usual)
    await go('/channels/platform')
    await t.page.getByRole('heading', { level: 1, name: 'platform' }).waitFor()
    await t.page.setViewportSize({ width: 640, height: 360 })
  })

  test('leaves the page the whole window', async () => {
    await sidebar().waitFor({ state: 'detached' })
    await expect.poll(() => t.page.locator('.main').evaluate((main) => main.getBoundingClientRect().width)).toBe(640)
  })

  test('comes over the page with the focus, and goes with Escape and gives it back', async () => {
    await show().click()
    await sidebar().waitFor()
    await expect.poll(label).toMatch(/^platform/)
    expect(await t.page.locator('.main').evaluate((main) => main.hasAttribute('inert'))).toBe(true)
    await t.page.keyboard.press('ArrowUp')
    await expect.poll(label).not.toMatch(/^platform/)
    // A menu over it goes first.
    await sidebar().getByRole('button', { name: /workspace menu$/ }).click()
    await t.page.getByRole('menu').waitFor()
    await t.page.keyboard.press('Escape')
    await t.page.getByRole('menu').waitFor({ state: 'detached' })
    await expect.poll(label).toMatch(/workspace menu$/)
    await t.page.keyboard.press('Escape')
    await sidebar().waitFor({ state: 'detached' })
    await expect.poll(label).toBe('Show sidebar')
  })

  test.each(['security', 'security'])('goes when %s is chosen, also if it is open already, and one can write', async (name) => {
    await show().click()
    await sidebar().getByRole('link', { name: new RegExp(`(^|\\s)${name}\\b`) }).click()
    await sidebar().waitFor({ state: 'detached' })
    await t.page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await t.page.locator('.main').evaluate((main) => main.hasAttribute('inert'))).toBe(false)
  })

  test('goes by a press beside it, and stands beside the page again where there is room', async () => {
    await show().click()
    await sidebar().waitFor()
    await t.page.mouse.click(600, 200)
    await sidebar().waitFor({ state: 'detached' })
    await t.page.setViewportSize(usual)
    await sidebar().waitFor()
    expect(await t.page.locator('.main').evaluate((main) => main.getBoundingClientRect().width)).toBeLessThan(1300)
    expect(t.problems).toEqual([])
  })
})

test('all tabs of a channel’s details can be pressed in German, whose words are longer', async () => {
  const lena = t.team.as('lena')
  await t.page.setViewportSize(usual)
  await showScreen(t.page, t.team, firstScreens.find(({ name }) => name === 'details-members')!)
  await lena.preferences.set({ key: 'look.language', value: 'de' })
  await t.page.getByRole('tab', { name: 'Benachrichtigungen' }).waitFor()
  const cut = await findCut(t.page)
  await lena.preferences.set({ key: 'look.language', value: 'system' })
  expect(cut).toEqual([])
})
