/** Pictures that messages refer to: fetched from public addresses only, of four kinds, small, and once. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../helpers/start-app.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex')
const gif = Buffer.from('GIF89a\u0001\u0000\u0001\u0000', 'latin1')
const webp = Buffer.from('RIFF\u0010\u0000\u0000\u0000WEBPVP8 ', 'latin1')
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
const limitBytes = 2 * 1024 * 1024

const routes: Record<string, (response: ServerResponse) => void> = {
  '/png': (response) => response.end(png),
  '/claims-to-be-html': (response) => response.setHeader('Content-Type', 'text/html').end(png),
  '/jpeg': (response) => response.end(jpeg),
  '/gif': (response) => response.end(gif),
  '/webp': (response) => response.end(webp),
  '/svg': (response) => response.setHeader('Content-Type', 'image/svg+xml').end(svg),
  '/text': (response) => response.setHeader('Content-Type', 'image/png').end('<html>'),
  '/empty': (response) => response.end(),
  '/404': (response) => response.writeHead(404).end(png),
  '/500': (response) => response.writeHead(500).end(),
  '/largest': (response) => response.end(Buffer.concat([png, Buffer.alloc(limitBytes - png.length)])),
  '/too-large': (response) => response.end(Buffer.concat([png, Buffer.alloc(limitBytes - png.length + 1)])),
  '/endless': (response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    }
    response.write(png)
    response.on('drain', more)
    more()
  },
  '/cut': (response) => response.writeHead(200, { 'Content-Length': 1000 }).write(png, () => response.destroy()),
  '/to-png': (response) => response.writeHead(302, { Location: '/png' }).end(),
  '/to-private': (response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/png' }).end(),
  '/to-metadata': (response) => response.writeHead(307, { Location: 'http://169.254.169.254/latest/meta-data' }).end(),
  '/to-file': (response) => response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
  '/to-itself': (response) => response.writeHead(302, { Location: '/to-itself' }).end(),
  '/nowhere': (response) => response.writeHead(302).end(),
}

let t: TestApp
let origin = ''
let asked: { url: string; headers: IncomingMessage['headers'] }[] = []
const server = createServer((request, response) => {
  asked.push({ url: request.url ?? '', headers: request.headers })
  const route = routes[(request.url ?? '').split('?')[0] ?? '']
  if (route) route(response)
  else response.writeHead(404).end()
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`
  t = await startApp({ listen: false, allowedHosts: new Set([`127.0.0.1:${port}`]) })
})
beforeEach(() => {
  asked = []
})
afterAll(async () => {
  await t.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const get = (url: string) => t.client.pictures.get({ url })
const problem = (text: unknown) => ({ mediaType: null, base64: null, problem: text })
const picture = (mediaType: string, bytes: Buffer) => ({ mediaType, base64: bytes.toString('base64'), problem: null })

describe('an allowed host', () => {
  test('PNG, JPEG, GIF, WebP, by their first bytes and not by what the server says', async () => {
    expect(await Promise.all(['/png', '/claims-to-be-html', '/jpeg', '/gif', '/webp'].map((path) => get(`${origin}${path}?1`)))).toEqual([
      picture('image/png', png),
      picture('image/png', png),
      picture('image/jpeg', jpeg),
      picture('image/gif', gif),
      picture('image/webp', webp),
    ])
  })

  test.each([
    ['/svg', 'this is not a PNG, JPEG, GIF or WebP picture'],
    ['/text', 'this is not a PNG, JPEG, GIF or WebP picture'],
    ['/empty', 'this is not a PNG, JPEG, GIF or WebP picture'],
    ['/404', 'the server answered 404'],
    ['/500', 'the server answered 500'],
    ['/nowhere', 'the server answered 302'],
    ['/too-large', 'the picture is larger than 2 MiB'],
    ['/endless', 'the picture is larger than 2 MiB'],
    ['/cut', 'the picture could not be fetched'],
    ['/to-private', '127.0.0.1 is not on the public internet'],
    ['/to-metadata', '169.254.169.254 is not on the public internet'],
    ['/to-file', 'only http and https pictures are shown'],
    ['/to-itself', 'too many redirects'],
  ])('%s: %s', async (path, text) => {
    expect(await get(origin + path)).toEqual(problem(text))
  })

  test('exactly 2 MiB is allowed, and a redirect is followed', async () => {
    const largest = await get(`${origin}/largest`)
    expect([largest.problem, Buffer.from(largest.base64 ?? '', 'base64').length]).toEqual([null, limitBytes])
    expect(await get(`${origin}/to-png`)).toEqual(picture('image/png', png))
  })

  test('asked for often and at once, fetched once; failures as well', async () => {
    await Promise.all(Array.from({ length: 5 }, () => get(`${origin}/png?once`)))
    await get(`${origin}/png?once`)
    await Promise.all([get(`${origin}/404?once`), get(`${origin}/404?once`)])
    await get(`${origin}/404?once`)
    expect(asked.map(({ url }) => url)).toEqual(['/png?once', '/404?once'])
  })

  test('the server learns nothing about the reader', async () => {
    await get(`${origin}/png?headers`)
    expect(Object.keys(asked[0]?.headers ?? {}).sort()).toEqual(['accept', 'connection', 'host'])
  })

  test('an allowance is for one port', async () => {
    expect(await get('http://127.0.0.1:1/png')).toEqual(problem('127.0.0.1 is not on the public internet'))
  })
})

describe('no other address of this computer or its networks is reached', () => {
  const port = () => (server.address() as AddressInfo).port
  test.each([
    'http://127.0.0.1/', 'http://127.1/', 'http://127.255.255.254/', 'http://0.0.0.0/', 'http://0/', 'http://10.0.0.1/', 'http://172.16.0.1/', 'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/', 'http://100.64.0.1/', 'http://198.18.0.1/', 'http://224.0.0.1/', 'http://255.255.255.255/', 'http://192.0.2.1/',
    'http://[::1]/', 'http://[::]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[fe80::1]/', 'http://[fc00::1]/', 'http://[fd12:3456::1]/', 'http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/', 'http://[::127.0.0.1]/',
    'http://2130706433/', 'http://0x7f000001/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://127.0.0.1./', 'http://１２７.0.0.1/', 'http://127。0。0。1/',
    'http://user:secret@127.0.0.1/', 'http://example.com@127.0.0.1/', 'http://example.com:80@127.0.0.1/', 'http://127.0.0.1\\@example.com/', 'http:127.0.0.1/', 'http:/127.0.0.1/', ' http://127.0.0.1/',
  ])('%s', async (url) => {
    expect(await get(url)).toEqual(problem(expect.stringMatching(/ is not on the public internet$/)))
    const withPort = URL.parse(url)
    if (withPort && withPort.hostname !== '127.0.0.1') {
      withPort.port = String(port())
      expect((await get(withPort.href)).problem).toMatch(/ is not on the public internet$/)
    }
    expect(asked).toEqual([])
  })

  test.each(['http://localhost/', 'http://LOCALHOST/', 'http://localhost./', 'http://[::1%25lo]/'])('the name %s', async (url) => {
    const withPort = URL.parse(url)
    if (withPort) withPort.port = String(port())
    // Some systems do not know `localhost.`, and `%25lo` is no URL.
    const refused = problem(expect.stringMatching(/ is not on the public internet$|could not be fetched$|^only http/))
    expect([await get(url), await get(withPort?.href ?? url), asked]).toEqual([refused, refused, []])
  })

  test('localhost by that very name', async () => {
    expect(await get(`http://localhost:${port()}/png`)).toEqual(problem('localhost is not on the public internet'))
  })

  test.each(['file:///etc/passwd', 'ftp://example.com/a.png', 'data:image/png;base64,iVBORw0KGgo=', 'javascript:alert(1)', 'blob:http://x/1', 'app://bundle/index.html', '//127.0.0.1/a.png', '/a.png', '', 'http://', 'http://[', 'x'])('“%s” is no web address', async (url) => {
    expect(await get(url)).toEqual(problem('only http and https pictures are shown'))
  })
})
