/** Outgoing webhooks from the command line: made, tested, changed; their deliveries listed, shown and sent again. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reachRunning } from '../../src/main/headless/connect.ts'
import { runHere, serveBeside } from '../helpers/hookline.ts'
import { startReceiver, type Receiver } from '../helpers/receiver.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const folder = makeDataFolder()
let receiver: Receiver
let serving: Awaited<ReturnType<typeof serveBeside>>
beforeAll(async () => {
  receiver = await startReceiver()
  serving = await serveBeside(folder)
})
afterAll(async () => {
  await serving.stop()
  await receiver.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...args: string[]) => runHere(folder, ...args)

test('create, test, post, list, show, redeliver, regenerate, disable, delete', { timeout: 180_000 }, async () => {
  const made = await run('subscriptions', 'create', '--name', 'Wiki', '--channel', 'town-square', '--url', receiver.url, '--allow', receiver.host, '--trigger', 'deploy', '--header', 'X-Team: ops')
  expect(made).toMatchObject({ code: 0, error: null, json: { token: expect.stringMatching(/^[a-z2-7]{26}$/) as string, secret: expect.stringMatching(/^whsec_/) as string } })
  const { id } = made.json as { id: string }
  expect((await run('subscriptions', 'list')).json).toMatchObject([{ id, name: 'Wiki', channels: ['town-square'], hosts: [receiver.host], trigger: { when: 'first-word', words: ['deploy'] }, enabled: true, failingSince: null }])
  expect(await run('subscriptions', 'test', id)).toMatchObject({ code: 0, json: [{ url: receiver.url, status: 200, problem: null }] })
  expect(receiver.received[0]).toMatchObject({ headers: { 'x-team': 'ops' } })

  receiver.answer = () => ({ status: 400, body: 'no' })
  expect(await run('subscriptions', 'test', id)).toMatchObject({ code: 1, error: null, json: [{ status: 400, problem: 'The receiver answered 400.' }] })
  await run('post', '--channel', 'town-square', 'nothing to see')
  await run('post', '--channel', 'town-square', 'deploy 1.2')
  await expect.poll(async () => (await run('deliveries', 'list')).json as unknown, { timeout: 60_000 }).toMatchObject([{ state: 'failed', lastStatus: 400, attempts: 1, lastProblem: 'The receiver answered 400.', lastProblemCode: 'answered' }])
  const [failed] = (await run('deliveries', 'list', '--subscription', id)).json as { id: string }[]
  expect((await run('deliveries', 'show', failed!.id)).json).toMatchObject({ attemptList: [{ number: 1, status: 400, problem: 'The receiver answered 400.', problemCode: 'answered', response: expect.stringContaining('no') as string }] })
  expect((await run('subscriptions', 'list')).json).toMatchObject([{ id, failingSince: expect.any(Number) as number }])
  receiver.answer = () => ({})
  expect((await run('deliveries', 'redeliver', '--subscription', id, '--since', '1h')).json).toEqual({ count: 1 })
  await expect.poll(async () => (await run('deliveries', 'list', '--state', 'delivered')).json as unknown, { timeout: 60_000 }).toMatchObject([{ redeliveryOf: failed!.id }])
  expect((await run('subscriptions', 'health', id)).json).toMatchObject({ delivered: 1, failed: 1, waiting: 0, p95Ms: expect.any(Number) as number, lastSuccessAt: expect.any(Number) as number, lastProblem: 'The receiver answered 400.' })

  const fresh = (await run('subscriptions', 'regenerate', id, '--overlap', '24h')).json as { token: string }
  expect(fresh.token).not.toBe((made.json as { token: string }).token)
  expect((await run('subscriptions', 'update', id, '--trigger-when', 'anywhere', '--trigger', 'ship', '--trigger', 'deploy')).json).toMatchObject({ trigger: { when: 'anywhere', words: ['ship', 'deploy'] } })
  // What is not given stays: the way when words are, and the words when the way is.
  expect((await run('subscriptions', 'update', id, '--trigger', 'rollback')).json).toMatchObject({ trigger: { when: 'anywhere', words: ['rollback'] } })
  expect((await run('subscriptions', 'update', id, '--trigger-when', 'starts-with')).json).toMatchObject({ trigger: { when: 'starts-with', words: ['rollback'] } })
  expect((await run('subscriptions', 'update', id, '--trigger-when', 'every')).json).toMatchObject({ trigger: { when: 'every', words: [] } })
  expect((await run('subscriptions', 'update', id, '--trigger', 'deploy')).json).toMatchObject({ trigger: { when: 'first-word', words: ['deploy'] } })
  const [shown, taken] = [['--receiver', 'r', '--username', 'Bot', '--icon-url', 'https://a.example/i.png'], ['--receiver', '', '--username', '', '--icon-url', '']]
  expect((await run('subscriptions', 'update', id, ...shown)).json).toMatchObject({ receiver: 'r', username: 'Bot', iconUrl: 'https://a.example/i.png' })
  expect((await run('subscriptions', 'update', id, ...taken)).json).toMatchObject({ receiver: null, username: null, iconUrl: null })
  expect((await run('subscriptions', 'disable', id)).json).toMatchObject({ enabled: false })
  expect((await run('subscriptions', 'delete', id)).json).toEqual({ id, deleted: true })
  expect((await run('subscriptions', 'list')).json).toEqual([])
})

test('deliveries are listed as far back as was asked for, the newest first', { timeout: 60_000 }, async () => {
  await run('channels', 'create', '--name', 'busy')
  for (const name of ['one', 'two']) await run('subscriptions', 'create', '--name', name, '--channel', 'busy', '--url', receiver.url, '--allow', receiver.host)
  const running = await reachRunning(folder)
  for (let number = 1; number <= 210; number += 1) await running!.client.messages.post({ channel: 'busy', text: `number ${number}` })
  await running!.close()
  const [one] = (await run('subscriptions', 'list')).json as { id: string }[]
  const list = async (...args: string[]) => (await run('deliveries', 'list', ...args)).json as { id: string }[]
  const ofOne = await list('--subscription', one!.id, '--limit', '1000')
  expect([ofOne.length, (await list('--limit', '1000')).length, (await list('--limit', '300')).length]).toEqual([210, 420, 300])
  expect(ofOne.map(({ id }) => id)).toEqual(ofOne.map(({ id }) => id).toSorted().toReversed())
  expect(new Set(ofOne.map(({ id }) => id)).size).toBe(210)
})

test.each([
  [['create', '--name', 'x', '--url', 'ftp://a.example'], 'invalid'],
  [['create', '--name', 'x', '--url', 'https://a.example'], 'invalid'],
  [['create', '--name', 'x', '--url', 'https://a.example', '--channel', 'nowhere'], 'not_found'],
  [['create', '--name', 'x', '--url', 'https://a.example', '--channel', 'town-square', '--trigger', '(', '--trigger-when', 'regex'], 'invalid'],
  [['create', '--name', 'x', '--url', 'https://a.example', '--channel', 'town-square', '--format', 'kommo-v1', '--events', 'posted,edited'], 'invalid'],
  [['create', '--name', 'x', '--url', 'https://a.example', '--channel', 'town-square', '--header', 'Host: b.example'], 'invalid'],
  [['create', '--name', 'x', '--url', 'https://a.example', '--channel', 'town-square', '--header', 'X-Team: ops', '--header', 'x-team: dev'], 'invalid'],
  [['show', 'nobody'], 'not_found'],
] as const)('subscriptions %j is refused', { timeout: 60_000 }, async (args, code) => {
  expect((await run('subscriptions', ...args)).error).toMatchObject({ code, message: expect.stringMatching(/\w{3}/) as string })
})
