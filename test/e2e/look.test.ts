/** How it looks and whether it can be used without a mouse: contrast, narrow windows, focus, themes. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'
import { post } from './post.ts'

let browser: Browser
let served: Served
let hookId: string

beforeAll(async () => {
  browser = await shareBrowser()
  served = await serveChild()
  await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
  const made = (await served.cli('hooks', 'create', '--channel', 'town-square', '--name', 'a-name-that-is-as-long-as-names-of-pipelines-become', '--dialect', 'mattermost')) as {
    addresses: { mattermost: string }
  }
  hookId = ((await served.cli('hooks', 'list')) as { id: string }[])[0]!.id
  const long = 'x'.repeat(300)
  await post(made.addresses.mattermost, { username: long, text: `${long}\n\n| ${'wide column | '.repeat(12)}\n|${'--|'.repeat(12)}\n| ${'cell | '.repeat(12)}\n\n\`\`\`\n${long}\n\`\`\`` })
  await post(made.addresses.mattermost, { attachments: [{ title: long, fields: [{ title: long, value: long, short: true }] }] })
  await post(made.addresses.mattermost, '{"text"')
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

/** Text on ground, as pairs of tokens. */
const pairs = [
  ['--text', '--surface'], ['--text', '--canvas'], ['--text', '--selected'], ['--text', '--surface-raised'], ['--text', '--float-tint'],
  ['--text-soft', '--surface'], ['--text-soft', '--canvas'], ['--text-faint', '--surface'], ['--text-faint', '--canvas'], ['--text-faint', '--surface-sunken'],
  ['--text-faint', '--surface-hover'], ['--accent', '--surface'], ['--accent', '--accent-tint'], ['--on-accent', '--accent-solid'], ['--on-accent', '--accent-hover'],
  ['--on-hook-sign', '--hook-sign'], ['--on-bot', '--bot'], ['--float', '--float-tint'], ['--bad', '--bad-tint'], ['--on-bad', '--bad-solid'], ['--warn', '--warn-tint'],
  ['--ok', '--ok-tint'], ['--code-keyword', '--surface-sunken'], ['--code-string', '--surface-sunken'], ['--code-number', '--surface-sunken'], ['--code-name', '--surface-sunken'],
  ['--code-comment', '--surface-sunken'], ['--on-hue', '--hue-1'], ['--on-hue', '--hue-2'], ['--on-hue', '--hue-3'], ['--on-hue', '--hue-4'], ['--on-hue', '--hue-5'],
  ['--on-hue', '--hue-6'], ['--on-hue', '--hue-7'], ['--on-hue', '--hue-8'],
] as const

/** What a token is in the theme of the page, as three bytes. */
const readToken = (page: Page, name: string): Promise<number[]> =>
  page.evaluate((token) => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.color = `var(${token})`
    const bytes = getComputedStyle(probe).color.match(/[\d.]+/g)!.slice(0, 3).map(Number)
    probe.remove()
    return bytes
  }, name)

/** WCAG 2.2, 1.4.3. */
function contrastOf(one: readonly number[], other: readonly number[]): number {
  const luminance = (bytes: readonly number[]): number => {
    const [r = 0, g = 0, b = 0] = bytes.map((byte) => byte / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const go = (page: Page, hash: string): Promise<unknown> => page.evaluate((to) => (location.hash = to), hash)

describe.each([['light', false], ['dark', true]] as const)('%s', (_theme, dark) => {
  let page: Page
  let problems: string[]
  beforeAll(async () => {
    ;({ page, problems } = await openWindow(browser, served.uiUrl, { dark }))
    await page.getByRole('link', { name: 'town-square' }).waitFor()
  })
  afterAll(() => page?.context().close())

  test('text stands out from its ground at 4.5 : 1 or more', async () => {
    const weak: string[] = []
    for (const [text, ground] of pairs) {
      const ratio = contrastOf(await readToken(page, text), await readToken(page, ground))
      if (ratio < 4.5) weak.push(`${text} on ${ground}: ${ratio.toFixed(2)}`)
    }
    expect(weak).toEqual([])
    expect(contrastOf(await readToken(page, '--on-hook-sign'), await readToken(page, '--hook-sign'))).toBeGreaterThanOrEqual(7)
  })

  test.each([960, 720])('at %i px nothing scrolls sideways and nothing is cut off', async (width) => {
    await page.setViewportSize({ width, height: 700 })
    const pages = [
      ['/channels/town-square', page.getByPlaceholder('Message #town-square')],
      ['/integrations/incoming', page.getByRole('switch').first()],
      [`/integrations/incoming/${hookId}`, page.getByRole('list', { name: 'Requests' })],
      ['/integrations/incoming/new', page.getByRole('button', { name: 'Create webhook' })],
      ['/browse', page.getByRole('heading', { level: 1, name: 'Channels' })],
      ['/unread', page.getByRole('heading', { level: 1, name: 'Catch up' })],
      ['/search/xxx', page.getByRole('button', { name: /From/ })],
      ...['Profile', 'Look', 'Notifications', 'Workspace', 'Team', 'Integrations', 'Data', 'About'].map((name) => [`/settings/${name.toLowerCase()}`, page.getByRole('heading', { level: 1, name })] as const),
    ] as const
    const findWide = () =>
      page.evaluate(() => {
        const isAllowed = (element: Element): boolean => element.closest('pre, [aria-label="Table"]') !== null
        const scrolling = [...document.querySelectorAll('*')].filter((element) => element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX) && !isAllowed(element))
        const outside = [...document.querySelectorAll('button, input, select, textarea, a')].filter((element) => {
          const box = element.getBoundingClientRect()
          return box.width > 1 && box.right > innerWidth + 1 && !isAllowed(element)
        })
        return [...scrolling, ...outside].map((element) => `${element.tagName}.${element.className}`)
      })
    for (const [path, ready] of pages) {
      await go(page, `#${path}`)
      await ready.waitFor()
      await expect.poll(async () => [path, await findWide()]).toEqual([path, []])
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  test('nothing was reported as an error or a policy violation', () => expect(problems).toEqual([]))
})

test('from + to a webhook without a mouse, and one always sees where the focus is', async () => {
  const { page, problems } = await openWindow(browser, served.uiUrl)
  await page.getByPlaceholder('Message #town-square').or(page.getByPlaceholder('Message #off-topic')).waitFor()
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      const edge = element.closest<HTMLElement>('[role="group"]')
      const isRinged = (one: Element | null): boolean => one !== null && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2
      const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent ?? ''
      return { label: label.trim(), ringed: isRinged(element) || isRinged(edge), role: element.getAttribute('role') }
    })
  const unseen: string[] = []
  /** Presses Tab until it is reached. */
  async function tabTo(wanted: RegExp, key = 'Tab'): Promise<void> {
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press(key)
      const { label, ringed } = await focused()
      if (!ringed) unseen.push(label)
      if (wanted.test(label)) return
    }
    throw new Error(`${wanted.source} cannot be reached with ${key}`)
  }
  await tabTo(/^New$/, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor()
  await expect.poll(async () => (await focused()).label).toMatch(/^New channel/)
  for (const entry of [/^Direct message/, /^Browse channels/, /^Add a person/, /^Integrations/]) {
    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => (await focused()).label).toMatch(entry)
  }
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Incoming webhooks' }).waitFor()
  await tabTo(/^Add incoming webhook$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Add incoming webhook' }).waitFor()
  await tabTo(/^Name$/)
  await page.keyboard.type('by-keyboard')
  await tabTo(/^Channel$/)
  await page.keyboard.type('# town')
  await tabTo(/^kChat/)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await tabTo(/^Create webhook$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'by-keyboard is ready' }).waitFor()
  await tabTo(/^Copy address/)
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/hooks\/[a-z0-9]{26}$/)
  expect(unseen).toEqual([])
  expect(problems).toEqual([])
  await page.context().close()
})

test('rows stand below each other, also in a channel that one comes back to and in a window that becomes narrower', async () => {
  const { page } = await openWindow(browser, served.uiUrl)
  const list = page.getByRole('log', { name: 'Messages' })
  const gaps = () =>
    list.locator('[data-index]').evaluateAll((rows) => {
      const boxes = rows.map((row) => ({ at: Number((row as HTMLElement).dataset['index']), box: row.getBoundingClientRect() })).sort((a, b) => a.at - b.at)
      return boxes.slice(1).map(({ box }, index) => Math.round(box.top - boxes[index]!.box.bottom)).filter((px) => px !== 0)
    })
  const come = async (name: string): Promise<void> => {
    await page.getByRole('link', { name }).click()
    await page.getByPlaceholder(`Message #${name}`).waitFor()
  }
  await come('town-square')
  await list.getByRole('article').nth(1).waitFor()
  await come('off-topic')
  await come('town-square')
  await page.setViewportSize({ width: 1180, height: 900 })
  await page.getByPlaceholder('Message #town-square').fill('One more')
  await page.keyboard.press('Enter')
  await list.getByRole('article').filter({ hasText: 'One more' }).waitFor()
  await expect.poll(gaps).toEqual([])
  await page.context().close()
})

test('a chosen theme wins over the system and lasts over a reload', async () => {
  const { page } = await openWindow(browser, served.uiUrl)
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const choose = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Tidewater, workspace menu' }).click()
    await page.getByRole('menuitemradio', { name }).click()
  }
  await page.getByRole('link', { name: 'town-square' }).waitFor()
  const light = await ground()
  await choose('Dark')
  await expect.poll(ground).not.toBe(light)
  const dark = await ground()
  await page.reload()
  await page.getByRole('link', { name: 'town-square' }).waitFor()
  await expect.poll(ground).toBe(dark)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await ground()).toBe(dark)
  await choose('As the system')
  await expect.poll(ground).toBe(light)
  await page.context().close()
})
