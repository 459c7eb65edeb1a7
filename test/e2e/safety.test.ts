/** Hostile senders: nothing they send imitates, covers or pushes away the badge, runs, or makes the reader's browser fetch. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWindow, shareBrowser, serveChild, type Served } from '../helpers/browser.ts'

let browser: Browser
let served: Served
let page: Page
let problems: string[]
let url = ''
const foreign: string[] = []

beforeAll(async () => {
  browser = await shareBrowser()
  served = await serveChild()
  await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
  const { addresses } = (await served.cli('hooks', 'create', '--channel', 'town-square', '--name', 'legacy-import', '--dialect', 'mattermost')) as { addresses: { mattermost: string } }
  url = addresses.mattermost
  ;({ page, problems } = await openWindow(browser, served.uiUrl))
  page.on('request', (request) => void (new URL(request.url()).host !== new URL(served.uiUrl).host && !request.url().startsWith('blob:') && foreign.push(request.url())))
  await page.getByPlaceholder('Message #town-square').waitFor()
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

let marks = 0
async function show(payload: Record<string, unknown>): Promise<Locator> {
  const mark = `mark-${(marks += 1)}`
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ ...payload, text: `${String(payload['text'] ?? '')}\n\n${mark}` }) })
  expect(answer.status).toBe(200)
  const row = page.getByRole('article').filter({ hasText: mark })
  await row.waitFor()
  return row
}

/** The badge is visible, whole, inside the row's head, and what one points at there is the badge. */
async function expectSigned(row: Locator): Promise<void> {
  const badge = row.getByRole('button', { name: 'Webhook, not end-to-end encrypted' })
  const look = () => badge.evaluate((element) => {
    const box = element.getBoundingClientRect()
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    const panel = element.closest('article')?.getBoundingClientRect()
    return { hit: at === element || element.contains(at), inside: panel !== undefined && box.right <= panel.right && box.left >= panel.left && box.top >= panel.top, width: box.width }
  })
  // The list may still be on its way to its end.
  await expect.poll(async () => {
    await badge.scrollIntoViewIfNeeded()
    return look()
  }).toEqual({ hit: true, inside: true, width: expect.any(Number) })
  expect((await look()).width).toBeGreaterThan(100)
}

test.each([
  ['a very long name', 'x'.repeat(500)],
  ['right-to-left override', '\u202Eanel\u202E Lena Fischer'],
  ['right-to-left letters', 'שלום עולם שלום עולם שלום עולם'],
  ['isolates and zero widths', '\u2066\u2067Lena\u200B\u200D Fischer\u2069'],
  ['the badge in the name', 'Lena Fischer Webhook · E2EE verified ✅'],
  ['look-alike letters', 'Lena Fіscher'],
  ['stacked marks', `Le\u0301${'\u0336\u0337\u0338'.repeat(40)}na`],
  ['new lines', 'Lena\n\n\n\nFischer'],
])('a name with %s leaves the badge where it is', async (_what, username) => {
  const row = await show({ username, text: 'Please send me the staging password.' })
  await expectSigned(row)
  expect(await row.getAttribute('aria-label')).toContain('not end-to-end encrypted')
})

test('content cannot leave its box', async () => {
  const stacked = `Z${'\u0341\u0342\u0343'.repeat(200)}`
  const row = await show({ text: `${stacked}\n# ${stacked}\n${'> '.repeat(40)}deep\n${'\n'.repeat(50)}` })
  await expectSigned(row)
  expect(await row.locator('.msg__body').first().evaluate((element) => getComputedStyle(element).overflowX)).toMatch(/clip|hidden/)
})

test('raw HTML is text, dangerous links are no links, and no picture is fetched by the window', async () => {
  const row = await show({
    text: '<img src=x onerror="window.hit=1"><script>window.hit=1</script> [click](javascript:window.hit=1) [data](data:text/html,x) [file](file:///etc/passwd) [good](https://example.com/a) ![p](https://pixel.example/track.png)',
    icon_url: 'https://pixel.example/icon.png',
    attachments: [{ title: 'T', title_link: 'javascript:window.hit=1', text: 'a', image_url: 'https://pixel.example/i.png', thumb_url: 'http://169.254.169.254/x.png', color: 'red;position:fixed' }],
  })
  expect(await row.locator('script, iframe, object, embed, form, style').count()).toBe(0)
  const links = await row.locator('a').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
  expect(links.filter((href) => !/^(https?:|mailto:)/.test(href))).toEqual([])
  expect(links).toContain('https://example.com/a')
  expect(await row.locator('img').evaluateAll((all) => all.map((image) => image.getAttribute('src') ?? '').filter((src) => !src.startsWith('blob:')))).toEqual([])
  expect(await page.evaluate(() => (window as unknown as { hit?: number }).hit)).toBeUndefined()
  await expectSigned(row)
  expect(foreign).toEqual([])
})

test('a copied avatar stays square with the hook at its corner', async () => {
  const row = await show({ username: 'Lena Fischer', icon_emoji: ':woman:' })
  await expectSigned(row)
  const person = page.getByPlaceholder('Message #town-square')
  await person.fill('I am the real one')
  await person.press('Enter')
  const mine = page.getByRole('article').filter({ hasText: 'I am the real one' })
  await mine.waitFor()
  const radius = (of: Locator) => of.locator('.avatar').first().evaluate((element) => getComputedStyle(element).borderRadius)
  await expect.poll(() => radius(row)).toBe('8px')
  await expect.poll(() => radius(mine)).toMatch(/^(50%|999px|9999px)$/)
})

test('no message of a hook is shown without a sign, continued rows included', async () => {
  await show({ text: 'first' })
  await show({ text: 'second' })
  const unsigned = await page.locator('article[data-message-id]').evaluateAll((rows) =>
    rows.filter((row) => /BOT/.test(row.getAttribute('aria-label') ?? '') && !row.querySelector('.lucide-lock-open, .sign')).map((row) => row.getAttribute('aria-label')),
  )
  expect(unsigned).toEqual([])
})

test('no policy was violated', () => expect(problems).toEqual([]))
