/** The WebSocket on loopback: who is let in, what a bug shows, and that nothing stays behind a closed connection. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { AppError } from '#shared/contract/errors.ts'
import type { PersonId } from '#shared/contract/ids.ts'
import { serveOverSocket, type TestSocketServer } from '../helpers/connect-socket.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let server: TestSocketServer
beforeAll(async () => {
  t = await startApp({ listen: false })
  server = await serveOverSocket(t)
})
afterAll(async () => {
  await server.stop()
  await t.stop()
})

const withKey = (key = server.keys.mintLasting()) => ['hookline.v1', `key.${key}`]

describe('who is let in', () => {
  test('a program with the key and no Origin, a page of our own origin', async () => {
    expect(await Promise.all([server.knock(withKey()), server.knock(withKey(), { origin: `http://127.0.0.1:${server.port}` })])).toEqual([101, 101])
  })

  test('the names of this computer with the right port', async () => {
    const hosts = [`127.0.0.1:${server.port}`, `localhost:${server.port}`, `LOCALHOST:${server.port}`, `[::1]:${server.port}`]
    const statuses = await Promise.all(hosts.map((host) => server.knock(withKey(), { headers: { Host: host }, origin: `http://${host}` })))
    expect(statuses).toEqual([101, 101, 101, 101])
  })

  test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', '127.0.0.1.evil.example', 'localhost.evil.example', '0.0.0.0'])('Host “%s” is misdirected', async (host) => {
    const withPort = host.includes(':') || host === '127.0.0.1' ? host : `${host}:${server.port}`
    expect(await server.knock(withKey(), { headers: { Host: withPort } })).toBe(421)
  })

  test.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://127.0.0.1:1', 'http://localhost', 'file://', 'app://bundle', ''])('Origin “%s” is foreign', async (origin) => {
    expect(await server.knock(withKey(), { headers: { Origin: origin } })).toBe(403)
  })

  test('another name of this computer is another origin', async () => {
    expect(await server.knock(withKey(), { origin: `http://localhost:${server.port}` })).toBe(403)
    expect(await server.knock(withKey(), { origin: `https://127.0.0.1:${server.port}` })).toBe(403)
  })

  test('no key, a wrong one, one without the protocol', async () => {
    const key = server.keys.mintLasting()
    const offers = [[], ['hookline.v1'], ['hookline.v1', 'key.'], ['hookline.v1', `key.${key.slice(1)}`], ['hookline.v1', `key.${key}x`], [`key.${key}`], ['hookline.v2', `key.${key}`]]
    expect(await Promise.all(offers.map((offer) => server.knock(offer)))).toEqual(offers.map(() => 401))
  })

  test('another path', async () => {
    expect(await Promise.all(['/', '/rpc/', '/rpc?key=x', '/other'].map((path) => server.knock(withKey(), { path })))).toEqual([404, 404, 404, 404])
  })

  test('a one-time key opens one window; that window goes on with a key of its own', async () => {
    const once = server.keys.mintOneTime()
    const { client, socket } = await server.connect(once)
    const { sessionKey } = await client.session.get()
    socket.terminate()
    expect(await server.knock(withKey(once))).toBe(401)
    expect(sessionKey).not.toBe(once)
    expect(await Promise.all([server.knock(withKey(sessionKey ?? '')), server.knock(withKey(sessionKey ?? ''))])).toEqual([101, 101])
  })

  test.each([
    ['there is nobody any more whose window it is, it is told so for good', new AppError('not_found', 'There is no person “rob”.'), 1008],
    ['that cannot be told just now, to come again', new TypeError('The database connection is not open'), 1013],
  ])('where %s, and nobody else suffers', async (_what, problem, code) => {
    const problems = [problem]
    const other = await serveOverSocket(t, () => {
      const [first] = problems.splice(0)
      if (first) throw first
      return t.app.me
    })
    const refused = await other.connect()
    expect((await once(refused.socket, 'close'))[0]).toBe(code)
    const { client, socket } = await other.connect()
    expect((await client.workspace.get()).name).toBe('Tidewater')
    socket.terminate()
    await other.stop()
  })

  test('the server names the protocol and never the key', async () => {
    const { socket } = await server.connect()
    expect(socket.protocol).toBe('hookline.v1')
    socket.terminate()
  })
})

/** What a program writes that speaks no WebSocket; the connection is reset at once. */
function writeAndReset(text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1', () => {
      socket.write(text, () => {
        socket.resetAndDestroy()
        resolve()
      })
    })
    socket.on('error', () => undefined)
  })
}

describe('a connection', () => {
  test('one that is reset while it is refused, or right after it was let in, does no harm', async () => {
    const upgrade = (key: string) =>
      `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: hookline.v1, key.${key}\r\n\r\n`
    const key = server.keys.mintLasting()
    for (let round = 0; round < 30; round += 1) await Promise.all([writeAndReset(upgrade('wrong')), writeAndReset(upgrade(key)), writeAndReset(`${upgrade(key)}\xff\xff\xff\xff`)])
    expect(await server.knock(withKey())).toBe(101)
  })

  test('a bug crosses masked and is in the log', async () => {
    const nobody = 'cccccccc-0000-7000-8000-00000000dead' as PersonId
    const other = await serveOverSocket(t, () => ({ personId: nobody }))
    const { client, socket } = await other.connect()
    const frames: string[] = []
    socket.on('message', (data: Buffer) => frames.push(data.toString('utf8')))
    const error: unknown = await client.session.get().catch((caught: unknown) => caught)
    expect(error instanceof ORPCError && { code: error.code, defined: error.defined, message: error.message, data: error.data as unknown }).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      defined: false,
      message: 'Internal server error',
      data: undefined,
    })
    expect(frames.join()).not.toMatch(/there is no person|dead|\.ts|node:/)
    expect(readFileSync(join(t.dataFolder, 'hookline.log'), 'utf8')).toContain(`there is no person with id ${nobody}`)
    socket.terminate()
    await other.stop()
  })

  test.each(['terminate', 'close'] as const)('after %s its stream of events is gone', async (how) => {
    const { client, socket } = await server.connect()
    const streams = await Promise.all([client.events.subscribe(), client.events.subscribe()])
    expect([...t.app.ctx.events.watching.values()]).toEqual([2])
    socket[how]()
    await vi.waitFor(() => expect(t.app.ctx.events.watching.size).toBe(0), { interval: 5, timeout: 5000 })
    await Promise.allSettled(streams.map((stream) => stream.next()))
  })

  test('a stream that the window ends is gone while the connection stays', async () => {
    const { client, socket } = await server.connect()
    const stream = await client.events.subscribe()
    await stream.return?.()
    await vi.waitFor(() => expect(t.app.ctx.events.watching.size).toBe(0), { interval: 5, timeout: 5000 })
    expect((await client.workspace.get()).name).toBe('Tidewater')
    socket.terminate()
  })

  test.each([
    ['text that is no message', 'hello'],
    ['bytes', Buffer.from([0, 1, 2, 255])],
    ['JSON of another shape', '{"i":1}'],
    ['an array', '[]'],
    ['null', 'null'],
    ['nothing', ''],
  ])('%s does no harm', async (_name, data) => {
    const { socket } = await server.connect()
    socket.send(data)
    const pong = once(socket, 'pong')
    socket.ping()
    await pong
    socket.terminate()
    const next = await server.connect()
    expect((await next.client.workspace.get()).name).toBe('Tidewater')
    next.socket.terminate()
  })

  test('a message of more than 8 MiB ends the connection, not the server', async () => {
    const { socket } = await server.connect()
    socket.on('error', () => undefined)
    const closed = once(socket, 'close')
    socket.send(Buffer.alloc(8 * 1024 * 1024 + 1))
    expect((await closed)[0]).toBe(1009)
    expect(await server.knock(withKey())).toBe(101)
  })
})
