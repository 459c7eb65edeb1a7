/** A page of the web that makes its name lead to this computer (DNS rebinding), and tries everything a page can: nothing is posted, nothing can be read. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumFlags, findChromium, followPage, serveChild, type Served } from '../helpers/browser.ts'

const EVIL = 'evil.test'

let served: Served
let browser: Browser
let page: Page
let evil: Server
let hook: URL
let ui: URL
beforeAll(async () => {
  served = await serveChild()
  await served.cli('init', '--workspace', 'Tidewater', '--display-name', 'Lena Fischer')
  // The page even knows the address: it was in a log that somebody published.
  const { addresses } = (await served.cli('hooks', 'create', '--channel', 'town-square', '--name', 'ci', '--dialect', 'mattermost')) as { addresses: { mattermost: string } }
  hook = new URL(addresses.mattermost)
  ui = new URL(served.uiUrl)
  evil = createServer((_request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>evil</title><body>'))
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  // Neither the browser's own question about the local network is in the way, nor its rule about secure pages: only our guards.
  browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags, `--host-resolver-rules=MAP ${EVIL} 127.0.0.1, MAP six.${EVIL} [::1]`, '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights'] })
  page = await browser.newPage()
  followPage(page)
  await page.goto(`http://${EVIL}:${(evil.address() as AddressInfo).port}/`)
})
afterAll(async () => {
  await browser?.close()
  evil?.close()
  await served?.stop()
})

interface Told {
  readonly read: string[]
  readonly sent: number
}

/** Runs in the page. @returns what could be read, which is to be nothing. */
async function attack({ targets, path, sockets }: { targets: string[]; path: string; sockets: { url: string; protocols: string[] }[] }): Promise<Told> {
  const read: string[] = []
  let sent = 0
  const body = JSON.stringify({ text: 'posted by a page' })
  const form = new URLSearchParams({ payload: body })
  const quickly = { signal: AbortSignal.timeout(5000) }
  const tries: Promise<unknown>[] = []
  for (const target of targets) {
    const requests: [string, RequestInit][] = [
      ['GET', {}],
      ['no-cors', { mode: 'no-cors', method: 'POST', body }],
      ['text', { method: 'POST', body }],
      ['JSON', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }],
      ['form', { mode: 'no-cors', method: 'POST', body: form }],
      ['multipart', { mode: 'no-cors', method: 'POST', body: (() => { const data = new FormData(); data.append('payload', body); return data })() }],
      ['kept alive', { mode: 'no-cors', method: 'POST', body, keepalive: true }],
      ['without referrer', { mode: 'no-cors', method: 'POST', body, referrerPolicy: 'no-referrer', credentials: 'include' }],
    ]
    for (const [name, request] of requests) {
      sent += 1
      tries.push(fetch(target + path, { ...quickly, ...request }).then(async (response) => {
        // An opaque answer tells nothing. A readable one may only be a refusal: of the name that was rebound.
        if (response.type !== 'opaque' && response.status !== 421 && response.status !== 403) read.push(`${name} ${target} ${response.status} ${(await response.text()).slice(0, 80)}`)
      }, () => undefined))
    }
    navigator.sendBeacon(target + path, body)
    tries.push(new Promise((resolve) => {
      const image = new Image()
      image.onload = () => { read.push(`image ${target}`); resolve(undefined) }
      image.onerror = resolve
      image.src = `${target}/resources/icon.png`
    }))
    tries.push(new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.name = `f${sent}`
      document.body.append(frame)
      frame.onload = () => {
        try {
          const text = frame.contentDocument?.body.textContent ?? ''
          if (text !== '' && !/answers only to this computer|Host header|only this computer/i.test(text)) read.push(`frame ${target} ${text.slice(0, 80)}`)
        } catch { /* of another origin */ }
        resolve(undefined)
      }
      const sender = document.createElement('form')
      Object.assign(sender, { method: 'POST', action: target + path, target: frame.name })
      const field = document.createElement('input')
      Object.assign(field, { name: 'payload', value: body })
      sender.append(field)
      document.body.append(sender)
      sender.submit()
      setTimeout(resolve, 5000)
    }))
  }
  for (const { url, protocols } of sockets) {
    tries.push(new Promise((resolve) => {
      const socket = new WebSocket(url, protocols)
      socket.onopen = () => { read.push(`socket ${url}`); resolve(undefined) }
      socket.onerror = resolve
      setTimeout(resolve, 5000)
    }))
  }
  await Promise.all(tries)
  return { read, sent }
}

test('fetch, forms, beacons, pictures, frames and sockets, by its own name and by every name of this computer', { timeout: 120_000 }, async () => {
  const key = ui.hash.replace('#key=', 'key.')
  const names = [EVIL, `six.${EVIL}`, '127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '127.0.0.2', '[::ffff:127.0.0.1]', 'localhost.']
  const targets = names.flatMap((name) => [`http://${name}:${hook.port}`, `http://${name}:${ui.port}`])
  const sockets = names.flatMap((name) => [[], ['hookline.v1', key]].map((protocols) => ({ url: `ws://${name}:${ui.port}/rpc`, protocols })))
  const { read, sent } = await page.evaluate(attack, { targets, path: hook.pathname, sockets })
  expect(sent).toBe(targets.length * 8)
  expect(read).toEqual([])
  expect(JSON.stringify(await served.cli('messages', 'list', '--channel', 'town-square'))).not.toContain('posted by a page')
  const verdicts = JSON.stringify(await served.cli('verdicts', 'list', '--limit', '1000'))
  // It did knock, from both sides: what came in was refused for its Host and for its Origin, and nothing was posted.
  expect([verdicts.includes('host_refused'), verdicts.includes('origin_refused'), verdicts.includes('"posted"')]).toEqual([true, true, false])
})

test('an honest tool posts meanwhile', async () => {
  const answer = await fetch(hook, { method: 'POST', body: '{"text":"honest"}' })
  expect([answer.status, answer.headers.get('x-hookline-reason')]).toEqual([200, 'posted'])
})
