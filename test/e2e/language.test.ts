/** The window in German, in the language of the system or as chosen, and read from the right. */
import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInlineClient } from '#server/rpc/router.ts'
import { serve, type Serving } from '../../src/main/headless/serve.ts'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'
import { makeDataFolder } from '../helpers/start-app.ts'
import { post } from './post.ts'
import { settledBox } from './settled.ts'
import { findEnglish } from './words-left.ts'

let browser: Browser

beforeAll(async () => {
  browser = await shareBrowser()
})
afterAll(() => browser?.close())

const go = (page: Page, hash: string): Promise<unknown> => page.evaluate((to) => (location.hash = to), hash)
const pageLanguage = (page: Page): Promise<string[]> => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

describe('on a German system', () => {
  let served: Served
  let page: Page
  let problems: string[]
  let address: string

  beforeAll(async () => {
    served = await serveChild()
    ;({ page, problems } = await openWindow(browser, served.uiUrl, { locale: 'de-DE' }))
  })
  afterAll(() => served?.stop())

  test('the first page asks in German', async () => {
    await page.getByRole('heading', { name: 'Ein Chat für dein Team und deine Tools' }).waitFor()
    await expect.poll(() => page.getByLabel('Dein Name').inputValue()).not.toBe('')
    await expect.poll(() => pageLanguage(page)).toEqual(['de', 'ltr'])
    expect(await findEnglish(page)).toEqual([])
    // Nobody who has none yet is told to stay in a workspace.
    await button(page, 'Ich habe einen Einladungslink').click()
    await page.getByRole('heading', { name: 'Einem Workspace beitreten' }).waitFor()
    expect(await findEnglish(page)).toEqual([])
    await button(page, 'Zurück').click()
    await page.getByLabel('Dein Name').fill(' ')
    await button(page, 'Workspace anlegen').click()
    await page.getByText('Sag deinen Namen in höchstens 64 Zeichen').waitFor()
    await page.getByLabel('Dein Name').fill('Lena Fischer')
    await button(page, 'Workspace anlegen').click()
    await page.getByRole('link', { name: 'town-square' }).click()
    await page.getByRole('button', { name: 'Neu', exact: true }).waitFor()
    expect(await findEnglish(page)).toEqual([])
  })

  test('a webhook is added, tried and seen to post in German', async () => {
    await go(page, '/integrations/incoming')
    await page.getByText('Hier postet noch kein Tool').waitFor()
    expect(await findEnglish(page)).toEqual([])
    await page.getByRole('link', { name: 'Eingehenden Webhook hinzufügen' }).click()
    await button(page, 'Webhook anlegen').click()
    await page.getByText('Gib dem Webhook einen Namen').waitFor()
    await page.getByText('Ein gültiger Kanal ist nötig').waitFor()
    await page.getByText('Mehr: angezeigter Name und Bild').click()
    expect(await findEnglish(page)).toEqual([])
    await page.getByLabel('Name', { exact: true }).fill('deploy')
    await page.getByLabel('Kanal', { exact: true }).selectOption({ label: '# town-square' })
    await button(page, 'Webhook anlegen').click()
    await page.getByRole('heading', { name: 'deploy ist bereit' }).waitFor()
    await button(page, 'Adresse verbergen').click()
    expect(await findEnglish(page)).toEqual([])
    await button(page, 'Adresse kopieren').click()
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    await expect.poll(copied).toMatch(/^http/)
    address = await copied()
    expect(await post(address, { text: 'Hallo' })).toBe(200)
    await page.getByText('Angekommen in # town-square').waitFor()
    expect(await findEnglish(page)).toEqual([])
    await button(page, 'Fertig').click()
  })

  test('so is what became of each request', async () => {
    const requests = page.getByRole('list', { name: 'Anfragen' })
    await requests.getByText('Gepostet in # town-square').waitFor()
    expect(await findEnglish(page)).toEqual([])
    expect(await post(address, '{"text": "half')).toBe(400)
    await requests.getByRole('button', { name: /Abgewiesen: kein gültiges JSON/ }).click()
    const verdict = page.getByRole('status').filter({ hasText: 'Abgewiesen: kein gültiges JSON' })
    await verdict.getByText(/Dem Absender wurde 400 geantwortet\.$/).waitFor()
    // What the server found is in German, too.
    await verdict.getByText(/Das JSON ist bei Byte \d+ des Inhalts nicht lesbar: der Text, der hier beginnt, endet nie: ein schließendes Anführungszeichen fehlt\./).waitFor()
    await requests.getByText(/^Das JSON ist bei Byte \d+ des Inhalts nicht lesbar/).waitFor()
    expect(await page.locator('[lang="en"]').count()).toBe(0)
    expect(await findEnglish(page)).toEqual([])
  })

  test('so are addresses, settings and deletion', async () => {
    await page.getByRole('tab', { name: 'Adressen' }).click()
    await button(page, `Mehr zur Adresse, die auf ${address.slice(-4)} endet`).click()
    expect(await findEnglish(page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Erneuern …' }).click()
    await button(page, 'Nach 1 Stunde').click()
    expect(await findEnglish(page)).toEqual([])
    await button(page, 'Erneuern').click()
    await page.getByText(/gilt bis (?:heute|morgen) um \d\d:\d\d\.$/).waitFor()
    expect(await findEnglish(page)).toEqual([])
    await button(page, 'Fertig').click()

    await page.getByRole('tab', { name: 'Einstellungen' }).click()
    await page.getByLabel('Beschreibung').fill('Meldet jede Auslieferung')
    await page.getByText('Noch nicht gespeichert').waitFor()
    expect(await findEnglish(page)).toEqual([])
    await button(page, 'Speichern').click()
    await page.getByText('Die Einstellungen sind gespeichert').waitFor()

    await button(page, 'Mehr').click()
    await page.getByRole('menuitem', { name: 'Löschen …' }).click()
    const dialog = page.getByRole('alertdialog', { name: '„deploy“ löschen?' })
    await dialog.getByText('2 aufgezeichnete Anfragen. Nachrichten bleiben.').waitFor()
    expect(await findEnglish(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Abbrechen' }).click()
    await page.getByRole('link', { name: 'Eingehende Webhooks' }).first().click()
    await page.getByText('2 Anfragen aufgezeichnet').waitFor()
    await page.getByText('50 % angenommen'.replace(' %', '\u00a0%')).waitFor()
    expect(await findEnglish(page)).toEqual([])
  })

  test('a message keeps the sign that is the same for everybody, and speaks of it in German', async () => {
    await go(page, '/channels/town-square')
    const row = page.getByRole('article').filter({ hasText: 'Hallo' })
    await expect.poll(() => row.getByRole('button', { name: /^Webhook, nicht Ende-zu-Ende-verschlüsselt/ }).innerText()).toBe('Webhook · not E2EE')
    await expect.poll(() => row.getAttribute('aria-label')).toMatch(/BOT, Webhook, nicht Ende-zu-Ende-verschlüsselt/)
    expect(await findEnglish(page)).toEqual([])
  })

  const settingsPages = ['profile', 'look', 'notifications', 'workspace', 'integrations', 'data', 'about'].map((name) => `/settings/${name}`)

  test.each(['/browse', '/unread', '/threads', '/mentions', '/saved', '/search/hallo', ...settingsPages])('%s speaks German', async (path) => {
    await go(page, path)
    // So that nothing of the page before is looked at.
    await page.reload()
    await expect.poll(() => page.locator('.main').innerText()).toMatch(/\p{L}{4}/u)
    await expect.poll(() => page.locator('.main [aria-busy="true"]').count()).toBe(0)
    expect(await findEnglish(page)).toEqual([])
  })

  test('nothing was reported as an error', () => expect(problems).toEqual([]))
})

describe('as chosen', () => {
  const dataFolder = makeDataFolder()
  let serving: Serving
  let page: Page

  beforeAll(async () => {
    serving = await serve({ dataFolder, hooksPort: 0 })
    const client = createInlineClient(serving.app.callAs(serving.app.me))
    await client.workspace.setUp({ workspaceName: 'Tidewater', displayName: 'Lena Fischer' })
    ;({ page } = await openWindow(browser, serving.uiUrl))
    await page.getByRole('link', { name: 'town-square' }).waitFor()
  })
  afterAll(async () => {
    await serving?.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  const choose = (value: 'system' | 'en' | 'de') => createInlineClient(serving.app.callAs(serving.app.me)).preferences.set({ key: 'look.language', value })

  test('another language redraws the open window, and the one of the system comes back', async () => {
    await go(page, '/integrations/incoming')
    await page.getByText('No tool posts here yet').waitFor()
    await expect.poll(() => pageLanguage(page)).toEqual(['en', 'ltr'])
    await expect.poll(() => findEnglish(page)).toContain('No incoming webhooks found')
    await choose('de')
    await page.getByText('Hier postet noch kein Tool').waitFor()
    await expect.poll(() => pageLanguage(page)).toEqual(['de', 'ltr'])
    await expect.poll(() => findEnglish(page)).toEqual([])
    await choose('system')
    await page.getByText('No tool posts here yet').waitFor()
    await expect.poll(() => pageLanguage(page)).toEqual(['en', 'ltr'])
  })

  test('the next start speaks it from the first page that is drawn', async () => {
    await choose('de')
    await page.getByText('Hier postet noch kein Tool').waitFor()
    await page.addInitScript(() => {
      const said: string[] = []
      Object.assign(window, { said })
      new MutationObserver(() => document.getElementById('root')?.firstChild && said.push(document.documentElement.lang)).observe(document, { childList: true, subtree: true })
    })
    await page.reload()
    await page.getByText('Hier postet noch kein Tool').waitFor()
    expect(await page.evaluate(() => [...new Set((window as unknown as { said: string[] }).said)])).toEqual(['de'])
    await choose('en')
    await page.getByText('No tool posts here yet').waitFor()
  })
})

describe('read from the right', () => {
  let served: Served
  let hookId: string

  beforeAll(async () => {
    served = await serveChild()
    await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
    const made = (await served.cli('hooks', 'create', '--channel', 'town-square', '--name', 'a-name-that-is-as-long-as-names-of-pipelines-become', '--dialect', 'mattermost')) as { addresses: { mattermost: string } }
    hookId = ((await served.cli('hooks', 'list')) as { id: string }[])[0]!.id
    await post(made.addresses.mattermost, { username: 'نشر', text: 'تم نشر **web 4.18.2**\n\n```\ncurl -d "one two"\n```', attachments: [{ color: '#00ff00', title: 'x'.repeat(200), fields: [{ title: 'a', value: 'b', short: true }] }] })
    await post(made.addresses.mattermost, '{"text"')
  })
  afterAll(() => served?.stop())

  /** Elements that are wider than their box allows, the document included; code and tables scroll on purpose, and names end in an ellipsis. */
  const findTooWide = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('html, body, .app, .sidebar, .sidebar *, .main, .main *')]
        .filter((element) => element.closest('pre, .table, .only-spoken') === null)
        .filter((element) => !/^(visible|clip)$/.test(getComputedStyle(element).overflowX) && getComputedStyle(element).textOverflow !== 'ellipsis')
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => `${element.tagName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`),
    )

  test.each([1440, 960])('nothing is wider than a window of %i px, and the sidebar stands at the right', async (width) => {
    const { page, problems } = await openWindow(browser, served.uiUrl, { width })
    await page.getByRole('link', { name: 'town-square' }).waitFor()
    await page.evaluate(() => (document.documentElement.dir = 'rtl'))
    const seen: [path: string, sign: string][] = [
      ['/channels/town-square', 'curl -d'],
      ['/integrations/incoming', 'a-name-that-is-as-long'],
      [`/integrations/incoming/${hookId}`, 'Refused: not valid JSON'],
    ]
    for (const [path, sign] of seen) {
      await go(page, path)
      await page.locator('.main').getByText(sign).first().waitFor()
      await expect.poll(async () => [path, await findTooWide(page)]).toEqual([path, []])
      const [sidebar, main] = [await settledBox(page.locator('.sidebar')), await settledBox(page.locator('.main'))]
      expect(sidebar.x + sidebar.width).toBe(width)
      expect(main.x).toBe(0)
    }
    await go(page, '/channels/town-square')
    const gap = (): Promise<number> => page.getByRole('link', { name: 'town-square' }).evaluate((row) => {
      const words = document.createRange()
      words.selectNodeContents(row.querySelector('bdi')!)
      return row.querySelector('svg')!.getBoundingClientRect().left - words.getBoundingClientRect().right
    })
    await expect.poll(gap, { message: 'between a name and its icon' }).toBeGreaterThan(0)
    await expect.poll(gap, { message: 'between a name and its icon' }).toBeLessThan(20)
    expect(problems).toEqual([])
    await page.context().close()
  })
})
