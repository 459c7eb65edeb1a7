/** Where nothing may be sent: this computer, its networks and Hookline itself, however they are written; and what a receiver cannot do to us. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGuard, type Guard, type Lookup } from '#server/remote/address-guard.ts'
import { sendRequest, type RequestResult } from '#server/remote/send-request.ts'
import { startReceiver, type Receiver } from '../helpers/receiver.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

/** Stands for whatever must not be reached: it listens on every address of this computer. */
let canary: Server
let port = 0
let reached = 0
let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
  canary = createServer((_, response) => {
    reached += 1
    response.end('{"text":"leaked"}')
  })
  await new Promise<void>((resolve) => canary.listen(0, resolve))
  port = (canary.address() as AddressInfo).port
})
afterAll(async () => {
  canary.closeAllConnections()
  await new Promise((resolve) => canary.close(resolve))
  await receiver.stop()
})

interface Options {
  readonly allowed?: readonly string[]
  readonly ownPort?: string
  readonly timeoutMs?: number
  readonly guard?: Guard
}
const send = (url: string, { allowed = [], ownPort = '', timeoutMs = 2000, guard = createGuard() }: Options = {}): Promise<RequestResult> =>
  sendRequest({ url, headers: {}, body: '{}', allowed: new Set(allowed), timeoutMs, ownPorts: [ownPort] }, guard)

const numbers = [
  '127.0.0.1', '127.1', '127.0.1', '127.0.0.1.', '127.255.255.254', '2130706433', '0x7f000001', '0x7F.0.0.1', '0x7f.1', '0177.0.0.1', '017700000001', '①②⑦.⓪.⓪.①', '127。0。0。1', '%31%32%37.0.0.1',
  '0.0.0.0', '0', '0x0', '00.0', '[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[0000::0001]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::FFFF:7F00:0001]', '[::127.0.0.1]', '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::a00:1]', '[2002:7f00:1::]', '[2002:c0a8:101::1]', '[2001::1]', '[fe80::1]', '[fec0::1]', '[fc00::1]', '[fd12:3456::1]', '[fd00:ec2::254]', '[ff02::1]', '[ff0e::1]', '[2001:db8::1]', '[100::1]', '[4000::1]',
  '10.0.0.1', '10.255.255.255', '0x0a000001', '012.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.1.254', '3232235777', '[::ffff:10.0.0.1]', '[::ffff:192.168.0.1]',
  '169.254.169.254', '169.254.1.1', '0xA9FEA9FE', '0251.0376.0251.0376', '2852039166', '[::ffff:169.254.169.254]', '[::ffff:a9fe:a9fe]', '100.64.0.1', '100.127.255.255', '100.100.100.200', '192.0.0.192',
  '192.0.2.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255',
]

test('there are at least sixty', () => {
  expect(new Set(numbers).size).toBeGreaterThanOrEqual(60)
})

test.each(numbers)('%s is refused, and the problem says what to allow', async (host) => {
  const before = reached
  const url = `http://${host}:${port}/x`
  expect(await send(url)).toEqual({ kind: 'forbidden', problem: { code: 'private_address', detail: new URL(url).host } })
  expect(reached).toBe(before)
})

describe('names', () => {
  /** A name server that gives one answer after the other; the last one again and again. */
  const naming = (...answers: string[][]): { readonly guard: Guard; readonly asked: () => number } => {
    let asked = 0
    const lookup: Lookup = (_name, _options, callback) => {
      const found = answers[Math.min(asked, answers.length - 1)] ?? []
      asked += 1
      callback(null, found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
    }
    return { guard: createGuard(lookup), asked: () => asked }
  }

  test.each(['localhost', 'LOCALHOST', 'localhost.', 'a.localhost'])('%s is refused', async (name) => {
    const before = reached
    expect((await send(`http://${name}:${port}/`)).kind).not.toBe('answered')
    expect(reached).toBe(before)
  })

  test.each<[string, string[]]>([
    ['private', ['10.0.0.1']],
    ['this computer', ['127.0.0.1']],
    ['mapped', ['::ffff:127.0.0.1']],
    ['metadata', ['169.254.169.254']],
    ['public and private', ['1.1.1.1', '127.0.0.1']],
    ['private and public', ['::1', '2606:4700::1111']],
    ['nothing', []],
  ])('one of %s is refused', async (_, answer) => {
    const before = reached
    expect((await send(`http://name.example:${port}/`, { guard: naming(answer).guard })).kind).toBe('forbidden')
    expect(reached).toBe(before)
  })

  test('one whose answer flips between check and connection is looked up once, and what was judged is connected to', async () => {
    const before = reached
    // 3ffe::/16 counts as public and leads nowhere.
    const { guard, asked } = naming(['3ffe::1'], ['127.0.0.1'])
    expect([(await send(`http://flip.example:${port}/`, { guard, timeoutMs: 500 })).kind, asked()]).toEqual(['unreachable', 1])
    expect((await send(`http://flip.example:${port}/`, { guard, timeoutMs: 500 })).kind).toBe('forbidden')
    expect(reached).toBe(before)
  })

  test.each<[string, string[], RegExp]>([
    ['one address', ['255.255.255.255'], /^connect E[A-Z]+ 255\S+( - Local .*)?$/],
    ['two addresses', ['255.255.255.255', '224.0.0.1'], /^connect E[A-Z]+ 255.*; connect E[A-Z]+ 224/],
  ])('one of %s that cannot be reached: the problem says why', async (_, answer, why) => {
    const result = await send(`http://nowhere.example:${port}/`, { guard: naming(answer).guard, allowed: [`nowhere.example:${port}`] })
    expect(result).toEqual({ kind: 'unreachable', problem: { code: 'request_failed', detail: expect.stringMatching(why) as unknown } })
  })

  test('Hookline itself is refused under any name, whatever is allowed', async () => {
    const { guard } = naming(['127.0.0.1'])
    expect(await send(`http://own.example:${port}/`, { guard, allowed: [`own.example:${port}`], ownPort: String(port) })).toEqual({ kind: 'forbidden', problem: { code: 'own_address', detail: `own.example:${port}` } })
  })
})

test('Hookline itself is refused in every form, whatever is allowed', async () => {
  const lan = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address)
  const before = reached
  for (const host of ['127.0.0.1', '127.0.0.2', '2130706433', 'localhost', '[::1]', '[::]', '0.0.0.0', '0', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', ...lan]) {
    const { hostname } = new URL(`http://${host}/`)
    const result = await send(`http://${host}:${port}/hooks/x`, { allowed: [`${hostname}:${port}`, `${host}:${port}`], ownPort: String(port) })
    expect([host, result]).toEqual([host, { kind: 'forbidden', problem: expect.objectContaining({ code: 'own_address' }) as unknown }])
  }
  expect(reached).toBe(before)
})

describe('an allowance', () => {
  test.each([['127.0.0.1'], ['[::1]'], ['LocalHost'], ['[0:0:0:0:0:0:0:1]']])('%s opens exactly its host and port', async (host) => {
    const allowed = [`${host}:${port}`]
    const { hostname } = new URL(`http://${host}/`)
    expect(await send(`http://${hostname}:${port}/`, { allowed })).toMatchObject({ kind: 'answered', status: 200 })
    expect((await send(`http://${hostname}:${port + 1}/`, { allowed })).kind).toBe('forbidden')
    expect((await send(`http://127.0.0.3:${port}/`, { allowed })).kind).toBe('forbidden')
    expect((await send(`http://${hostname}/`, { allowed })).kind).toBe('forbidden')
  })
})

describe('a receiver cannot', () => {
  test('lead elsewhere with a redirect', async () => {
    const before = reached
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.answer = () => ({ status, headers: { Location: `http://127.0.0.1:${port}/` } })
      expect(await send(receiver.url, { allowed: [receiver.host, `127.0.0.1:${port}`] })).toMatchObject({ kind: 'answered', status })
    }
    expect(reached).toBe(before)
  })

  test('be given a name and password by the address', async () => {
    for (const url of ['http://ada:secret@example.com/', 'http://ada@example.com/']) expect(await send(url)).toEqual({ kind: 'forbidden', problem: { code: 'bad_address', detail: '' } })
    for (const url of ['file:///etc/passwd', 'ftp://example.com/', 'gopher://127.0.0.1/', 'nonsense']) expect((await send(url)).kind).toBe('forbidden')
  })

  test('fill the memory: a MiB of an endless answer is read', async () => {
    const endless = createServer((_, response) => {
      const more = (): void => { while (response.write('x'.repeat(65_536)) && !response.destroyed); }
      response.on('drain', more)
      more()
    })
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(endless.address() as AddressInfo).port}`
    const result = await send(`http://${host}/`, { allowed: [host], timeoutMs: 10_000 })
    expect(result.kind === 'answered' && [result.cut, result.body.length]).toEqual([true, 1024 * 1024])
    endless.closeAllConnections()
    endless.close()
  })

  test.each(['headers', 'body'])('keep us waiting with a slow drip of %s', async (what) => {
    const timers: NodeJS.Timeout[] = []
    const slow = createServer((_, response) => {
      if (what === 'body') timers.push(setInterval(() => response.write('x'), 20))
    })
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(slow.address() as AddressInfo).port}`
    expect(await send(`http://${host}/`, { allowed: [host], timeoutMs: 400 })).toEqual({ kind: 'unreachable', problem: { code: 'answer_timeout', detail: '0.4' } })
    timers.forEach((timer) => clearInterval(timer))
    slow.closeAllConnections()
    slow.close()
  })
})

describe('in the app', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await startApp()
  })
  afterAll(() => t.stop())
  const problemOf = async (url: string, allow: string[] = []) => {
    const { subscription } = await t.client.subscriptions.create({ name: 'x', channels: ['town-square'], urls: [url], allow })
    const [tried] = await t.client.subscriptions.test({ id: subscription.id })
    return tried?.attempt.problem
  }

  test('its own listener is refused through an allowance, and a local tool is one allowance away', async () => {
    const own = new URL(t.app.listener.url()).port
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0']) expect([host, await problemOf(`http://${host}:${own}/hooks/x`, [`${host}:${own}`])]).toEqual([host, expect.objectContaining({ code: 'own_address' })])
    expect(await problemOf(receiver.url)).toEqual({ code: 'private_address', detail: receiver.host })
    receiver.answer = () => ({})
    expect(await problemOf(receiver.url, [receiver.host])).toBeNull()
  })

  test('a name with _, as containers have it, can be allowed: the button beside the refusal gives just that', async () => {
    const { subscription } = await t.client.subscriptions.create({ name: 'box', channels: ['town-square'], urls: ['http://build_box:8080/'], allow: ['build_box:8080'] })
    expect(subscription.allow).toEqual([new URL(subscription.urls[0]!).host])
  })

  test.each([
    [{ urls: ['http://ada:secret@example.com/'] }, 'BAD_REQUEST'],
    [{ urls: ['http://[::1/'] }, 'REFUSED'],
    [{ urls: ['http://%zz/'] }, 'REFUSED'],
    [{ allow: ['127.0.0.1'] }, 'REFUSED'],
    [{ allow: ['http://127.0.0.1:80'] }, 'REFUSED'],
    [{ headers: { Host: 'evil.example' } }, 'REFUSED'],
    [{ headers: { 'X-Team': 'a\r\nX-Evil: 1' } }, 'REFUSED'],
    [{ headers: { 'X-Team': 'naïve \u{1F6A2}' } }, 'REFUSED'],
    [{ headers: { 'webhook-id': '1' } }, 'REFUSED'],
  ])('%j is refused when it is made', async (fields, code) => {
    await expect(t.client.subscriptions.create({ name: 'x', channels: ['town-square'], urls: ['https://example.com/'], ...(fields as object) })).rejects.toMatchObject({ code })
  })
})
