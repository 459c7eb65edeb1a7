/** What other computers reach: nothing at first, TLS alone on purpose, by this computer's own names, and loopback as ever. */
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import https from 'node:https'
import net from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listLanAddresses } from '#server/lan-addresses.ts'
import { createCertificateMaker } from '#server/lan-certificates.ts'
import { DAY_MS, hasCurl, writeCertificate, writeLockedKey, type Files } from '../helpers/certificates.ts'
import { findFreePort } from '../helpers/free-port.ts'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const own = listLanAddresses()
const [lan = ''] = own
if (lan === '') process.stdout.write('reach.test.ts: this machine has no address but loopback, so what needs a network is not run\n')

interface Asked {
  readonly host?: string | null
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** Over TLS to an address of this machine; the certificate is for the test itself to judge. */
function ask(port: number, path: string, { host, method = 'POST', headers = {}, body = '{"text":"from afar"}' }: Asked = {}, address = lan): Promise<{ status: number; headers: Record<string, unknown>; reason: unknown; fingerprint: string }> {
  return new Promise((resolve, reject) => {
    const request = https.request({ host: address, port, path, method, agent: false, rejectUnauthorized: false, setHost: host === undefined, headers: { ...(host == null ? {} : { Host: host }), 'Content-Type': 'application/json', ...headers } }, (response) => {
      const { fingerprint256 = '' } = (response.socket as tls.TLSSocket).getPeerCertificate()
      response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, reason: response.headers['x-hookline-reason'], fingerprint: fingerprint256 }))
    })
    request.on('error', reject)
    request.end(method === 'POST' ? body : undefined)
  })
}

/** Everything that this process listens on at `ports`, as the system says: `address:port`. */
function listening(ports: readonly number[]): string[] {
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1).flatMap((line) => {
      const [, local = '', , state] = line.trim().split(/\s+/)
      const [raw = '', rawPort = ''] = local.split(':')
      const port = Number.parseInt(rawPort, 16)
      return state === '0A' && ports.includes(port) ? [`${decode(raw)}:${port}`] : []
    }),
  )
}

/** Words of four bytes, each turned round. */
function decode(raw: string): string {
  const bytes = (raw.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)))
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, at) => (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16))
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

let t: TestApp
let url = ''
let path = ''
const set = (key: Parameters<TestApp['client']['settings']['set']>[0]['key'], value: string[] | string | number | null) => t.client.settings.set({ key, value })
const texts = async () => (await t.client.messages.list({ channel: 'town-square', limit: 1000 })).messages.map(({ text }) => text)
const lanPort = async () => (await t.client.listener.status()).lan.port

beforeAll(async () => {
  t = await startApp()
  ;({ url } = await t.makeHook({ rules: { perMinute: null, countRepeats: false } }))
  path = new URL(url).pathname
  await set('hooks.lanPort', 0)
})
afterAll(() => t.stop())

describe('at first', () => {
  test.runIf(existsSync('/proc/net/tcp'))('the system says that only loopback listens, and the network gets no answer', async () => {
    const { port, lan: status, hosts } = await t.client.listener.status()
    expect([status.state, status.urls, status.certificate]).toEqual(['off', [], null])
    expect(listening([port]).sort()).toEqual(hosts.map((host) => `${host}:${port}`).sort())
    if (lan !== '') await expect(sendJson(`http://${lan}:${port}${path}`, {})).rejects.toThrow('ECONNREFUSED')
  })
})

describe.skipIf(lan === '')('the network', () => {
  beforeAll(async () => void (await set('hooks.reach', 'lan')))

  test('posts over TLS, on every address of this computer, while loopback goes on without', async () => {
    const { lan: status, port, url: local } = await t.client.listener.status()
    expect(status).toMatchObject({ state: 'listening', problem: null, addresses: own, urls: own.map((address) => `https://${address.includes(':') ? `[${address}]` : address}:${status.port}`) })
    const answers = await Promise.all(own.map((address) => ask(status.port, path, { body: `{"text":"to ${address}"}` }, address)))
    expect(answers.map(({ status: code }) => code)).toEqual(own.map(() => 200))
    expect((await sendJson(url, { text: 'from here' })).status).toBe(200)
    expect(await texts()).toEqual(expect.arrayContaining([...own.map((address) => `to ${address}`), 'from here']))
    expect([local, new URL(url).port]).toEqual([`http://127.0.0.1:${port}`, String(port)])
  })

  test.runIf(existsSync('/proc/net/tcp'))('the system says the same as the status, and nothing more', async () => {
    const { port, hosts, lan: status } = await t.client.listener.status()
    expect(listening([port, status.port]).sort()).toEqual([...hosts.map((host) => `${host}:${port}`), ...status.addresses.map((address) => `${address}:${status.port}`)].sort())
  })

  test('one computer that holds connections open and says nothing leaves room for the others', async () => {
    const port = await lanPort()
    const held: net.Socket[] = []
    let closed = 0
    for (let number = 0; number < 1000; number += 1) held.push(net.connect(port, lan).on('error', () => undefined).on('close', () => (closed += 1)))
    try {
      await expect.poll(() => closed, { timeout: 9000 }).toBe(500)
      const other = tls.connect({ socket: net.connect({ port, host: lan, localAddress: '127.0.0.1' }), rejectUnauthorized: false })
      await new Promise((resolve, reject) => other.once('secureConnect', resolve).once('error', reject))
      other.destroy()
      await expect(ask(port, path)).rejects.toThrow()
    } finally {
      held.forEach((socket) => socket.destroy())
    }
    await expect.poll(() => ask(port, path).then(({ status }) => status, () => 0)).toBe(200)
  })

  test('its certificate is the one that is shown, names this computer, and is the same after a restart', async () => {
    const { certificate } = (await t.client.listener.status()).lan
    const seen = await ask(await lanPort(), path)
    expect(seen.fingerprint).toBe(certificate?.fingerprint)
    expect(certificate).toMatchObject({ kind: 'own', fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) })
    await set('hooks.reach', 'loopback')
    await expect(ask(await lanPort(), path)).rejects.toThrow()
    await set('hooks.reach', 'lan')
    expect((await ask(await lanPort(), path)).fingerprint).toBe(certificate?.fingerprint)
  })

  test.skipIf(!hasCurl)('the line for curl trusts this key and no other', async () => {
    const { lan: status } = await t.client.listener.status()
    const run = async (pin: string) => (await promisify(execFile)('curl', ['-sS', '-k', '--pinnedpubkey', `sha256//${pin}`, '-d', '{"text":"by curl"}', `${status.urls[0] ?? ''}${path}`])).stdout
    expect(await run(status.certificate?.pin ?? '')).toBe('ok')
    await expect(run(Buffer.alloc(32, 7).toString('base64'))).rejects.toThrow(/pinned/i)
  })

  test('plain HTTP is told so and goes no further; other bytes are cut; nothing is posted', async () => {
    const port = await lanPort()
    const before = (await texts()).length
    const say = (bytes: string | Buffer) =>
      new Promise<string>((resolve, reject) => {
        let answer = ''
        const socket = net.connect(port, lan, () => socket.write(bytes))
        socket.on('data', (chunk) => (answer += chunk.toString())).on('close', () => resolve(answer)).on('error', reject)
      })
    const answer = await say(`POST ${path} HTTP/1.1\r\nHost: ${lan}:${port}\r\nContent-Length: 20\r\n\r\n{"text":"unhidden!"}`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(answer).toContain('This port speaks HTTPS only')
    expect(answer).not.toContain(path)
    expect(await say(Buffer.from([1, 2, 3]))).toBe('')
    expect((await texts()).length).toBe(before)
  })

  test('TLS 1.2 and 1.3 are spoken, older is not', async () => {
    const port = await lanPort()
    const shake = (version: tls.SecureVersion) =>
      new Promise<string | null>((resolve) => {
        const socket = tls.connect({ host: lan, port, rejectUnauthorized: false, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }, () => {
          resolve(socket.getProtocol())
          socket.destroy()
        })
        socket.on('error', () => resolve(null))
      })
    expect([await shake('TLSv1.3'), await shake('TLSv1.2'), await shake('TLSv1.1')]).toEqual(['TLSv1.3', 'TLSv1.2', null])
  })
})

describe.skipIf(lan === '')('names', () => {
  const methods: readonly { what: string; method: string; headers: Record<string, string> }[] = [
    { what: 'a post of JSON', method: 'POST', headers: {} },
    { what: 'a form', method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    { what: 'plain text', method: 'POST', headers: { 'Content-Type': 'text/plain' } },
    { what: 'OPTIONS', method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'POST' } },
    { what: 'GET', method: 'GET', headers: {} },
  ]
  const origins = [undefined, 'null', 'https://evil.example', `https://${lan}`]

  beforeAll(async () => {
    await set('hooks.reach', 'lan')
    await set('hooks.lanNames', ['hooks.office.example'])
    await set('hooks.publicUrl', 'https://hooks.example.org/in')
  })
  afterAll(async () => {
    await set('hooks.lanNames', [])
    await set('hooks.publicUrl', null)
  })

  test('only those of this computer, of the settings and of the public address are answered, whatever page asks', async () => {
    const port = await lanPort()
    const me = hostname().toLowerCase()
    const right = [`${lan}:${port}`, `${me}:${port}`, `${me.split('.')[0]}.local:${port}`, `${me.toUpperCase()}:${port}`, `hooks.office.example:${port}`, 'hooks.example.org', 'hooks.example.org:443']
    const wrong = ['evil.example', `evil.example:${port}`, `localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, `127.0.0.2:${port}`, `0.0.0.0:${port}`, `[::ffff:127.0.0.1]:${port}`, `${lan}`, `${lan}:${port + 1}`, `${lan}.:${port}`, `x.${lan}:${port}`, `${lan}.evil.example:${port}`, 'hooks.office.example', `hooks.example.org:${port}`, 'hooks.example.org.evil.example', '', ':', `${lan}:${port}:1`, `@${lan}:${port}`]
    const cells = [...right.map((host) => ({ host, allowed: true })), ...wrong.map((host) => ({ host, allowed: false }))]
    const asked = cells.flatMap((cell) => methods.flatMap((one) => origins.map((origin) => ({ ...cell, ...one, origin }))))
    for (const { host, allowed, what, method, headers, origin } of asked) {
      const answer = await ask(port, path, { host, method, headers: { ...headers, ...(origin === undefined ? {} : { Origin: origin }) }, body: what === 'a form' ? 'payload={"text":"x"}' : '{"text":"x"}' })
      // A page of the web may not post, under whatever name; one that this computer serves to itself is none.
      const usual = origin !== undefined ? 403 : method === 'POST' ? 200 : 405
      expect([host, what, origin, answer.status, answer.headers['access-control-allow-origin']]).toEqual([host, what, origin, allowed ? usual : 421, undefined])
    }
  }, 120_000)

  test('loopback answers to loopback names and to the public address, and to no name of the network', async () => {
    const { port } = await t.client.listener.status()
    const at = (host: string) => sendJson(url, { text: 'x' }, { Host: host }).then(({ status }) => status)
    expect(await Promise.all([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, 'hooks.example.org', 'HOOKS.example.org'].map(at))).toEqual([200, 200, 200, 200, 200])
    expect(await Promise.all([`${lan}:${port}`, `${hostname()}:${port}`, `hooks.office.example:${port}`, 'evil.example', 'hooks.example.org:8443'].map(at))).toEqual([421, 421, 421, 421, 421])
  })

  test('new addresses begin with the public address, also those that a tool makes', async () => {
    const made = await t.makeHook({ name: 'outside' })
    expect(made.url).toMatch(/^https:\/\/hooks\.example\.org\/in\/hooks\/[a-z0-9]{26}$/)
    expect((await t.client.listener.status()).publicUrl).toBe('https://hooks.example.org/in')
    // The folder in front stays where a proxy leaves it.
    expect((await ask(await lanPort(), new URL(made.url).pathname, { host: 'hooks.example.org' })).status).toBe(200)
  })
})

describe.skipIf(lan === '')('live', () => {
  test('another port, a name and the way back: loopback keeps its connection, and what is under way is answered', async () => {
    await set('hooks.reach', 'lan')
    const agent = new (await import('node:http')).Agent({ keepAlive: true, maxSockets: 1 })
    const before = await lanPort()
    const slow = await beginSlowly(before)
    const kept = await keepAlive(agent)
    await set('hooks.lanPort', await findFreePort(lan))
    const after = await lanPort()
    expect(after).not.toBe(before)
    await expect(ask(before, path)).rejects.toThrow('ECONNREFUSED')
    expect((await ask(after, path)).status).toBe(200)
    expect(await slow.finish()).toBe(200)
    expect(await keepAlive(agent)).toBe(kept)
    agent.destroy()
    expect(await texts()).toContain('slowly')
    await set('hooks.lanPort', 0)
  })

  test('a taken port: loopback goes on, a sentence says so, and it opens by itself when the port is free', async () => {
    const port = await findFreePort(lan)
    const takers = await Promise.all(own.map((address) => take(address, port)))
    expect(await set('hooks.lanPort', port)).toMatchObject({ value: port })
    expect((await t.client.listener.status()).lan).toMatchObject({ state: 'failed', port, urls: [], problem: `Other computers cannot post: port ${port} of ${lan} is used by another program. Close it, or choose another port (hooks.lanPort).` })
    expect((await sendJson(url, { text: 'still' })).status).toBe(200)
    const heard: string[] = []
    t.app.ctx.events.subscribe(({ event }) => void (event.name === 'listener.changed' && heard.push(event.data.lan.state)))
    await Promise.all(takers.map((free) => free()))
    await expect.poll(async () => (await t.client.listener.status()).lan).toMatchObject({ state: 'listening', port, problem: null })
    expect(heard).toContain('listening')
    expect((await ask(port, path)).status).toBe(200)
    await set('hooks.lanPort', 0)
  })

  test('each is read back as it was set, and what makes no sense is refused with a sentence', async () => {
    for (const [key, value] of [['hooks.lanNames', ['build.lan', '10.1.2.3', 'fd00::7']], ['hooks.trustedProxies', ['10.0.0.0/8', '::1', 'fd00::/8']], ['hooks.lanPort', 0], ['hooks.reach', 'lan']] as const) {
      await set(key, typeof value === 'object' ? [...value] : value)
      expect((await t.client.settings.get({ key })).value).toEqual(value)
    }
    const refusal = (key: Parameters<typeof set>[0], value: Parameters<typeof set>[1]) => set(key, value).then(() => 'taken', (error: { data?: { message: string } }) => error.data?.message)
    const name = 'must be a name or an address without http:// and port, for instance build.lan'
    const source = 'must be an IP address or a range such as 10.0.0.0/8 or fd00::/8'
    expect([
      await refusal('hooks.reach', 'world'),
      await refusal('hooks.lanNames', ['build.lan', 'https://build.lan']),
      await refusal('hooks.lanNames', ['build.lan:443']),
      await refusal('hooks.lanNames', ['*.lan']),
      await refusal('hooks.lanNames', ['1.2.3']),
      await refusal('hooks.lanNames', Array.from({ length: 17 }, (_, at) => `n${at}.lan`)),
      await refusal('hooks.lanPort', 65_536),
      await refusal('hooks.trustedProxies', ['10.0.0.1', '10.0.0.0/33']),
      await refusal('hooks.trustedProxies', ['proxy.lan']),
      await refusal('hooks.trustedProxies', ['0.0.0.0/0']),
      await refusal('hooks.trustedProxies', ['::/0']),
      await refusal('hooks.trustedProxies', ['::ffff:0:0/96']),
      await refusal('hooks.trustedProxies', '10.0.0.1'),
    ]).toEqual([
      'hooks.reach: must be loopback or lan',
      `hooks.lanNames: “https://build.lan” ${name}`,
      `hooks.lanNames: “build.lan:443” ${name}`,
      `hooks.lanNames: “*.lan” ${name}`,
      `hooks.lanNames: “1.2.3” ${name}`,
      'hooks.lanNames: use at most 16 names',
      expect.stringMatching(/^hooks\.lanPort: /),
      `hooks.trustedProxies: “10.0.0.0/33” ${source}`,
      `hooks.trustedProxies: “proxy.lan” ${source}`,
      'hooks.trustedProxies: “0.0.0.0/0” is a range of half the internet: name the proxy itself, for instance 10.0.0.5',
      'hooks.trustedProxies: “::/0” is a range of half the internet: name the proxy itself, for instance 10.0.0.5',
      'hooks.trustedProxies: “::ffff:0:0/96” is a range of half the internet: name the proxy itself, for instance 10.0.0.5',
      expect.stringMatching(/^hooks\.trustedProxies: /),
    ])
    await set('hooks.lanNames', [])
    await set('hooks.trustedProxies', [])
  })
})

describe.skipIf(lan === '')('certificates', () => {
  let files: Files
  let other: Files
  beforeAll(async () => {
    files = await writeCertificate()
    other = await writeCertificate()
    await set('hooks.reach', 'lan')
  })
  afterAll(async () => {
    await set('hooks.lanCertificate', [])
    for (const { folder } of [files, other]) rmSync(folder, { recursive: true })
  })
  const fingerprintOf = (file: string) => new X509Certificate(readFileSync(file)).fingerprint256

  test('one’s own is used at once, from two files or one, and taken anew when the files change', async () => {
    const before = await lanPort()
    await set('hooks.lanCertificate', [files.certificate, files.key])
    expect((await ask(before, path)).fingerprint).toBe(fingerprintOf(files.certificate))
    expect((await t.client.listener.status()).lan).toMatchObject({ port: before, certificate: { kind: 'given', fingerprint: fingerprintOf(files.certificate) } })
    const both = join(other.folder, 'both.pem')
    writeFileSync(both, readFileSync(other.key, 'utf8') + readFileSync(other.certificate, 'utf8'))
    await set('hooks.lanCertificate', [both])
    expect((await ask(before, path)).fingerprint).toBe(fingerprintOf(other.certificate))
    await set('hooks.lanCertificate', [files.certificate, files.key])
    copyFileSync(other.key, files.key)
    copyFileSync(other.certificate, files.certificate)
    await expect.poll(async () => (await ask(before, path)).fingerprint).toBe(fingerprintOf(other.certificate))
    rmSync(files.key)
    await expect.poll(async () => (await t.client.listener.status()).lan).toMatchObject({ state: 'listening', problem: `There is no file ${files.key}.` })
    expect((await ask(before, path)).status).toBe(200)
    writeFileSync(files.key, readFileSync(other.key))
    await expect.poll(async () => (await t.client.listener.status()).lan.problem).toBe(null)
  })

  test('one for names is offered by those that requests may say, one for addresses too by both, and one for others does not close the way', async () => {
    const me = hostname().toLowerCase()
    const [names, both, foreign] = await Promise.all([['*.office.example', me], [lan, 'hooks.office.example'], ['elsewhere.example']].map((covered) => writeCertificate(Date.now(), covered)))
    const urls = async (given: Files | undefined) => {
      await set('hooks.lanCertificate', given ? [given.certificate, given.key] : [])
      const { urls: offered, port } = (await t.client.listener.status()).lan
      return offered.map((offer) => offer.replace(`:${port}`, ''))
    }
    const address = lan.includes(':') ? `https://[${lan}]` : `https://${lan}`
    await set('hooks.lanNames', ['hooks.office.example'])
    expect(await urls(names)).toEqual(['https://hooks.office.example', `https://${me}`])
    expect((await ask(await lanPort(), path, { host: `hooks.office.example:${await lanPort()}` })).status).toBe(200)
    expect(await urls(both)).toEqual(['https://hooks.office.example', address])
    expect((await urls(foreign))[0]).toBe(address)
    expect((await urls(undefined))[0]).toBe(address)
    await set('hooks.lanNames', [])
    for (const made of [names, both, foreign]) if (made) rmSync(made.folder, { recursive: true })
  })

  test('what cannot be used is refused with a sentence, and the one before stays', async () => {
    const old = await writeCertificate(Date.now() - 11 * 366 * DAY_MS)
    const early = await writeCertificate(Date.now() + 10 * DAY_MS)
    const mine = await writeCertificate()
    const text = join(mine.folder, 'text.pem')
    const damaged = join(mine.folder, 'damaged.pem')
    writeFileSync(text, 'no certificate')
    writeFileSync(damaged, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    const locked = writeLockedKey(mine.folder)
    const before = (await t.client.settings.get({ key: 'hooks.lanCertificate' })).value
    const refusal = (...paths: string[]) => set('hooks.lanCertificate', paths).then(() => 'taken', (error: { data?: { message: string } }) => error.data?.message)
    const gone = join(mine.folder, 'gone.pem')
    expect([
      await refusal('cert.pem', 'key.pem'),
      await refusal(gone),
      await refusal(mine.folder),
      await refusal(text, mine.key),
      await refusal(damaged, mine.key),
      await refusal(mine.certificate),
      await refusal(mine.certificate, text),
      await refusal(mine.certificate, locked),
      await refusal(mine.certificate, old.key),
      await refusal(old.certificate, old.key),
      await refusal(early.certificate, early.key),
      await refusal(mine.certificate, mine.key, text),
    ]).toEqual([
      '“cert.pem” is no whole path: begin it at the root, for instance /etc/ssl/hookline.pem.',
      `There is no file ${gone}.`,
      `${mine.folder} is no file in PEM: those begin with -----BEGIN CERTIFICATE----- and are small.`,
      `There is no certificate in PEM in ${text}: it would begin with -----BEGIN CERTIFICATE-----.`,
      `The certificate in ${damaged} is damaged.`,
      `There is no key in PEM in ${mine.certificate}: it would begin with -----BEGIN PRIVATE KEY-----. Name its file after that of the certificate.`,
      `There is no key in PEM in ${text}: it would begin with -----BEGIN PRIVATE KEY-----. Name its file after that of the certificate.`,
      `The key in ${locked} is locked by a password, which Hookline cannot ask for at its start. Write it to a file without one.`,
      `The key in ${old.key} does not belong to the certificate in ${mine.certificate}. Name the two files that were made together.`,
      expect.stringMatching(/^The certificate in .* ended on \d{4}-\d\d-\d\d\. Renew it first\.$/),
      expect.stringMatching(/^The certificate in .* is not valid before \d{4}-\d\d-\d\d\./),
      'hooks.lanCertificate: name the file of the certificate and that of its key',
    ])
    expect((await t.client.settings.get({ key: 'hooks.lanCertificate' })).value).toEqual(before)
    for (const { folder } of [old, early, mine]) rmSync(folder, { recursive: true })
  })

  test('our own is made anew before it ends, with the same key, so that its pin holds; and it names what the settings name', async () => {
    let ahead = 0
    const other = await startApp({ clock: { ...(await import('#server/clock.ts')).systemClock, now: () => Date.now() + ahead } })
    await other.client.settings.set({ key: 'hooks.lanPort', value: 0 })
    await other.client.settings.set({ key: 'hooks.reach', value: 'lan' })
    const certificateOf = async () => (await other.client.listener.status()).lan.certificate
    const first = await certificateOf()
    ahead = (first?.expiresAt ?? 0) - Date.now() - 20 * DAY_MS
    await expect.poll(async () => (await certificateOf())?.expiresAt).toBeGreaterThan((first?.expiresAt ?? 0) + 9 * 365 * DAY_MS)
    // The clock was wrong and is set right: nobody takes one that begins years from now.
    ahead = 0
    await expect.poll(async () => (await certificateOf())?.expiresAt).toBeLessThan((first?.expiresAt ?? 0) + DAY_MS)
    const second = await certificateOf()
    expect([second?.pin, second?.fingerprint === first?.fingerprint]).toEqual([first?.pin, false])
    await other.client.settings.set({ key: 'hooks.lanNames', value: ['hooks.office.example'] })
    const { port } = (await other.client.listener.status()).lan
    const shown = await new Promise<string>((resolve, reject) => {
      const socket = tls.connect({ host: lan, port, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerX509Certificate()?.subjectAltName ?? '')
        socket.destroy()
      })
      socket.on('error', reject)
    })
    expect(shown).toContain('DNS:hooks.office.example')
    expect(shown).toContain(lan.includes(':') ? 'IP Address:' : `IP Address:${lan}`)
    expect((await certificateOf())?.pin).toBe(first?.pin)
    await other.stop()
  })

  test('its key is in no file of the data folder as it is', async () => {
    const kept = t.app.ctx.reader.get<{ value: string }>("SELECT value FROM local_state WHERE key = 'lanCertificate'")?.value ?? ''
    expect(Buffer.from(kept, 'base64').toString('latin1')).not.toContain('PRIVATE KEY')
    const maker = createCertificateMaker(async () => new Uint8Array(32).fill(1))
    expect(await maker.open(Buffer.from(kept, 'base64'))).toBeUndefined()
  })
})

/** A request of the network whose body is not there yet. */
async function beginSlowly(port: number): Promise<{ finish: () => Promise<number> }> {
  const body = '{"text":"slowly"}'
  return new Promise((resolve, reject) => {
    const answered = new Promise<number>((done) => {
      const request = https.request({ host: lan, port, path, method: 'POST', agent: false, rejectUnauthorized: false, headers: { 'Content-Length': body.length, Expect: '100-continue' } }, (response) => response.resume().on('end', () => done(response.statusCode ?? 0)))
      request.on('error', reject)
      request.on('continue', () => {
        request.write(body.slice(0, 5))
        resolve({ finish: () => (request.end(body.slice(5)), answered) })
      })
      request.flushHeaders()
    })
  })
}

/** @returns the port of the connection that was used. */
function keepAlive(agent: import('node:http').Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    void import('node:http').then(({ request }) =>
      request(url, { method: 'POST', agent }, (response) => {
        const { localPort } = response.socket
        response.resume().on('end', () => resolve(localPort))
      })
        .on('error', reject)
        .end('{"text":"kept"}'),
    )
  })
}

/** @returns what gives it back. */
async function take(address: string, port: number): Promise<() => Promise<void>> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(port, address, resolve))
  return () => new Promise<void>((resolve) => server.close(() => resolve()))
}
