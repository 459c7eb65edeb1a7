/** Far more connections than anybody needs: silent ones, kept ones that ask nothing more, bodies that never end. Whoever behaves is served as before. */
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listLanAddresses } from '#server/lan-addresses.ts'
import { MOST_CONNECTIONS } from '#server/listener/limit-connections.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url: URL
const ends: (() => void)[] = []
beforeAll(async () => {
  t = await startApp()
  url = new URL((await t.makeHook({ rules: { perMinute: null, countRepeats: false } })).url)
})
afterAll(async () => {
  ends.forEach((end) => end())
  await t.stop()
})

interface Held {
  open(): number
  end(): void
}

/** Connections that stay until they are closed from the other side. */
async function hold(count: number, words: string | Buffer = '', [host, port] = ['127.0.0.1', Number(url.port)] as [string, number]): Promise<Held> {
  const sockets = await Promise.all(
    Array.from({ length: count }, () => new Promise<net.Socket>((resolve) => {
      const socket = net.connect(port, host, () => socket.write(words, () => resolve(socket)))
      // What is written to one that was just closed fails, as it should.
      socket.on('error', () => resolve(socket)).resume()
    })),
  )
  const end = (): void => sockets.forEach((socket) => socket.destroy())
  ends.push(end)
  return { open: () => sockets.filter(({ destroyed, readableEnded }) => !destroyed && !readableEnded).length, end }
}

function post(agent: http.Agent, text: string, to = url): Promise<{ status: number | undefined; reused: boolean }> {
  return new Promise((resolve, reject) => {
    const request = (to.protocol === 'https:' ? https : http).request(to, { method: 'POST', agent }, (response) => {
      response.resume()
      response.once('end', () => resolve({ status: response.statusCode, reused: request.reusedSocket }))
    })
    request.once('error', reject)
    request.end(JSON.stringify({ text }))
  })
}

const body = (length: number, words: string): string => `POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: ${length}\r\n\r\n${words}`

test.each([
  ['silent ones', () => ''],
  ['unfinished headers', () => 'POST /x HTTP/1.1\r\nHost: '],
  ['bodies that never end', () => body(1000, '{')],
  ['kept ones that were answered once', () => body(14, '{"text": "hi"}')],
])('%s: there are never more than the limit, a kept connection goes on, and new ones are let in', async (_, words) => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  ends.push(() => agent.destroy())
  expect(await post(agent, 'before')).toEqual({ status: 200, reused: false })
  const half = MOST_CONNECTIONS / 2
  const crowds: Held[] = []
  for (let round = 0; round < 4; round += 1) {
    crowds.push(await hold(half, words()))
    expect(await post(agent, `beside ${round}`)).toEqual({ status: 200, reused: true })
    expect((await post(new http.Agent(), `new ${round}`)).status).toBe(200)
  }
  const open = (): number => crowds.reduce((sum, crowd) => sum + crowd.open(), 0)
  await expect.poll(open).toBeLessThan(MOST_CONNECTIONS)
  expect(open()).toBeGreaterThan(MOST_CONNECTIONS - 10)
  crowds.forEach(({ end }) => end())
})

test('who is being answered is never cut off', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 50 })
  ends.push(() => agent.destroy())
  await Promise.all(Array.from({ length: 50 }, (_, number) => post(agent, `first ${number}`)))
  const posts = Array.from({ length: 200 }, (_, number) => post(agent, `under way ${number}`))
  const crowd = hold(MOST_CONNECTIONS * 2, body(1000, '{'))
  expect((await Promise.all(posts)).every(({ status }) => status === 200)).toBe(true)
  ;(await crowd).end()
})

const [lan] = listLanAddresses()
test.skipIf(lan === undefined)('over TLS too: a handshake that never ends pushes no kept connection out', async () => {
  await t.client.settings.set({ key: 'hooks.lanPort', value: 0 })
  await t.client.settings.set({ key: 'hooks.reach', value: 'lan' })
  await expect.poll(async () => (await t.client.listener.status()).lan.state).toBe('listening')
  const { port } = (await t.client.listener.status()).lan
  const [agent, to] = [new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false }), new URL(url.pathname, `https://${lan!}:${port}`)]
  ends.push(() => agent.destroy())
  expect(await post(agent, 'before', to)).toEqual({ status: 200, reused: false })
  for (let round = 0; round < 3; round += 1) {
    await hold(MOST_CONNECTIONS / 2, Buffer.of(0x16, 3, 1), [lan!, port])
    expect(await post(agent, `over TLS ${round}`, to)).toEqual({ status: 200, reused: true })
  }
})
