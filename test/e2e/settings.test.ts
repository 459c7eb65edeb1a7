/** The settings in the browser: each control is there at once, stays over reload and restart, and is shown only to who may use it. */
import { readFileSync, rmSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { makePng } from '../helpers/upload.ts'

const dataFolder = makeDataFolder()
let browser: Browser
let served: Served
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await shareBrowser()
  served = await serveChild({ dataFolder })
  await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
  await served.cli('people', 'create', '--username', 'mara', '--display-name', 'Mara Lindqvist')
  await served.cli('people', 'create', '--username', 'gus', '--display-name', 'Gus Guest', '--role', 'guest')
  await served.cli('post', '--channel', 'town-square', 'first')
  await served.cli('post', '--channel', 'off-topic', 'second')
  ;({ page, problems } = await openWindow(browser, served.uiUrl))
  await page.getByRole('link', { name: 'town-square' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

const go = (to: Page, hash: string): Promise<unknown> => to.evaluate((path) => (location.hash = path), `#/settings/${hash}`)
const row = (name: string): Locator => page.locator(`[data-setting="${name}"]`)
const saved = (name: string): Promise<void> => row(name).getByText('Saved').waitFor()
const root = (key: string): Promise<string | undefined> => page.evaluate((name) => document.documentElement.dataset[name], key)
const style = (selector: string, property: string): Promise<string> => page.locator(selector).first().evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)

/** As a power cut would; the data stays. */
async function endWithoutGoodbye({ process: child }: Served): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

async function press(name: string, label: string): Promise<void> {
  await row(name).getByRole('button', { name: label, exact: true }).click()
  await saved(name)
}

describe('look', () => {
  beforeAll(() => go(page, 'look'))

  test('theme, at once', async () => {
    await expect.poll(() => style('body', 'color-scheme')).toBe('light dark')
    await press('look.theme', 'Dark')
    await expect.poll(async () => [await root('theme'), await style('.page__title', 'color')]).toEqual(['dark', 'rgb(231, 237, 242)'])
  })

  test('density and size change the message rows', async () => {
    await press('look.density', 'Compact')
    await press('look.size', '125 %')
    await page.keyboard.press('Escape')
    const message = page.getByRole('article').filter({ hasText: 'first' })
    await message.waitFor()
    // Compact 14/20, a quarter larger.
    await expect.poll(async () => [await style('article .msg__body', 'font-size'), await style('article .msg__body', 'line-height')]).toEqual(['17.5px', '25px'])
    await expect.poll(async () => (await message.locator('.avatar').boundingBox())?.width).toBe(30)
    await go(page, 'look')
    await press('look.size', '100 %')
  })

  test('less motion', async () => {
    await press('look.motion', 'Reduced')
    await expect.poll(() => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--time-panel')))).toBe(0)
  })

  test('the clock, with the focus kept', async () => {
    await press('look.clock', '12 hours')
    await expect.poll(() => row('look.clock').innerText()).toMatch(/It is \d{1,2}:\d\d\s[ap]m\./)
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('12 hours')
  })

  test('the language, in the whole window and with the focus kept', async () => {
    await row('look.language').getByRole('combobox').selectOption({ label: 'Deutsch' })
    await page.getByRole('heading', { name: 'Aussehen' }).waitFor()
    await expect.poll(() => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(['de', 'ltr'])
    await page.getByRole('link', { name: 'Benachrichtigungen' }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT')
    await row('look.language').getByText('Gespeichert').waitFor()
  })

  test('after a reload it is so before anything is painted', async () => {
    await page.addInitScript(() => {
      const looks: string[] = []
      Object.assign(window, { looks })
      const look = (): void => {
        if (document.body) looks.push(`${document.documentElement.dataset['theme']} ${document.documentElement.dataset['density']}`)
        if (looks.length < 5) requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    await page.reload()
    await page.getByRole('heading', { name: 'Aussehen' }).waitFor()
    await expect.poll(() => page.evaluate(() => (window as unknown as { looks: string[] }).looks.length)).toBe(5)
    expect(new Set(await page.evaluate(() => (window as unknown as { looks: string[] }).looks))).toEqual(new Set(['dark compact']))
    await row('look.language').getByRole('combobox').selectOption({ label: 'English' })
    await page.getByRole('heading', { name: 'Look' }).waitFor()
  })
})

describe('notifications', () => {
  beforeAll(() => go(page, 'notifications'))

  test('level, preview, sound', async () => {
    await press('notify.level', 'All messages')
    for (const [name, label] of [['notify.preview', 'Show the text'], ['notify.sound', 'Sound']] as const) {
      await row(name).getByRole('switch', { name: label }).click()
      await saved(name)
    }
  })

  test('words are added, not twice, and removed', async () => {
    const field = row('notify.keywords').getByRole('textbox')
    await field.fill('Rollback, outage, rollback')
    await field.press('Enter')
    await expect.poll(() => row('notify.keywords').getByRole('listitem').allInnerTexts()).toEqual(['Rollback', 'outage'])
    await row('notify.keywords').getByRole('button', { name: 'Remove “outage”' }).click()
    await expect.poll(() => row('notify.keywords').getByRole('listitem').allInnerTexts()).toEqual(['Rollback'])
    await saved('notify.keywords')
  })

  test('quiet hours', async () => {
    await row('notify.quietHours').getByRole('switch').click()
    await row('notify.quietHours').getByLabel('From').fill('21:30')
    await row('notify.quietHours').getByLabel('From').press('Enter')
    await saved('notify.quietHours')
    await expect.poll(() => row('notify.quietHours').getByLabel('From').inputValue()).toBe('21:30')
  })

  test('a pause and its end, here and in the menu of my picture', async () => {
    await row('notify.pausedUntil').getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('menuitem', { name: 'For 1 hour' }).click()
    await row('notify.pausedUntil').getByText('Paused until').waitFor()
    await page.getByRole('button', { name: /Notifications are paused/ }).click()
    await page.getByRole('menuitem', { name: 'Resume notifications' }).click()
    await row('notify.pausedUntil').getByText('Not paused.').waitFor()
  })

  test('the test says truly what came of it', async () => {
    await row('notify.test').getByRole('button', { name: 'Send a test' }).click()
    await row('notify.test').getByText('Not shown: your browser blocks notifications of this page.').waitFor()
    await page.evaluate(() => {
      class Shown extends EventTarget {
        static readonly permission = 'granted'
        static readonly made: string[][] = []
        constructor(title: string, { body }: { body: string }) {
          super()
          Shown.made.push([title, body])
          setTimeout(() => this.dispatchEvent(new Event('show')))
        }
      }
      Object.assign(window, { Notification: Shown })
    })
    await row('notify.test').getByRole('button', { name: 'Send a test' }).click()
    await row('notify.test').getByText('Shown. If you see nothing, your system holds it back.').waitFor()
    expect(await page.evaluate(() => (Notification as unknown as { made: string[][] }).made)).toEqual([['Hookline', 'This is how a notification looks.']])
  })
})

describe('profile', () => {
  beforeAll(() => go(page, 'profile'))

  test('name and title are saved on Enter and on leaving; Esc takes a change back', async () => {
    const name = row('profile.displayName').getByRole('textbox')
    await name.fill('Lena F.')
    await name.press('Enter')
    await saved('profile.displayName')
    const title = row('profile.title').getByRole('textbox')
    await title.fill('Pilot')
    await title.blur()
    await saved('profile.title')
    await name.fill('Nobody')
    await name.press('Escape')
    await expect.poll(async () => [await name.inputValue(), await page.getByRole('heading', { name: 'Profile' }).isVisible()]).toEqual(['Lena F.', true])
    await name.fill(' ')
    await row('profile.displayName').getByText('Give a name of up to 64 characters.').waitFor()
    await name.press('Escape')
  })

  test('the time zone', async () => {
    await row('profile.timeZone').getByRole('combobox').selectOption('Asia/Tokyo')
    await saved('profile.timeZone')
  })

  test('a picture, cropped to a square', async () => {
    await row('profile.picture').locator('input[type=file]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: makePng(60, 40, 3) })
    const dialog = page.getByRole('dialog', { name: 'Choose the square' })
    await dialog.getByRole('slider', { name: 'Zoom' }).fill('2')
    await dialog.getByRole('img', { name: /chosen part/ }).press('ArrowLeft')
    await dialog.getByRole('button', { name: 'Use picture' }).click()
    await saved('profile.picture')
    const picture = row('profile.picture').locator('img')
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])).toEqual([256, 256])
  })

  test('my status, from a suggestion', async () => {
    await row('profile.status').getByRole('button', { name: 'Set status' }).click()
    const dialog = page.getByRole('dialog', { name: 'Set your status' })
    await dialog.getByRole('button', { name: 'In a meeting' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await row('profile.status').getByText('In a meeting').waitFor()
    await row('profile.status').getByText(/^until today at|^until tomorrow at/).waitFor()
  })
})

describe('workspace and integrations', () => {
  test('name, limits, a new person and their role', async () => {
    await go(page, 'workspace')
    const name = row('workspace.name').getByRole('textbox')
    await name.fill('Tidewater North')
    await name.press('Enter')
    await saved('workspace.name')
    const length = row('messages.maxLength').getByRole('textbox')
    await length.fill('99')
    await row('messages.maxLength').getByText('From 1,000 to 16,383.').waitFor()
    await length.fill('5000')
    await length.press('Enter')
    await saved('messages.maxLength')
    await page.getByRole('button', { name: 'Add person' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a person' })
    await dialog.getByLabel('Display name').fill('Priya Raman')
    await expect.poll(() => dialog.getByLabel('Username').inputValue()).toBe('priya.raman')
    await dialog.getByRole('button', { name: 'Add person' }).click()
    await page.getByLabel('Priya Raman').and(page.getByRole('combobox')).selectOption({ label: 'Admin' })
    await page.locator('[data-setting^="role."]').filter({ hasText: 'Priya Raman' }).getByText('Saved').waitFor()
    const roleOf = async (wanted: string) => ((await served.cli('people', 'list')) as { username: string; role: string }[]).find(({ username }) => username === wanted)?.role
    await expect.poll(() => roleOf('priya.raman'), { timeout: 60_000 }).toBe('admin')
  })

  test('who was added is removed again, without a team, too', async () => {
    await page.getByRole('button', { name: 'Remove from workspace… Priya Raman' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Remove Priya Raman from the workspace?' })
    await dialog.getByText('They can write nothing any more').waitFor()
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('combobox', { name: 'Priya Raman' }).waitFor({ state: 'detached' })
    expect(((await served.cli('people', 'list', '--removed')) as { username: string }[]).map(({ username }) => username)).toEqual(['priya.raman'])
    // Nobody joins here, so no link would lead back.
    expect(await page.getByRole('button', { name: /^Bring back/ }).count()).toBe(0)
  })

  test('every key of the table is there and is written as shown', async () => {
    await go(page, 'integrations')
    await row('hooks.port').waitFor()
    for (const key of ['integrations.incomingEnabled', 'integrations.outgoingEnabled', 'integrations.allowUsernameOverride', 'integrations.allowIconOverride']) {
      await row(key).getByRole('switch').click()
      await saved(key)
    }
    await press('integrations.managedBy', 'Members too')
    await press('hooks.incomingLimit', '20')
    await press('hooks.outgoingLimit', '1')
    await press('hooks.outgoingLimit', 'Unlimited')
    await row('hooks.incomingLimit').getByRole('button', { name: 'Other' }).click()
    for (const [key, written] of [['hooks.incomingLimit.other', '7'], ['hooks.bodyLimitBytes', '1.5'], ['verdicts.keepPerHook', '50'], ['verdicts.keepDays', '3']] as const) {
      await row(key).getByRole('textbox').fill(written)
      await row(key).getByRole('textbox').press('Enter')
      if (key !== 'hooks.incomingLimit.other') await saved(key)
    }
    await row('hooks.port').getByRole('textbox').fill('70000')
    await row('hooks.port').getByText('From 0 to 65,535.').waitFor()
    await row('hooks.port').getByRole('textbox').press('Escape')
    await row('hooks.publicUrl').getByRole('textbox').fill('chat.example')
    await row('hooks.publicUrl').getByText('Must be an http:// or https:// address').waitFor()
    await row('hooks.publicUrl').getByRole('textbox').fill('https://chat.example')
    await row('hooks.publicUrl').getByRole('textbox').press('Enter')
    await saved('hooks.publicUrl')
    const values = async () => Object.fromEntries(((await served.cli('settings', 'list')) as { key: string; value: unknown }[]).map(({ key, value }) => [key, value]))
    await expect.poll(values, { timeout: 60_000 }).toMatchObject({
      'integrations.incomingEnabled': false,
      'integrations.outgoingEnabled': false,
      'integrations.allowUsernameOverride': false,
      'integrations.allowIconOverride': false,
      'integrations.managedBy': 'members',
      'hooks.incomingLimit': 7,
      'hooks.outgoingLimit': null,
      'hooks.publicUrl': 'https://chat.example',
      'hooks.bodyLimitBytes': 1_572_864,
      'verdicts.keepPerHook': 50,
      'verdicts.keepDays': 3,
      'messages.maxLength': 5000,
    })
  })
})

describe('data and about', () => {
  test('my messages are exported as JSON', async () => {
    await go(page, 'data')
    const [download] = await Promise.all([page.waitForEvent('download'), row('data.export').getByRole('button', { name: 'Download' }).click()])
    expect(download.suggestedFilename()).toMatch(/^hookline-lena\.fischer-\d{4}-\d\d-\d\d\.json$/)
    const content = JSON.parse(readFileSync(await download.path(), 'utf8')) as { person: { username: string }; messages: { text: string; author: string }[] }
    expect(content.person.username).toBe('lena.fischer')
    expect(content.messages.map(({ text, author }) => [author, text])).toEqual([['lena.fischer', 'first'], ['lena.fischer', 'second']])
    await row('data.export').getByText('2 messages exported').waitFor()
    await row('data.messages').getByText('2 messages').waitFor()
    await row('data.folder').getByText(dataFolder).waitFor()
  })

  test('about says the version and that nothing is encrypted', async () => {
    await go(page, 'about')
    await page.getByText('This workspace is on this computer only').waitFor()
    await page.getByText(/^Version \d+\.\d+\.\d+$/).waitFor()
    await expect.poll(() => page.getByRole('list', { name: 'Licences' }).getByRole('listitem').count()).toBeGreaterThan(20)
  })

  test('an address with a misprint leads back', async () => {
    await go(page, 'nowhere')
    await page.getByText('There is no such page').waitFor()
    await page.getByRole('link', { name: 'Profile' }).last().click()
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
  })
})

test('all of it is still so after a restart, in a new browser', async () => {
  await endWithoutGoodbye(served)
  served = await serveChild({ dataFolder })
  await page.context().close()
  ;({ page, problems } = await openWindow(browser, served.uiUrl))
  await page.getByRole('link', { name: 'town-square' }).waitFor()
  await go(page, 'look')
  await row('look.theme').waitFor()
  const pressed = async (name: string): Promise<string> => (await row(name).locator('[aria-pressed="true"]').innerText()).replace('\u00a0', ' ')
  await expect.poll(async () => [await pressed('look.theme'), await pressed('look.density'), await pressed('look.size'), await pressed('look.motion'), await pressed('look.clock')]).toEqual(['Dark', 'Compact', '100 %', 'Reduced', '12 hours'])
  await expect.poll(async () => [await root('theme'), await root('density'), await root('motion')]).toEqual(['dark', 'compact', 'reduced'])
  await go(page, 'notifications')
  await row('notify.level').waitFor()
  await expect.poll(async () => [await pressed('notify.level'), await row('notify.preview').getByRole('switch').getAttribute('aria-checked'), await row('notify.sound').getByRole('switch').getAttribute('aria-checked'), await row('notify.keywords').getByRole('listitem').allInnerTexts(), await row('notify.quietHours').getByLabel('From').inputValue()]).toEqual(['All messages', 'false', 'true', ['Rollback'], '21:30'])
  await go(page, 'profile')
  await row('profile.title').waitFor()
  await expect.poll(async () => [await row('profile.displayName').getByRole('textbox').inputValue(), await row('profile.title').getByRole('textbox').inputValue(), await row('profile.timeZone').getByRole('combobox').inputValue()]).toEqual(['Lena F.', 'Pilot', 'Asia/Tokyo'])
  await row('profile.picture').locator('img').waitFor()
  await go(page, 'workspace')
  await expect.poll(() => row('workspace.name').getByRole('textbox').inputValue()).toBe('Tidewater North')
  expect(problems).toEqual([])
})

test('in German, on a narrow window and read from the right nothing overlaps or is cut', async () => {
  await page.setViewportSize({ width: 960, height: 700 })
  await go(page, 'look')
  await row('look.language').getByRole('combobox').selectOption({ label: 'Deutsch' })
  await page.getByRole('heading', { name: 'Aussehen' }).waitFor()
  await page.evaluate(() => (document.documentElement.dir = 'rtl'))
  for (const [name, title] of [['profile', 'Profil'], ['look', 'Aussehen'], ['notifications', 'Benachrichtigungen'], ['workspace', 'Workspace'], ['team', 'Team'], ['integrations', 'Integrationen'], ['data', 'Daten'], ['about', 'Über Hookline']] as const) {
    await go(page, name)
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await page.locator('.page [data-setting]').first().waitFor()
    await expect.poll(async () => [name, await page.evaluate(findFaults)]).toEqual([name, []])
  }
  await go(page, 'look')
  await row('look.language').getByRole('combobox').selectOption({ label: 'English' })
  await page.getByRole('heading', { name: 'Look' }).waitFor()
})

/** In the page: rows whose parts lie over each other, and whatever stands outside of its card. */
function findFaults(): string[] {
  const faults: string[] = []
  for (const line of document.querySelectorAll('.page [data-setting]')) {
    const card = line.getBoundingClientRect()
    const [words, control] = ['.setting__text', '.setting__control'].map((part) => line.querySelector(part)!.getBoundingClientRect()) as [DOMRect, DOMRect]
    const overlap = Math.min(words.right, control.right) - Math.max(words.left, control.left) > 0 && Math.min(words.bottom, control.bottom) - Math.max(words.top, control.top) > 0
    if (overlap) faults.push(`${line.getAttribute('data-setting')}: overlaps`)
    for (const part of line.querySelectorAll('*')) {
      const box = part.getBoundingClientRect()
      if (box.width > 1 && (box.left < card.left - 1 || box.right > card.right + 1)) faults.push(`${line.getAttribute('data-setting')}: ${part.className.toString()} stands outside`)
    }
    // Of words that read from the right, the label begins at the row's right edge.
    if (words.right < control.right && words.top === control.top) faults.push(`${line.getAttribute('data-setting')}: stands the wrong way round`)
  }
  return faults
}

test.each(['mara', 'gus'])('%s sees what they may: no integrations, no limits, no roles to change', async (username) => {
  const folder = makeDataFolder()
  const own = await serveChild({ dataFolder: folder })
  await own.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
  await own.cli('people', 'create', '--username', username, '--role', username === 'gus' ? 'guest' : 'member')
  await endWithoutGoodbye(own)
  const theirs = await serveChild({ dataFolder: folder, as: username })
  onTestFinished(() => theirs.stop())
  const window = await openWindow(browser, theirs.uiUrl)
  await window.page.getByRole('button', { name: /^You are/ }).waitFor()
  await go(window.page, 'workspace')
  await window.page.getByRole('heading', { name: 'People' }).waitFor()
  await expect.poll(() => window.page.getByRole('navigation', { name: 'Settings' }).locator('.nav').getByRole('link').allInnerTexts()).toEqual(['Profile', 'Look', 'Notifications', 'Workspace', 'Team', 'Data', 'About'])
  await window.page.getByText('Lena Fischer', { exact: true }).waitFor()
  expect([await window.page.getByRole('combobox').count(), await window.page.getByRole('textbox').count(), await window.page.getByRole('button', { name: 'Add person' }).count()]).toEqual([0, 0, 0])
  await go(window.page, 'integrations')
  await window.page.getByText('There is no such page').waitFor()
  expect(window.problems).toEqual([])
  await window.page.context().close()
})
