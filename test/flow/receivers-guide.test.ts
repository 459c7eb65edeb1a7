/** The ways of docs/receivers.md to tell our requests from others', run as they stand there on requests that really came. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliveryStateSchema } from '#shared/contract/delivery.ts'
import { RETRY_WAITS_MS } from '#shared/core/retry.ts'
import { formats } from '#shared/formats/index.ts'
import { startReceiver, type Received, type Receiver } from '../helpers/receiver.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const page = readFileSync(new URL('../../docs/receivers.md', import.meta.url), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'hookline-guide-'))
let t: TestApp
let receiver: Receiver
beforeAll(async () => {
  t = await startApp()
  receiver = await startReceiver()
})
afterAll(async () => {
  await t.stop()
  await receiver.stop()
  rmSync(folder, { recursive: true, force: true })
})

const snippet = (name: string): string => new RegExp(`\`\`\`\\w+ verify ${name}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? ''

/** A request as it arrives, with umlauts in its body, and the secret that signed it. */
async function receive(signature: 'hmac-sha1' | 'github-sha256' | 'standard'): Promise<Received & { secret: string }> {
  receiver.received.length = 0
  const { subscription, secret } = await t.client.subscriptions.create({ name: signature, channels: ['town-square'], urls: [receiver.url], allow: [receiver.host], signature })
  await t.client.messages.post({ channel: 'town-square', text: 'Grüße / “quoted” & 100 %' })
  await expect.poll(() => receiver.received.length).toBe(1)
  await t.client.subscriptions.delete({ id: subscription.id })
  return { ...receiver.received[0]!, secret }
}

test('openssl makes the same X-Signature', async () => {
  const { body, headers, secret } = await receive('hmac-sha1')
  const path = join(folder, 'body')
  writeFileSync(path, body)
  const { stdout } = spawnSync('sh', ['-c', snippet('hmac-sha1')], { env: { ...process.env, SECRET: secret, BODY: path }, encoding: 'utf8' })
  expect(stdout.trim()).toBe(headers['x-signature'])
})

test('the Python function takes ours and no other', async () => {
  const { body, headers, secret } = await receive('github-sha256')
  const script = `${snippet('github-sha256')}\nimport json, sys\nbody, header, secret = json.load(sys.stdin)\nprint(is_ours(body.encode(), header, secret), is_ours((body + " ").encode(), header, secret), is_ours(body.encode(), header, secret + "x"))`
  const { stdout, stderr } = spawnSync('python3', ['-c', script], { input: JSON.stringify([body, headers['x-hub-signature-256'], secret]), encoding: 'utf8' })
  expect([stdout.trim(), stderr]).toEqual(['True False False', ''])
})

test('the JavaScript function takes ours and no other', async () => {
  const { body, headers, secret } = await receive('standard')
  const path = join(folder, 'is-ours.mjs')
  writeFileSync(path, snippet('standard'))
  const { isOurs } = (await import(path)) as { isOurs: (body: string, headers: object, secret: string) => boolean }
  expect([isOurs(body, headers, secret), isOurs(`${body} `, headers, secret), isOurs(body, { ...headers, 'webhook-timestamp': '1000000000' }, secret)]).toEqual([true, false, false])
})

test('docs/hooks.md leads to the page', () => {
  expect(readFileSync(new URL('../../docs/hooks.md', import.meta.url), 'utf8')).toContain('[chapter for receivers](receivers.md)')
})

test('the page names every format, and the waits as they are', () => {
  expect(formats.map(({ id }) => id).filter((id) => !page.includes(`\`${id}\``))).toEqual([])
  const minutes = (ms: number): string => (ms < 60_000 ? `${ms / 1000} s` : ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`)
  expect(page).toContain(RETRY_WAITS_MS.slice(1).map(minutes).join(', '))
})

test('the page says what each state of a delivery is', () => {
  const rows = page.slice(page.indexOf('| state | what |')).split('\n').map((row) => row.split(' | ')[0] ?? '')
  expect(rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, state]) => state)).toSorted()).toEqual(deliveryStateSchema.options.toSorted())
})
