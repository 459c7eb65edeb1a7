/** Newer versions: without a feed nobody is asked; with one it is looked for at each start and on request, and only said. Through the double alone: the feed is a server of this test. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { version } from '../../src/main/version.ts'
import { isElectron, type Desktop } from './launch-desktop.ts'
import { makeReadyFolder, startReady } from './ready-folder.ts'

let dataFolder: string
let desktop: Desktop | undefined
let feed: Server
const asked: (string | undefined)[] = []
let answer = { status: 200, body: 'version: 99.1.0\n' }

const row = () => desktop!.page.locator('[data-setting="desktop.updates"]')
const openPage = () => desktop!.page.evaluate(() => (location.hash = '#/settings/desktop'))

describe.runIf(!isElectron)('updates', () => {
  beforeAll(async () => {
    feed = createServer((request, response) => {
      asked.push(request.url)
      response.writeHead(answer.status).end(answer.body)
    })
    await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve))
    dataFolder = await makeReadyFolder()
  })
  afterAll(async () => {
    await desktop?.stop()
    feed.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  test('without a feed nothing is asked, and the page says so', async () => {
    desktop = await startReady({ dataFolder })
    await openPage()
    await row().getByText('No update feed is set').waitFor()
    await desktop.page.evaluate(() => window.hooklineDesktop!.shell.call({ call: 'checkForUpdates' }))
    expect(await desktop.noted('fetch')).toEqual([])
    await desktop.stop()
  })

  test('with one, a newer version is said after the start', async () => {
    const { port } = feed.address() as AddressInfo
    writeFileSync(join(dataFolder, 'desktop.json'), JSON.stringify({ updateFeed: `http://127.0.0.1:${port}/hookline` }))
    desktop = await startReady({ dataFolder })
    await openPage()
    await row().getByText('Version 99.1.0 is there.').waitFor()
    expect(asked).toEqual([`/hookline/${{ darwin: 'latest-mac.yml', win32: 'latest.yml' }[process.platform as string] ?? 'latest-linux.yml'}`])
  })

  test('on request: this one is the newest; the feed is broken', async () => {
    answer = { status: 200, body: `version: ${version}\n` }
    await row().getByRole('button', { name: 'Look now' }).click()
    await row().getByText('This is the newest version.').waitFor()
    answer = { status: 500, body: '' }
    await row().getByRole('button', { name: 'Look now' }).click()
    await row().getByText('the feed answered 500').waitFor()
  })
})
