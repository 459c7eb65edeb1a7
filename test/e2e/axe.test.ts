/** What axe finds on every screen, light and dark: nothing serious, nothing critical. And a walk through the window without a mouse. */
import { rmSync } from 'node:fs'
import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { openWindow, shareBrowser } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { stageTeam, type StagedTeam } from '../helpers/staged-team.ts'
import { makePng } from '../helpers/upload.ts'
import { parkPage, screens, showScreen } from './screens.ts'
import { aloneScreens, gather, teamScreens, type Gathered } from './team-screens.ts'

const { source } = axe

const dataFolder = makeDataFolder()
const flat = (name: string, width: number, height: number, seed: number) => ({ name, mediaType: 'image/png', bytes: makePng(width, height, seed), width, height })

let browser: Browser
let serving: Serving
let team: StagedTeam
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await shareBrowser()
  serving = await serve({ dataFolder, hooksPort: 0 })
})
afterAll(async () => {
  await browser?.close()
  await serving?.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

/**
 * Left out, each for its reason. Base UI keeps the focus in a menu or dialog by focusable elements at its ends, which hand it on and
 * are not announced. The list that completes a word is scrolled by the arrows of the text field that it belongs to.
 */
const left = ['[data-base-ui-focus-guard]', '.suggestions__list']

/** Named otherwise than they show, on purpose: "E2EE" is spoken in words, and initials stand for the picture of whoever the name says. */
const spokenOtherwise = { rules: [{ id: 'label-content-name-mismatch', selector: ':not(.sign__hook, .profile-button, :has(> .avatar:only-child))' }] }

const floating = '[role="menu"], [role="dialog"], [role="alertdialog"]'

/** In what floats alone, where something floats and `within` asks for it; else everywhere but in `known`. */
async function run(options: RunOptions, within?: 'floating', known: readonly string[] = []): Promise<string[]> {
  const include = within !== undefined && (await page.locator(floating).count()) > 0 ? [[floating]] : [['html']]
  const context = { include, exclude: [...left, ...known].map((one) => [one]) }
  const found = (await page.evaluate(([where, how]) => (window as unknown as { axe: { run(context: object, options: object): Promise<unknown> } }).axe.run(where, how), [context, options] as const)) as AxeResults
  const bad = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return bad.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary.split('\n').slice(1).join(' ').trim()}`))
}

/** The window's parts, whose colours are looked at once in each look: the same elements of the same size have the same colours. */
const parts = ['.titlebar', '.sidebar', '.main__page', '.panel']
const seen = { light: new Set<string>(), dark: new Set<string>() }

/** @returns those of the parts that were looked at before just as they are. */
async function findSeen(theme: keyof typeof seen): Promise<string[]> {
  const looks = await page.evaluate((all) => all.map((one) => {
    const element = document.querySelector(one)
    const { width = 0, height = 0 } = element?.getBoundingClientRect() ?? {}
    return `${one} ${width} ${height} ${element?.outerHTML ?? ''}`
  }), parts)
  return parts.filter((_, index) => {
    const look = looks[index] ?? ''
    const isSeen = seen[theme].has(look)
    seen[theme].add(look)
    return isSeen
  })
}

/** In dark only the colours are others, and what lies behind was looked at before. Colours take axe most of its time. */
async function findBarriers(): Promise<{ light: string[]; dark: string[] }> {
  const isFloating = (await page.locator(floating).count()) > 0
  const findColours = async (theme: keyof typeof seen): Promise<string[]> => run({ resultTypes: ['violations'], runOnly: ['color-contrast'] }, 'floating', isFloating ? [] : await findSeen(theme))
  const light = [...(await run({ resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } })), ...(await findColours('light'))]
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const dark = await findColours('dark')
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  return { light, dark }
}

async function open(): Promise<void> {
  ;({ page, problems } = await openWindow(browser, serving.uiUrl))
  page.setDefaultTimeout(20_000)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.evaluate(source)
  await page.evaluate((spec) => (window as unknown as { axe: typeof axe }).axe.configure(spec), spokenOtherwise)
}

test('first run', async () => {
  await open()
  await page.getByRole('heading', { name: 'A chat for your team and your tools' }).waitFor()
  expect(await findBarriers()).toEqual({ light: [], dark: [] })
  expect(problems).toEqual([])
  await page.context().close()
})

describe('with a team at work', () => {
  beforeAll(async () => {
    team = await stageTeam({ app: serving.app, at: () => undefined, faces: { priya: flat('priya.png', 96, 96, 3) }, board: flat('board.png', 800, 450, 5), photo: flat('gerald.png', 480, 360, 2) })
    await open()
    await parkPage(page)
    await team.rewind()
  })
  afterAll(() => page?.context().close())

  test.each([...screens, ...aloneScreens])('$name', async (screen) => {
    await showScreen(page, team, screen)
    expect(await findBarriers()).toEqual({ light: [], dark: [] })
    await screen.leave?.(page, team)
  })

  describe('on several computers', () => {
    let gathered: Gathered | undefined
    beforeAll(async () => {
      gathered = await gather(team)
    })
    afterAll(() => gathered?.end())

    test.each(teamScreens)('$name', async (screen) => {
      await showScreen(page, team, screen)
      expect(await findBarriers()).toEqual({ light: [], dark: [] })
    })
  })

  test('nothing was reported as an error or a policy violation', () => expect(problems).toEqual([]))
})

describe('without a mouse', () => {
  let unseen: string[]
  beforeAll(async () => {
    await open()
    await page.getByRole('button', { name: 'New', exact: true }).waitFor()
    unseen = []
  })
  afterAll(() => page?.context().close())

  const focused = () =>
    page.evaluate(() => {
      const isRinged = (one: Element | null): boolean => one !== null && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2
      const element = document.activeElement as HTMLElement
      const label = element.getAttribute('aria-label') ?? (element as HTMLTextAreaElement).placeholder ?? element.textContent ?? ''
      // The composer's ring stands on its box.
      const ringed = isRinged(element) || isRinged(element.closest('.composer__box, .field, [role="search"]')) || isRinged(element.parentElement)
      return { label: label.trim(), ringed, region: element.closest('[data-region]')?.getAttribute('data-region') ?? '' }
    })
  /** Where the focus is now; waits until it is there, and notes when one would not see it. */
  async function isOn(wanted: RegExp): Promise<void> {
    await expect.poll(async () => (await focused()).label).toMatch(wanted)
    if (!(await focused()).ringed) unseen.push((await focused()).label)
  }
  /** A row that is not drawn yet gets the focus a moment after the key; at an end it stays where it is. */
  async function pressAndFollow(key: string): Promise<void> {
    const before = await page.evaluateHandle(() => document.activeElement)
    await page.keyboard.press(key)
    await page.waitForFunction((element) => document.activeElement !== element, before, { timeout: 2000 }).catch(() => undefined)
  }
  async function pressUntil(key: string, wanted: RegExp, most = 30): Promise<void> {
    for (let step = 0; step < most; step += 1) {
      await pressAndFollow(key)
      const { label, ringed } = await focused()
      if (!ringed) unseen.push(label)
      if (wanted.test(label)) return
    }
    throw new Error(`${wanted.source} cannot be reached with ${key}; the focus is on “${(await focused()).label}”`)
  }
  async function f6To(region: string): Promise<void> {
    await expect.poll(async () => { await page.keyboard.press('F6'); return (await focused()).region }).toBe(region)
  }

  test('one opens a channel and writes', async () => {
    await f6To('sidebar')
    await pressUntil('ArrowDown', /^platform/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'platform' }).waitFor()
    await f6To('composer')
    await isOn(/^Message #platform/)
    await page.keyboard.type('Nobody touched a mouse')
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: /Nobody touched a mouse/ }).waitFor()
  })

  test('one reacts, and is back on the message', async () => {
    await f6To('list')
    await pressUntil('ArrowUp', /Queue costs are down/)
    await page.keyboard.press('r')
    await page.getByRole('grid', { name: 'Emoji' }).waitFor()
    await isOn(/^Search emoji/)
    await page.keyboard.type('rocket')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '🚀, 1 person: you' }).waitFor()
    await isOn(/Queue costs are down/)
  })

  test('one answers in the thread, and is back on the message', async () => {
    await page.keyboard.press('Enter')
    await isOn(/^Reply/)
    await page.keyboard.type('Down to what?')
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Thread' }).getByText('1 reply').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary', { name: 'Thread' }).waitFor({ state: 'detached' })
    await isOn(/Queue costs are down/)
  })

  test('one searches, and jumps to what was found', async () => {
    await page.keyboard.press('Control+f')
    await isOn(/^Search messages/)
    await page.keyboard.type('costs')
    await expect.poll(() => page.getByRole('list', { name: /found/ }).locator('.msg__body').allInnerTexts()).toEqual(['Queue costs are down 18 % since the batch change.'])
    await pressUntil('Tab', /^Jump/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'platform' }).waitFor()
  })

  test('one opens a list of keys and comes back, opens the settings and comes back', async () => {
    await f6To('composer')
    await page.keyboard.press('Control+/')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await isOn(/^Message #platform/)
    await page.keyboard.press('Control+,')
    await page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor()
    await f6To('sidebar')
    await pressUntil('Shift+Tab', /^Back to the channel/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'platform' }).waitFor()
  })

  test('one always saw where the focus was', () => {
    expect(unseen).toEqual([])
    expect(problems).toEqual([])
  })
})
