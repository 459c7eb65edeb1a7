/** The sockets that tools post to: both loopback addresses, taken ports, restarts under load, methods, crowds. */
import { realpathSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { networkInterfaces } from 'node:os'
import { basename } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send, sendJson } from '../helpers/post.ts'
import { exchange } from '../helpers/raw.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
let url = ''
beforeAll(async () => {
  t = await startApp()
  ;({ url } = await t.makeHook({ rules: { perMinute: null } }))
})
afterAll(() => t.stop())

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'))

async function texts(client = t.client, channel = 'town-square'): Promise<string[]> {
  return (await client.messages.list({ channel, limit: 1000 })).messages.map(({ text }) => text)
}

/** Holds a free port of 127.0.0.1 until `release`. */
async function takePort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  return { port, release: () => new Promise((resolve) => server.close(() => resolve())) }
}

describe('where it answers', () => {
  test.skipIf(!hasIpv6)('on 127.0.0.1 and on ::1, by address and by name', async () => {
    const { port, hosts } = await t.client.listener.status()
    const path = new URL(url).pathname
    const answers = await Promise.all(['127.0.0.1', '[::1]', 'localhost'].map((host) => sendJson(`http://${host}:${port}${path}`, { text: `on ${host}` })))
    expect({ hosts, statuses: answers.map(({ status }) => status) }).toEqual({ hosts: ['127.0.0.1', '::1'], statuses: [200, 200, 200] })
  })

  test('a taken port is a clear status; the app goes on, and addresses keep their shape when the port is free again', async () => {
    const { port, release } = await takePort()
    const other = await startApp({ listen: false })
    await other.app.listen(port)
    const { takenBy, lan, ...status } = await other.client.listener.status()
    const who = takenBy?.name ? `${takenBy.name} (process ${process.pid})` : 'another program'
    const problem = `Tools cannot post: port ${port} is used by ${who}. Close it, and Hookline goes on by itself; or choose another port (hooks.port).`
    const notice = takenBy?.name ? { code: 'here_taken_by_process', values: { port, name: takenBy.name, pid: process.pid } } : { code: 'here_taken', values: { port } }
    expect(status).toEqual({ state: 'failed', port, url: `http://127.0.0.1:${port}`, hosts: [], problem, notice, publicUrl: null })
    expect([{ name: null, pid: null }, { name: basename(realpathSync(process.execPath)), pid: process.pid }]).toContainEqual(takenBy)
    expect(lan.state).toBe('off')
    const { url: early } = await other.makeHook()
    expect(early).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/hooks/[a-z0-9]{26}$`))
    await other.client.messages.post({ channel: 'town-square', text: 'the app goes on' })
    await release()
    expect(await other.client.listener.restart()).toMatchObject({ state: 'listening', port, problem: null })
    expect((await sendJson(early, { text: 'and now tools too' })).status).toBe(200)
    expect(await texts(other.client)).toEqual(['the app goes on', 'and now tools too'])
    await other.stop()
  })

  test('a port that is taken when the setting changes is a status too, and the way back is open', async () => {
    const other = await startApp()
    const { url: address } = await other.makeHook()
    const { port: before } = await other.client.listener.status()
    const { port, release } = await takePort()
    await other.client.settings.set({ key: 'hooks.port', value: port })
    expect(await other.client.listener.restart()).toMatchObject({ state: 'failed', port })
    await other.client.settings.set({ key: 'hooks.port', value: before })
    expect(await other.client.listener.restart()).toMatchObject({ state: 'listening', port: before })
    expect((await sendJson(address, { text: 'x' })).status).toBe(200)
    await release()
    await other.stop()
  })

  test('every face hears of each state', async () => {
    const other = await startApp()
    const states: string[] = []
    other.app.ctx.events.subscribe(({ event }) => void (event.name === 'listener.changed' && states.push(event.data.state)))
    await other.client.listener.restart()
    expect(states).toEqual(['starting', 'listening'])
    await other.stop()
  })
})

describe('restarts', () => {
  test('asked for twice at once, it ends up listening once', async () => {
    const other = await startApp()
    const { url: address } = await other.makeHook()
    const { port } = await other.client.listener.status()
    const statuses = await Promise.all([other.app.listener.restart(port), other.app.listener.restart(port), other.app.listener.restart(port)])
    expect(statuses.at(-1)).toMatchObject({ state: 'listening', port })
    expect(await other.client.listener.status()).toMatchObject({ state: 'listening', port, problem: null })
    expect((await sendJson(address, { text: 'x' })).status).toBe(200)
    await other.stop()
    await expect(sendJson(address, { text: 'x' })).rejects.toThrow('ECONNREFUSED')
  })

  test('in the middle of a request: it is answered, and stored once', async () => {
    const other = await startApp()
    const { url: address } = await other.makeHook()
    const body = JSON.stringify({ text: 'slowly' })
    const [answered, restarted] = await new Promise<[number, Promise<unknown>]>((resolve, reject) => {
      let restarting: Promise<unknown> = Promise.resolve()
      const request = http.request(address, { method: 'POST', headers: { 'Content-Length': body.length, Expect: '100-continue' }, agent: false }, (response) => {
        response.resume().on('end', () => resolve([response.statusCode ?? 0, restarting]))
      })
      request.on('error', reject)
      // The server has the head of the request and asks for the body: it restarts now.
      request.on('continue', () => {
        restarting = other.app.listener.restart()
        request.write(body.slice(0, 5))
        setImmediate(() => request.end(body.slice(5)))
      })
      request.flushHeaders()
    })
    expect([answered, await restarted, await texts(other.client)]).toEqual([200, expect.objectContaining({ state: 'listening' }), ['slowly']])
    await other.stop()
  })

  test('under the load of keep-alive connections: each request is answered or refused, never both or neither', async () => {
    const other = await startApp()
    const { url: address } = await other.makeHook({ rules: { perMinute: null } })
    const agent = new http.Agent({ keepAlive: true, maxSockets: 16 })
    const accepted: string[] = []
    const broken: string[] = []
    let stop = false
    const post = (text: string) =>
      new Promise<string>((resolve) => {
        const request = http.request(address, { method: 'POST', agent }, (response) => response.resume().on('end', () => resolve(String(response.statusCode))))
        request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'))
        request.end(JSON.stringify({ text }))
      })
    const connections = Array.from({ length: 16 }, async (_, connection) => {
      for (let number = 0; !stop; number += 1) {
        const text = `${connection} ${number}`
        let outcome = await post(text)
        // Refused while the port is closed, or its connection was idle or still waiting to be accepted just then (RFC 9112 §9.3.1): asked again.
        // Had one of these been read all the same, it would be stored twice.
        while (outcome === 'ECONNREFUSED' || outcome === 'ECONNRESET') outcome = await post(text)
        if (outcome === '200') accepted.push(text)
        else broken.push(outcome)
      }
    })
    for (let round = 0; round < 5; round += 1) {
      const target = accepted.length + 100
      while (accepted.length < target && broken.length === 0) await new Promise((resolve) => setImmediate(resolve))
      await other.app.listener.restart()
    }
    stop = true
    await Promise.all(connections)
    agent.destroy()
    const stored = other.app.ctx.reader.all<{ text: string }>("SELECT text FROM message WHERE type = 'webhook'").map(({ text }) => text)
    expect(broken).toEqual([])
    expect(stored.sort()).toEqual(accepted.sort())
    await other.stop()
  })

  test('stopping answers the request under way and lets nobody in afterwards', async () => {
    const other = await startApp()
    const { url: address } = await other.makeHook({ rules: { perMinute: null } })
    const posts = Array.from({ length: 20 }, (_, number) => sendJson(address, { text: String(number) }).then(({ status }) => status, (error: NodeJS.ErrnoException) => error.code))
    await posts[0]
    await other.stop()
    const outcomes = await Promise.all(posts)
    expect(outcomes.filter((outcome) => outcome !== 200 && outcome !== 'ECONNREFUSED' && outcome !== 'ECONNRESET')).toEqual([])
    await expect(sendJson(address, { text: 'x' })).rejects.toThrow('ECONNREFUSED')
  })
})

describe('requests', () => {
  test('one connection carries many', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    const reused: boolean[] = []
    for (const body of ['{"text":"a"}', '{"text":""}', '{"text":"b"}', '', '{"text":"c"}']) {
      reused.push(await new Promise((resolve, reject) => {
        const request = http.request(url, { method: 'POST', agent }, (response) => response.resume().on('end', () => resolve(request.reusedSocket)))
        request.on('error', reject)
        request.end(body)
      }))
    }
    agent.destroy()
    expect(reused).toEqual([false, true, true, true, true])
  })

  test('folders before an address are forgiven, up to eight; folders within or after it are not', async () => {
    const { origin, pathname } = new URL(url)
    const statuses = []
    for (const path of [`/sub/path${pathname}`, `/a/b/c/d/e/f/g/h${pathname}`, `/a/b/c/d/e/f/g/h/i${pathname}`, `${pathname}/x`, pathname.replace('/hooks/', '/hooks/x/')]) statuses.push((await sendJson(origin + path, { text: 'below' })).status)
    expect(statuses).toEqual([200, 200, 404, 404, 404])
  })

  test('trailing and doubled slashes are forgiven, without a redirect', async () => {
    const { origin, pathname } = new URL(url)
    const paths = [`${pathname}/`, `//${pathname}`, pathname.replace('/hooks/', '/hooks//'), `${pathname}//`, `${pathname}/?a=b`]
    expect(await Promise.all(paths.map(async (path) => (await new Promise<number>((resolve, reject) => {
      const request = http.request(origin, { path, method: 'POST', agent: false }, (response) => response.resume().on('end', () => resolve(response.statusCode ?? 0)))
      request.on('error', reject)
      request.end('{"text":"slashes"}')
    }))))).toEqual([200, 200, 200, 200, 200])
  })

  test.each<[string, string, string, number]>([
    ['as for a proxy', 'own', 'own', 200],
    ['in capitals', 'OWN', 'own', 200],
    ['where the line and the header differ, the line counts', 'own', 'evil.example', 200],
    ['and so it does where it is foreign', 'evil.example', 'own', 421],
  ])('a whole URL in the request line: %s', async (_, line, header, status) => {
    const { host, port, pathname } = new URL(url)
    const named = (name: string): string => (name === 'own' ? host : name === 'OWN' ? `LOCALHOST:${port}` : name)
    const ask = (method: string, path: string): Promise<string> => exchange(Number(port), [`${method} ${line === 'OWN' ? 'HTTP' : 'http'}://${named(line)}${path} HTTP/1.1\r\nHost: ${named(header)}\r\nConnection: close\r\nContent-Length: 12\r\n\r\n{"text":"a"}`])
    expect(await ask('POST', `${pathname}?a=b`)).toContain(`HTTP/1.1 ${status} `)
    // Management calls are found there, too.
    expect(await ask('POST', '/api/channels/town-square/webhooks')).toContain(`HTTP/1.1 ${status === 200 ? 401 : 421} `)
  })

  test('PUT posts like POST', async () => {
    const answer = await send(url, { method: 'PUT', body: '{"text":"by PUT"}' })
    expect([answer.status, answer.body, (await texts()).at(-1)]).toEqual([200, 'ok', 'by PUT'])
  })

  test.each(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('%s posts nothing: 405 with what is allowed, and never a CORS header', async (method) => {
    const before = await texts()
    const headers = { Origin: 'http://localhost:3000', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' }
    const answer = await send(url, { method, headers })
    expect([answer.status, answer.headers['allow'], answer.headers['x-hookline-reason']]).toEqual([405, 'POST, PUT', 'method_refused'])
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(method === 'HEAD' ? answer.body : '').toBe('')
    expect(await texts()).toEqual(before)
  })

  test.each([['http://localhost:3000', 200], ['http://evil.example', 403]])('a page of %s gets no CORS header for its post either', async (origin, status) => {
    const answer = await sendJson(url, { text: 'x' }, { Origin: origin })
    expect(answer.status).toBe(status)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  test.each(['/', '/favicon.ico', '/hooks', '/hooks/', '/hooks/%zz', '/hooks/%00', '/%', '/hooks/../../etc/passwd', '/services/T/B/c', '*', '/?x=%zz'])('%s is no address, and its answer says so like all others', async (path) => {
    const { hostname, port } = new URL(url)
    const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = http.request({ hostname, port, path, method: 'POST', agent: false }, (response) => resolve(response.resume()))
      request.on('error', reject)
      request.end('{"text":"x"}')
    })
    expect([answer.headers['x-hookline-reason'], answer.headers['x-request-id'], (answer.statusCode ?? 0) >= 400]).toEqual(['no_such_address', expect.stringMatching(/^[a-z0-9]{26}$/), true])
  })

  test('nor is a path of 5000 characters', async () => {
    expect((await send(`${new URL(url).origin}/in/${'x'.repeat(5000)}`, { body: '{}' })).headers['x-hookline-reason']).toBe('no_such_address')
  })

  test('Expect: 100-continue is answered with it, then with the result', async () => {
    const seen: number[] = []
    await new Promise<void>((resolve, reject) => {
      const request = http.request(url, { method: 'POST', headers: { Expect: '100-continue', 'Content-Length': 12 }, agent: false }, (response) => {
        seen.push(response.statusCode ?? 0)
        response.resume().on('end', resolve)
      })
      request.on('error', reject)
      request.on('continue', () => {
        seen.push(100)
        request.end('{"text":"e"}')
      })
      request.flushHeaders()
    })
    expect(seen).toEqual([100, 200])
  })

  test('an unknown address is answered although megabytes are on their way to it', async () => {
    const unknown = url.slice(0, -4) + (url.endsWith('aaaa') ? 'bbbb' : 'aaaa')
    const large = Buffer.alloc(4 * 1024 * 1024, 'x')
    const answers = []
    for (let round = 0; round < 10; round += 1) answers.push((await send(unknown, { body: large })).status)
    expect(answers).toEqual(Array.from({ length: 10 }, () => 400))
  })

  test('300 at once: all stored once, with positions that have no gap', async () => {
    await t.client.channels.create({ name: 'crowd' })
    const { url: crowd } = await t.makeHook({ channel: 'crowd', name: 'crowd', rules: { perMinute: null } })
    const sent = Array.from({ length: 300 }, (_, number) => `message ${number}`)
    const answers = await Promise.all(sent.map((text) => sendJson(crowd, { text })))
    const { messages } = await t.client.messages.list({ channel: 'crowd', limit: 1000 })
    expect(answers.map(({ status }) => status)).toEqual(sent.map(() => 200))
    expect(answers.map(({ headers }) => messages.find(({ id }) => id === headers['x-hookline-message-id'])?.text)).toEqual(sent)
    const first = messages[0]?.position ?? 0
    expect(messages.map(({ position }) => position)).toEqual(sent.map((_, index) => first + index))
  })
})
