/**
 * Makes docs/images: every screen of the running app, light and dark, 900 and 1600 px wide, over a team at work. Words behind
 * `npm run pictures --` name the screens to take; without any, all are taken. Smaller where ImageMagick is there.
 */
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { serve } from '../src/main/headless/serve.ts'
import { parkPage, screens, showScreen, type Screen } from '../test/e2e/screens.ts'
import { aloneScreens, gather, offlineScreens, removedScreens, teamScreens, type Gathered } from '../test/e2e/team-screens.ts'
import { openBrowser } from '../test/helpers/browser.ts'
import { payloadRooms, stagePayloads, type PayloadRoom, type Pictures } from '../test/helpers/staged-payloads.ts'
import { stageTeam, type Drawn, type StagedTeam } from '../test/helpers/staged-team.ts'
import { drawings, type Drawing } from './drawings.ts'

const folder = process.env['HOOKLINE_PICTURES'] ?? fileURLToPath(new URL('../docs/images/', import.meta.url))
const wanted = process.argv.slice(2)
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((word) => name.startsWith(word))
const passes = (['light', 'dark'] as const).flatMap((theme) => [900, 1600].map((width) => ({ theme, width })))
/** The pictures are of this moment, whenever they are taken. */
const shownNow = Date.parse('2026-11-20T09:56:00+01:00')

/** What is of this run, and what is shown in its place. */
const usual: [string, string][] = []

mkdirSync(folder, { recursive: true })
const dataFolder = mkdtempSync(join(tmpdir(), 'hookline-pictures-'))
const setClock = moveClock()
setClock(shownNow)
const browser = await openBrowser()
const drawn = await drawAll(browser)
const remote = await serveDrawn([drawn.chart, drawn.logo])
const serving = await serve({ dataFolder, hooksPort: 0, allowedHosts: new Set([remote.host]) })

try {
  for (const { theme, width } of passes) if (isWanted('first-run')) await takeFirstRun(theme, width)
  const { chart, logo, board, photo, ...faces } = drawn
  const team = await stageTeam({ app: serving.app, at: (day, time) => setClock(Date.parse(`2026-11-${20 - day}T${time}:00+01:00`)), faces, board, photo, chartUrl: remote.urlOf(chart), logoUrl: remote.urlOf(logo) })
  await serving.app.copying.run()
  for (const { theme, width } of passes) await takeAll(team, [...screens, ...aloneScreens], { theme, width })
  // From here on there are several computers, and they must agree what time it is while they find each other.
  setClock(Math.round(performance.timeOrigin + performance.now()))
  const gathered = wanted.length === 0 || wanted.some((word) => word.startsWith('team')) ? await gather(team) : null
  if (gathered !== null) usual.push([gathered.address, '192.168.1.20:4666'], ...gathered.hooksPorts.map((port): [string, string] => [port, '4665']))
  if (gathered !== null) await takeTeam(team, gathered)
  for (const room of payloadRooms.filter(({ name }) => isWanted(name))) await takePayloads(team, room, { CHART: remote.urlOf(chart), LOGO: remote.urlOf(logo) })
  await gathered?.end()
} finally {
  await browser.close()
  await serving.stop()
  remote.close()
  rmSync(dataFolder, { recursive: true, force: true })
}

/** The server takes its times from `Date.now`. @returns what sets it; it goes on from there. */
function moveClock(): (to: number) => void {
  const realNow = Date.now.bind(Date)
  let aheadMs = 0
  Date.now = () => realNow() + aheadMs
  return (to) => (aheadMs = Math.round(to) - realNow())
}

/** @param url of a window on another computer; else it is one of Lena's. */
async function openPage(theme: 'light' | 'dark', width: number, url = serving.mintWindowUrl()): Promise<Page> {
  const height = width === 900 ? 700 : 1000
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/Berlin', permissions: ['clipboard-read', 'clipboard-write'] })
  await context.addInitScript((now) => {
    const RealDate = Date
    const aheadMs = now - RealDate.now()
    window.Date = class extends RealDate {
      constructor(...given: []) {
        super(...((given.length === 0 ? [RealDate.now() + aheadMs] : given) as []))
      }
      static override now = (): number => RealDate.now() + aheadMs
    } as DateConstructor
  }, shownNow)
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(url)
  return page
}

async function takeFirstRun(theme: 'light' | 'dark', width: number): Promise<void> {
  const page = await openPage(theme, width)
  await page.getByLabel('Workspace name').fill('Tidewater')
  await page.getByLabel('Your name').fill('Lena Fischer')
  await shoot(page, `first-run-${theme}-${width}`)
  await page.context().close()
}

/** The host's windows, then those of who joins, is cut off, and is removed in the end. */
async function takeTeam(team: StagedTeam, gathered: Gathered): Promise<void> {
  for (const { theme, width } of passes) await takeAll(team, teamScreens, { theme, width })
  if (isWanted('team-join')) {
    const link = await gathered.invite()
    for (const { theme, width } of passes) await takeJoining({ theme, width }, gathered.newcomerUrl(), link)
  }
  await gathered.leaveAlone()
  for (const { theme, width } of passes) await takeAway(team, offlineScreens, { theme, width }, gathered.laptopUrl())
  await gathered.remove()
  for (const { theme, width } of passes) await takeAway(team, removedScreens, { theme, width }, gathered.laptopUrl())
}

/** Where the link leads, and the moment of joining: the answer is held back, so that all can be taken by one newcomer. */
async function takeJoining({ theme, width }: (typeof passes)[number], url: string, link: string): Promise<void> {
  const page = await openPage(theme, width, 'about:blank')
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => (message.includes('/team/join') ? undefined : server.send(message)))
  })
  await page.goto(url)
  await page.getByRole('button', { name: 'I have an invite link' }).click()
  await page.getByLabel('Invite link').fill(link)
  await page.getByRole('button', { name: 'Look where it leads' }).click()
  await page.getByLabel('Your name').fill('Kai Brandt')
  await page.getByLabel('Username').fill('kai')
  await page.getByLabel('Name of this device').fill('kai-laptop')
  await shoot(page, `team-join-facts-${theme}-${width}`)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByRole('status').waitFor()
  await shoot(page, `team-joining-${theme}-${width}`)
  await page.context().close()
}

async function takeAway(team: StagedTeam, all: readonly Screen[], { theme, width }: (typeof passes)[number], url: string): Promise<void> {
  const page = await openPage(theme, width, url)
  await page.getByRole('button', { name: 'New', exact: true }).waitFor()
  for (const screen of all.filter(({ name }) => isWanted(name))) await take(page, team, screen, `${screen.name}-${theme}-${width}`)
  await page.context().close()
}

async function takeAll(team: StagedTeam, all: readonly Screen[], { theme, width }: (typeof passes)[number]): Promise<void> {
  setClock(shownNow)
  const page = await openPage(theme, width)
  await parkPage(page)
  await team.rewind()
  for (const screen of all.filter(({ name }) => isWanted(name))) await take(page, team, screen, `${screen.name}-${theme}-${width}`)
  await page.context().close()
}

/** Taller than a window, so that one picture shows what came into the channel. */
async function takePayloads(team: StagedTeam, room: PayloadRoom, pictures: Pictures): Promise<void> {
  setClock(shownNow)
  await stagePayloads(team.as('lena'), room, pictures)
  for (const { theme, width } of passes) {
    const page = await openPage(theme, width)
    await page.evaluate((channel) => (location.hash = `#/channels/${channel}`), room.channel)
    const log = page.getByRole('log', { name: 'Messages' })
    await log.getByRole('article').last().waitFor()
    // Once all of it stands there, just as high as it is.
    await page.setViewportSize({ width, height: 3000 })
    await page.waitForLoadState('networkidle')
    const spare = await log.evaluate((element) => (element.querySelector('article')?.getBoundingClientRect().top ?? 0) - element.getBoundingClientRect().top)
    await page.setViewportSize({ width, height: 3000 - Math.max(0, Math.floor(spare) - 90) })
    await shoot(page, `${room.name}-${theme}-${width}`)
    await page.context().close()
  }
}

async function take(page: Page, team: StagedTeam, screen: Screen, name: string): Promise<void> {
  try {
    await showScreen(page, team, screen)
    await shoot(page, name, team.places)
    await screen.leave?.(page, team)
  } catch (error) {
    console.error(`${name}: ${String(error).split('\n').slice(0, 2).join(' ')}`)
    process.exitCode = 1
    await page.screenshot({ path: join(tmpdir(), `hookline-failed-${name}.png`) })
    await page.reload()
    await page.getByRole('button').first().waitFor()
  }
}

async function shoot(page: Page, name: string, places: StagedTeam['places'] = []): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
    await new Promise((resolve) => setTimeout(resolve, 150))
  })
  await showUsualPlaces(page, places)
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path })
  shrink(path)
}

/** What devices say of each other is of the real day. The usual port may be taken while the pictures are made, and the folder is one of this run. */
function showUsualPlaces(page: Page, places: StagedTeam['places']): Promise<void> {
  return page.evaluate(([shown, today]) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const before = node.textContent ?? ''
      const after = shown.reduce((text, [from, to]) => text.replaceAll(from, to), before).replace(new RegExp(`${today} at`, 'g'), 'today at')
      if (after !== before) node.textContent = after
    }
  }, [[...places, ...usual, [new URL(serving.hooksUrl).port, '4665'], [dataFolder, '~/.local/share/hookline']], new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'Europe/Berlin' }).format(performance.timeOrigin + performance.now())] as const)
}

/** 256 colours show a window well, in a third of the bytes. */
function shrink(path: string): void {
  try {
    execFileSync('convert', [path, '-strip', '+dither', '-colors', '256', '-define', 'png:compression-level=9', `PNG8:${path}`], { stdio: 'ignore' })
  } catch {
    // Without ImageMagick it stays as large as it is.
  }
}

async function drawAll(from: Browser): Promise<Record<Drawing, Drawn>> {
  const page = await from.newPage()
  const made: [string, Drawn][] = []
  for (const [name, { fileName, width, height, svg }] of Object.entries(drawings)) {
    await page.setViewportSize({ width, height })
    await page.setContent(`<body style="margin:0">${svg}</body>`)
    made.push([name, { name: fileName, mediaType: 'image/png', bytes: await page.screenshot(), width, height }])
  }
  await page.context().close()
  return Object.fromEntries(made) as Record<Drawing, Drawn>
}

/** As a monitoring tool would. */
async function serveDrawn(served: readonly Drawn[]): Promise<{ host: string; urlOf(drawn: Drawn): string; close(): void }> {
  const server = createServer((request, response) => response.writeHead(200, { 'Content-Type': 'image/png' }).end(served.find(({ name }) => request.url === `/${name}`)?.bytes))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { host, urlOf: ({ name }) => `http://${host}/${name}`, close: () => server.close() }
}
