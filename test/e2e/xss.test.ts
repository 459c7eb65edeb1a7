/** Hundreds of payloads through every text field of every dialect, and of everything else that strangers name, in the real browser: nothing runs, nothing leaves, nothing hides the badge. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dialects } from '#shared/dialects/index.ts'
import { followPage, shareBrowser } from '../helpers/browser.ts'
import { multipart, multipartType } from '../helpers/multipart.ts'
import { startTeam, type Team } from './team.ts'
import { hostileLinks, SENTINEL, xssPayloads } from './xss-payloads.ts'
import { hostilePosts } from './xss-posts.ts'

const rounds = process.env['SOAK'] ? 40 : 1
const atOnce = 8

let browser: Browser
let team: Team
let context: BrowserContext
let page: Page
let posted = 0
/** What must stay empty: dialogs, requests to elsewhere, new windows, navigations, errors. */
const happened: string[] = []

beforeAll(async () => {
  browser = await shareBrowser()
  team = await startTeam()
  const own = new URL(team.served.uiUrl)
  context = await browser.newContext({ viewport: { width: 1440, height: 4000 }, locale: 'en-GB' })
  await context.route((url) => url.host !== own.host && !['blob:', 'data:'].includes(url.protocol), (route) => {
    happened.push(`asks ${route.request().url()}`)
    return route.abort()
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.error(`policy: ${violatedDirective} ${blockedURI}`))
  })
  page = await context.newPage()
  followPage(page)
  page.on('dialog', (dialog) => { happened.push(`dialog ${dialog.message()}`); void dialog.dismiss() })
  page.on('popup', (popup) => void happened.push(`opens ${popup.url()}`))
  page.on('framenavigated', (frame) => void (new URL(frame.url()).host !== own.host && happened.push(`goes to ${frame.url()}`)))
  page.on('frameattached', () => void happened.push('attaches a frame'))
  page.on('pageerror', ({ message }) => void happened.push(`error ${message}`))
  page.on('console', (message) => void (message.type() === 'error' && happened.push(message.text())))
})
afterAll(async () => {
  await browser?.close()
  await team?.stop()
})

/** Posted all, refused none: a refused one would be tried by nobody. */
async function postAll(): Promise<void> {
  await team.lena.channels.create({ name: 'hostile', members: ['mara'] })
  const { addresses } = await team.lena.hooks.create({ channel: 'hostile', name: 'Tools', dialects: dialects.map(({ id }) => id), rules: { perMinute: null, countRepeats: false } })
  const urls = new Map(addresses.map(({ url }, index) => [dialects[index]!.id as string, url]))
  const refused: string[] = []
  const waiting = hostilePosts(xssPayloads, rounds)
  const postSome = async (): Promise<void> => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      const { dialect, headers, body } = next.value
      const answer = await fetch(urls.get(dialect) ?? '', { method: 'POST', headers, body: new Uint8Array(body) })
      if (answer.headers.get('x-hookline-reason') === 'posted') posted += 1
      else refused.push(`${dialect} ${(await answer.text()).slice(0, 300)} ${body.toString('utf8').slice(0, 200)}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, postSome))
  expect(refused.slice(0, 3)).toEqual([])
  // Names of files, a purpose, a case, people, and what a person writes.
  const names = xssPayloads.filter((_, index) => index % 12 === 0)
  await fetch(urls.get('mattermost') ?? '', { method: 'POST', headers: { 'Content-Type': multipartType }, body: new Uint8Array(multipart([{ name: 'text', content: 'files' }, ...names.slice(0, 10).map((fileName) => ({ name: 'files', fileName: fileName.replace(/["\p{Cc}]/gu, "'"), type: 'text/html', content: `<script>${SENTINEL}=1</script>` }))])) })
  await team.lena.channels.update({ channel: 'hostile', purpose: xssPayloads.find((one) => one.startsWith('<img') && one.length < 200) ?? '' })
  for (const [index, name] of names.slice(0, 12).entries()) {
    const displayName = name.slice(0, 60).replace(/\s+/g, ' ').trim()
    await team.lena.people.create({ username: `evil${index}`, displayName }).catch(() => undefined)
    await team.lena.hooks.create({ channel: 'hostile', name: `${index} ${displayName}`.slice(0, 60), description: name.slice(0, 200), dialects: ['any'] }).catch(() => undefined)
  }
  for (let at = 0; at < xssPayloads.length; at += 12) await team.lena.messages.post({ channel: 'hostile', text: xssPayloads.slice(at, at + 12).join('\n\n') })
}

interface Looked {
  readonly seen: string[]
  readonly wrong: string[]
}

/** Everything that stands there now: which messages, and what of it no sender may have. */
function look(): Looked {
  const seen: string[] = []
  const wrong: string[] = []
  const allowed = /^(https?:\/\/|mailto:|#|$)/
  for (const element of document.querySelectorAll('#root *')) {
    if (/^(script|iframe|frame|object|embed|applet|form|base|meta|link|style|portal|template|video|audio|source|math|foreignobject|animate|set|use)$/i.test(element.tagName)) wrong.push(`<${element.tagName}>`)
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) wrong.push(`${element.tagName} ${name}`)
      if (/^(href|xlink:href|action|formaction|ping|srcset|background|data)$/i.test(name) && !allowed.test(value)) wrong.push(`${element.tagName} ${name}=${value.slice(0, 80)}`)
      if (name === 'src' && !/^(blob:|data:image\/|\/|\.\/|http:\/\/127\.0\.0\.1)/.test(value)) wrong.push(`${element.tagName} src=${value.slice(0, 80)}`)
      if (name === 'style' && /url\(|expression|fixed/i.test(value) && element.closest('.body')) wrong.push(`style ${value.slice(0, 80)}`)
    }
  }
  /** The part of an element that is not cut off by what it stands in, up to its message. */
  const sticksOut = (element: Element, row: DOMRect): boolean => {
    let { left, right, top, bottom } = element.getBoundingClientRect()
    for (let outer = element.parentElement; outer && outer.tagName !== 'ARTICLE'; outer = outer.parentElement) {
      if (getComputedStyle(outer).overflow === 'visible') continue
      const box = outer.getBoundingClientRect()
      left = Math.max(left, box.left); right = Math.min(right, box.right); top = Math.max(top, box.top); bottom = Math.min(bottom, box.bottom)
    }
    return right - left > 1 && bottom - top > 1 && (left < row.left - 1 || right > row.right + 1 || top < row.top - 1 || bottom > row.bottom + 1)
  }
  for (const row of document.querySelectorAll<HTMLElement>('article[data-message-id]')) {
    seen.push(row.dataset['messageId'] ?? '')
    const box = row.getBoundingClientRect()
    for (const element of row.querySelectorAll('.msg__body *')) {
      if (/^(fixed|sticky)$/.test(getComputedStyle(element).position)) wrong.push(`${element.className} is ${getComputedStyle(element).position}`)
      if (sticksOut(element, box)) wrong.push(`<${element.tagName} class="${element.className}"> stands outside of its message`)
    }
    const label = row.getAttribute('aria-label') ?? ''
    if (!label.includes('BOT')) continue
    const badge = row.querySelector('.sign__hook')
    if (badge ? badge.textContent !== 'Webhook · not E2EE' || badge.getBoundingClientRect().width < 80 : !row.querySelector('.lucide-lock-open, .sign')) wrong.push(`no badge: ${label.slice(0, 80)}`)
    if (!label.includes('not end-to-end encrypted')) wrong.push(`does not say what it is: ${label.slice(0, 80)}`)
  }
  return { seen, wrong }
}

const hasRun = (): Promise<boolean> => page.evaluate((name) => name in window, SENTINEL)

test('the corpus is as large as promised', () => {
  expect(xssPayloads.length).toBeGreaterThanOrEqual(300)
  expect(hostileLinks.length).toBeGreaterThanOrEqual(25)
})

test(`${xssPayloads.length} payloads through every field of ${dialects.length} dialects`, { timeout: 600_000 }, async () => {
  await postAll()
  await page.goto(team.served.uiUrl)
  await page.getByPlaceholder('Message #town-square').waitFor()
  // Before any of it is shown: zod asks whether it may compile code from text, and hears from the policy that it may not.
  expect(happened.splice(0).filter((one) => one !== 'policy: script-src eval')).toEqual([])
  await page.getByRole('link', { name: 'hostile' }).first().click()
  await page.getByRole('article').last().waitFor()
  const seen = new Set<string>()
  const wrong = new Set<string>()
  await page.mouse.move(800, 3000)
  // Upwards by the wheel until nothing new comes.
  for (let still = 0; still < 6; ) {
    const before = seen.size
    const found = await page.evaluate(look)
    for (const id of found.seen) seen.add(id)
    for (const problem of found.wrong) wrong.add(problem)
    still = seen.size === before ? still + 1 : 0
    await page.mouse.wheel(0, -4000)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30))))
  }
  expect([...wrong].slice(0, 10)).toEqual([])
  expect(seen.size).toBeGreaterThanOrEqual(posted)
  expect(await hasRun()).toBe(false)
  expect([...new Set(happened)].slice(0, 10)).toEqual([])
})

test('in long texts that are opened, where a message came from, lists of webhooks and requests, and search', { timeout: 300_000 }, async () => {
  for (const button of await page.getByRole('button', { name: 'Show more' }).all()) await button.click({ timeout: 2000 }).catch(() => undefined)
  const wrong = new Set((await page.evaluate(look)).wrong)
  const sign = page.locator('.sign__hook').last()
  await sign.click()
  await page.getByRole('dialog').waitFor()
  for (const problem of (await page.evaluate(look)).wrong) wrong.add(problem)
  await page.keyboard.press('Escape')
  const base = page.url().replace(/#.*$/, '')
  for (const path of ['/hooks', '/hooks/strays', '/search?q=script', '/threads', '/mentions', '/browse']) {
    await page.goto(`${base}#${path}`)
    await page.getByRole('main').waitFor()
    await page.waitForLoadState('networkidle')
    for (const problem of (await page.evaluate(look)).wrong) wrong.add(problem)
  }
  expect([...wrong].slice(0, 10)).toEqual([])
  expect(await hasRun()).toBe(false)
  expect([...new Set(happened)].slice(0, 10)).toEqual([])
})

test('a payload that does run is noticed', async () => {
  const probe = await context.newPage()
  await probe.setContent(`<body id=root><script>window.${SENTINEL}=1</script><a href="javascript:1">x</a><img src="https://evil.example/x.png"></body>`)
  expect(await probe.evaluate((name) => name in window, SENTINEL)).toBe(true)
  expect((await probe.evaluate(look)).wrong).toEqual(['<SCRIPT>', 'A href=javascript:1', 'IMG src=https://evil.example/x.png'])
  await expect.poll(() => happened.some((one) => one.includes('evil.example'))).toBe(true)
  await probe.close()
})
