/** Makes docs/images from the running app: a workspace with people and tools, driven through the same doors as in use. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import type { Browser, Page } from 'playwright-core'
import { createInlineClient } from '#server/rpc/router.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { serve, type Serving } from '../src/main/headless/serve.ts'
import { openBrowser, openWindow } from '../test/helpers/browser.ts'

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))
mkdirSync(folder, { recursive: true })
const dataFolder = mkdtempSync(join(tmpdir(), 'hookline-pictures-'))
const browser = await openBrowser()
const chart = await serveChart(browser)
const start = () => serve({ dataFolder, hooksPort: 0, allowedHosts: new Set([chart.host]) })
let serving = await start()
// The pictures show the usual port, which may be taken while they are made.
const shownPort = (page: Page) => page.evaluate(([from, to]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) node.textContent = node.textContent?.replaceAll(from ?? '', to ?? '') ?? ''
}, [new URL(serving.hooksUrl).port, '4665'])

try {
  await takeFirstRun()
  const ci = await fillWorkspace(serving)
  await serving.stop()
  stretchTime()
  serving = await start()
  await takeChannel()
  await takeIntegrations(ci)
} finally {
  await browser.close()
  await serving.stop()
  chart.close()
  rmSync(dataFolder, { recursive: true, force: true })
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(400)
  await shownPort(page)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

async function takeFirstRun(): Promise<void> {
  const { page } = await openWindow(browser, serving.uiUrl)
  await page.getByLabel('Workspace name').fill('Tidewater')
  await page.getByLabel('Your name').fill('Lena Fischer')
  await shoot(page, 'first-run-light')
  await page.getByRole('button', { name: 'Create workspace' }).click()
  await page.getByRole('link', { name: 'town-square' }).waitFor()
  await page.context().close()
}

/** @returns the id of the hook whose requests are shown. */
async function fillWorkspace({ app }: Serving): Promise<HookId> {
  const lena = createInlineClient(app.callAs(app.me))
  for (const [username, displayName] of [['priya', 'Priya Raman'], ['jonas.weber', 'Jonas Weber'], ['sam', 'Sam Okafor']] as const) await lena.people.create({ username, displayName })
  const as = (username: string) => createInlineClient(app.callAs(app.findActor(username)))
  const members = ['priya', 'jonas.weber', 'sam']
  await lena.channels.create({ name: 'release-room', purpose: 'Ship trains, rollbacks and what broke', members })
  for (const name of ['alerts-prod', 'checkout-cases', 'design-review']) await lena.channels.create({ name, members })
  await lena.channels.create({ name: 'security', private: true, members: ['sam'] })
  const hook = async (name: string, channel: string, description: string, dialect: 'slack' | 'mattermost' | 'kchat' | 'any', owner = 'lena.fischer') => {
    const made = await lena.hooks.create({ name, channel, description, dialects: [dialect], owner })
    return { id: made.hook.id, url: made.addresses[0]?.url ?? '' }
  }
  const ci = await hook('ci-nightly', 'release-room', 'GitLab pipelines and nightly tests', 'mattermost', 'jonas.weber')
  const grafana = await hook('grafana-prod', 'release-room', 'Alerts of the production cluster', 'slack', 'jonas.weber')
  const deploy = await hook('deploy', 'release-room', 'Rollouts and rollbacks', 'slack')
  const audit = await hook('dependency-audit', 'security', 'Every night at three', 'kchat', 'sam')
  const uptime = await hook('uptime', 'alerts-prod', 'Checks from two places', 'any', 'priya')
  const notes = await hook('release-notes', 'off-topic', 'Drafts for the newsletter', 'kchat', 'priya')
  await lena.hooks.update({ id: notes.id, enabled: false })

  await as('sam').messages.post({ channel: 'release-room', text: '4.18.1 is out everywhere. I watch the graphs until lunch.' })
  await post(ci.url, {
    username: 'Nightly tests',
    icon_emoji: ':test_tube:',
    text: '#### Nightly run 2291\n| Component | Tests run | Failed |\n|:--|--:|:--|\n| Server | 948 | :white_check_mark: 0 |\n| Web client | 123 | :warning: [2 (see details)](https://ci.example.com/2291) |\n| Desktop | 78 | :white_check_mark: 0 |',
  })
  await as('jonas.weber').messages.post({ channel: 'release-room', text: 'The two are the flaky date tests, fix is up:\n```ts\nconst start = startOfDay(now, { zone: "Europe/Berlin" })\n```' })
  await post(grafana.url, {
    username: 'Grafana',
    icon_emoji: ':fire:',
    text: ':fire: *Firing:* HTTP 5xx on `api-gateway`',
    attachments: [
      {
        color: 'danger',
        author_name: 'Grafana · api-gateway',
        title: 'Error rate above 2 % for 5 minutes',
        title_link: 'https://grafana.example.com/d/gateway',
        fields: [
          { title: 'Now', value: '3.8 % of requests', short: true },
          { title: 'Region', value: 'eu-central-1', short: true },
          { title: 'Since', value: '09:41 (6 min)', short: true },
          { title: 'Runbook', value: '<https://wiki.example.com/5xx|gateway-5xx>', short: true },
        ],
        image_url: chart.url,
        footer: 'Rule “gateway-5xx”',
      },
    ],
  })
  await as('priya').messages.post({ channel: 'release-room', text: 'That’s the gateway config from last night’s deploy. @lena.fischer can you roll back 4.18.1 while I watch the graph?' })
  await post(deploy.url, { username: 'Deploy', text: 'Rolled back `api-gateway` 4.18.1 → *4.18.0* in production · 38 s · <https://ci.example.com/log|log>', icon_emoji: ':rocket:' })
  await lena.messages.post({ channel: 'release-room', text: 'Rollback done. Error rate is back under **0.2 %**, I’ll write up the config drift.' })
  await post(audit.url, { text: '0 known problems in 1,204 packages' })
  await post(uptime.url, { title: 'shop.example.com is up', message: 'Answered after 212 ms' })
  for (const [body, query] of [['{"text": "Deploy of 4.18.2 started', ''], [JSON.stringify({ text: 'x', channel: '#ops-private' }), ''], [JSON.stringify({ text: ':white_check_mark: Pipeline 2292 passed in 4 min 12 s' }), '']] as const) await fetch(ci.url + query, { method: 'POST', body })
  return ci.id
}

async function post(url: string, payload: unknown): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(payload) })
  if (answer.status !== 200) throw new Error(`a post was answered ${answer.status}: ${await answer.text()}`)
}

/** What was done in a second happened over the last hour. */
function stretchTime(): void {
  const db = new Database(join(dataFolder, 'hookline.db'))
  const { first, last } = db.prepare('SELECT min(created_at) AS first, max(created_at) AS last FROM message').get() as { first: number; last: number }
  const end = Date.now() - 2 * 60_000
  const times = { first, end, factor: 52 * 60_000 / Math.max(1, last - first) }
  const stretched = (column: string) => `CAST(min(@end, @end - 52 * 60000 + (${column} - @first) * @factor) AS INTEGER)`
  db.prepare(`UPDATE message SET created_at = ${stretched('created_at')}`).run(times)
  db.prepare(`UPDATE verdict SET at = ${stretched('at')}`).run(times)
  db.exec('UPDATE address SET last_used_at = (SELECT max(at) FROM verdict WHERE verdict.hook_id = address.hook_id)')
  db.close()
}

async function takeChannel(): Promise<void> {
  for (const [name, options] of [['channel-light', {}], ['channel-dark', { dark: true }], ['channel-960', { width: 960, height: 700 }]] as const) {
    const { page } = await openWindow(browser, serving.mintWindowUrl(), options)
    await page.getByRole('link', { name: 'release-room' }).click()
    await page.getByText('Rollback done').waitFor()
    await page.waitForTimeout(600)
    await shoot(page, name)
    await page.context().close()
  }
}

async function takeIntegrations(ci: HookId): Promise<void> {
  for (const [theme, dark] of [['light', false], ['dark', true]] as const) {
    const { page } = await openWindow(browser, serving.mintWindowUrl(), { dark })
    const go = (hash: string) => page.evaluate((to) => (location.hash = to), hash)
    await page.getByRole('link', { name: 'town-square' }).waitFor()
    await go('#/integrations/incoming')
    await page.getByText('ci-nightly').waitFor()
    await shoot(page, `integrations-${theme}`)
    await go(`#/integrations/incoming/${ci}`)
    await page.getByText(/Posted to/).first().waitFor()
    await page.getByText('Refused: not valid JSON').click()
    await shoot(page, `hook-requests-${theme}`)
    await go('#/integrations/incoming/new')
    await page.getByLabel('Name', { exact: true }).fill('release-watch')
    await page.getByLabel('Channel', { exact: true }).selectOption({ label: '# release-room' })
    await page.getByRole('button', { name: /^Mattermost/ }).click()
    await page.getByRole('button', { name: 'Create webhook' }).click()
    await page.getByRole('button', { name: 'Copy address' }).click()
    const address = await page.evaluate(() => navigator.clipboard.readText())
    await post(address, { text: 'Hello from **release-watch**' })
    await page.getByText('Test arrived in').waitFor()
    await shoot(page, `hook-ready-${theme}`)
    await page.context().close()
    const lena = createInlineClient(serving.app.callAs(serving.app.me))
    for (const { id, name } of await lena.hooks.list()) if (name === 'release-watch') await lena.hooks.delete({ id })
  }
}

/** A picture as a monitoring tool would attach it. */
async function serveChart(from: Browser): Promise<{ host: string; url: string; close(): void }> {
  const page = await from.newPage({ viewport: { width: 448, height: 154 } })
  await page.setContent(
    '<body style="margin:0"><svg width="448" height="154"><rect width="448" height="154" fill="#f5f7f9"/><path d="M0 138 60 136 120 138 180 132 210 128 240 80 262 36 284 28 308 50 328 32 350 90 380 124 410 132 448 134V154H0Z" fill="#fdebed"/><path d="M0 138 60 136 120 138 180 132 210 128 240 80 262 36 284 28 308 50 328 32 350 90 380 124 410 132 448 134" fill="none" stroke="#c42b46" stroke-width="3"/><path d="M0 96H448" stroke="#7d8a96" stroke-width="2" stroke-dasharray="6 6"/></svg>',
  )
  const bytes = await page.screenshot()
  await page.context().close()
  const server = createServer((_request, response) => response.writeHead(200, { 'Content-Type': 'image/png' }).end(bytes))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { host, url: `http://${host}/5xx.png`, close: () => server.close() }
}
