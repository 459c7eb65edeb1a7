/** Makes requests that no honest tool sends: mutated fixtures, grammars gone wrong, noise. The same seed makes the same requests. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { createRandom } from './child.ts'
import { bodyOf, listFixtures } from './fixtures.ts'
import { boundary, multipart, multipartType, type SentPart } from './multipart.ts'

export interface HostileRequest {
  /** Which of the makers below made it. */
  readonly kind: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'
const types = [json, form, 'text/plain', 'application/json; charset=', 'application/xml', 'multipart/mixed', multipartType, ';', '']

const keys = ['text', 'TEXT', 'content', 'channel', 'username', 'avatar_url', 'icon_url', 'icon_emoji', 'attachments', 'blocks', 'props', 'type', 'priority', 'root_id', 'silent', 'id', 'references', 'payload', 'fields', 'title', 'value', 'short', 'color', 'ts', 'pretext', 'image_url', 'actions', 'elements', 'file', 'link', 'url', 'name', 'card', '__proto__', 'constructor', 'toString', 'contentType', 'message', 'embeds', '']
const channels = ['#town-square', 'town-square', 'nowhere', '@jim', '@nobody', 'gone', 'secret', '#', '@', '', '🦩', 'a__b', '~town-square', '<#C1>']
const strings = ['', ' ', '\u0000', '\r\n', 'a\u202Eb', '\uD800', '\uFEFF', '\u2028', '💥'.repeat(50), 'e\u0301'.repeat(200), '<!channel>', '<https://e.example|x>', '<@u>', '<'.repeat(300), '```', '`'.repeat(99), '|a|b|\n|-|-|\n|c|d|', '@jim @all', 'javascript:alert(1)', 'data:text/html,x', "'; DROP TABLE message;--", '${x}', '{{x}}', '%s%n', '../../etc/passwd', '&lt;&amp;#39;', '\\u0000', '*'.repeat(500), '['.repeat(400), '1e999', 'custom_x', 'system_join', 'urgent', 'good', '#36a64f', 'https://e.example/i.png']
const numbers = ['0', '-0', '1', '-1', '1e999', '-1e999', '12345678901234567890', '1.7976931348623157e308', '5e-324', '0.1', '01', '0x10', 'NaN', '+1', '.5', '1.']
const noise = ['{', '}', '[', ']', '"', '\\', ',', ':', '\u0000', '\n', '\r', '\\u', '\\ud800', '%', '&', '=', '+', ';', '--', '\uFEFF', 'null', 'true', '\u00ff', '\u00c3', '\u00ed\u00a0\u0080', '<', '*', '`', `--${boundary}`, `--${boundary}--`]

type Random = ReturnType<typeof createRandom>

/** @returns requests without end. */
export function* makeHostileRequests(seed: number): Generator<HostileRequest, never> {
  const random = createRandom(seed)
  const pick = <T>(from: readonly T[]): T => from[random(0, from.length - 1)] as T
  const fixtures = listFixtures().flatMap(({ request }) => {
    const body = bodyOf(request)
    return body === undefined || body.length > 20_000 ? [] : [{ body, type: request.headers['content-type'] ?? request.headers['Content-Type'] ?? '' }]
  })
  const makers: readonly (readonly [share: number, kind: string, make: () => { type: string; body: Buffer }])[] = [
    [20, 'fixture', () => ({ ...pick(fixtures) })],
    [28, 'JSON', () => ({ type: pick(types), body: Buffer.from(random(0, 4) === 0 ? makeJson(random) : makePayload(random)) })],
    [8, 'deep', () => ({ type: json, body: Buffer.from(makeDeep(random)) })],
    [10, 'form', () => ({ type: form, body: Buffer.from(makeForm(random)) })],
    [14, 'multipart', () => ({ type: multipartType, body: multipart(makeParts(random), { end: random(0, 9) > 0 }) })],
    [4, 'large', () => ({ type: json, body: Buffer.from(JSON.stringify({ text: pick(strings).repeat(2) + 'large '.repeat(random(0, 2) === 0 ? random(10_900, 14_000) : random(600, 1500)) })) })],
    [6, 'bytes', () => ({ type: pick(types), body: Buffer.from(Array.from({ length: random(0, 300) }, () => random(0, 255))) })],
  ]
  const total = makers.reduce((sum, [share]) => sum + share, 0)
  for (;;) {
    let point = random(1, total)
    const [, kind, make] = makers.find(([share]) => (point -= share) <= 0) ?? makers[0]!
    const { type, body } = make()
    const mutated = random(0, 9) < 6 ? body : mutate(body, random, pick(fixtures).body)
    yield { kind, ...pack(mutated, random(0, 3) === 0 ? pick(types) : type, random) }
  }
}

/** One to eight wounds: bytes flipped, cut, doubled, swapped, put in, or taken from another body. */
function mutate(body: Buffer, random: Random, other: Buffer): Buffer {
  let bytes = body
  for (let wounds = random(1, 8); wounds > 0; wounds -= 1) {
    const at = random(0, bytes.length)
    const end = Math.min(bytes.length, at + random(1, 40))
    const [head, middle, tail] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)]
    switch (random(0, 7)) {
      case 0:
        bytes = Buffer.concat([head, middle.map((byte) => byte ^ (1 << random(0, 7))), tail])
        break
      case 1:
        bytes = Buffer.concat([head, tail])
        break
      case 2:
        bytes = Buffer.concat([head, middle, middle, middle, tail])
        break
      case 3:
        bytes = Buffer.concat([tail, middle, head])
        break
      case 4:
        bytes = head
        break
      case 5:
        bytes = Buffer.concat([head, other.subarray(random(0, other.length)), tail])
        break
      default:
        bytes = Buffer.concat([head, Buffer.from(noise[random(0, noise.length - 1)] ?? '', random(0, 1) === 0 ? 'utf8' : 'latin1'), middle, tail])
    }
    if (bytes.length > 100_000) bytes = bytes.subarray(0, 100_000)
  }
  return bytes
}

/** Text, not a value, because half of it is to be wrong. */
function makeJson(random: Random, depth = 0): string {
  const kind = depth === 0 ? 0 : random(0, depth > 3 ? 6 : 9)
  const string = () => JSON.stringify(strings[random(0, strings.length - 1)])
  if (kind === 7 || kind === 8) return `[${Array.from({ length: random(0, 4) }, () => makeJson(random, depth + 1)).join(',')}]`
  if (kind === 0 || kind === 9) return `{${Array.from({ length: random(0, 6) }, () => makePair(random, depth)).join(',')}}`
  if (kind === 1) return numbers[random(0, numbers.length - 1)] ?? '0'
  return ['null', 'true', string(), string(), string()][kind - 2] ?? 'false'
}

function makePair(random: Random, depth: number): string {
  const key = keys[random(0, keys.length - 1)] ?? ''
  return `${JSON.stringify(key)}:${makeJson(random, depth + 1)}`
}

/** What most of these need to come further than the first check. */
function makePayload(random: Random): string {
  const words = JSON.stringify(strings[random(0, strings.length - 1)])
  const likely: readonly (readonly [percent: number, pair: () => string])[] = [
    [70, () => `"text":${words},"content":${words}`],
    [25, () => `"channel":${JSON.stringify(channels[random(0, channels.length - 1)])}`],
    [20, () => `"id":"case ${random(0, 200)}"`],
    [8, () => `"references":["case ${random(0, 400)}"]`],
    [5, () => `"type":"${['custom_a', 'system_join', ''][random(0, 2)] ?? ''}"`],
    [5, () => `"root_id":"${'abcdefgh'.repeat(4).slice(0, random(20, 30))}"`],
    [3, () => `"content":"${'too long '.repeat(600)}"`],
  ]
  const pairs = [...likely.filter(([percent]) => random(1, 100) <= percent).map(([, pair]) => pair()), ...Array.from({ length: random(0, 2) }, () => makePair(random, 0))]
  return `{${pairs.join(',')}}`
}

function makeDeep(random: Random): string {
  const times = random(1, 10) ** 4
  const [open, close] = random(0, 1) === 0 ? ['[', ']'] : ['{"text":', '}']
  const deep = open.repeat(times) + (random(0, 2) === 0 ? '' : `"x"${close.repeat(times)}`)
  const key = ['attachments', 'props', 'blocks', 'x', 'references'][random(0, 4)] ?? 'x'
  return random(0, 2) === 0 ? deep : `{"text":"deep","content":"deep","${key}":${deep}}`
}

function makeForm(random: Random): string {
  const value = random(0, 2) > 0 ? makePayload(random) : (strings[random(0, strings.length - 1)] ?? '')
  const encoded = random(0, 2) === 0 ? value : encodeURIComponent(value.toWellFormed())
  const pairs = Array.from({ length: random(0, 3) }, () => `${keys[random(0, keys.length - 1)]}=${random(0, 99)}`)
  return [...pairs, `${random(0, 3) === 0 ? keys[random(0, keys.length - 1)] : 'payload'}=${encoded}`].join('&')
}

function makeParts(random: Random): SentPart[] {
  return Array.from({ length: random(0, random(0, 9) === 0 ? 12 : 4) }, () => {
    const name = [...keys, 'payload_json', 'attachments.0.text', 'attachments[1][title]', 'priority.priority', 'data', 'n'.repeat(250)][random(0, keys.length + 5)] ?? ''
    if (random(0, 5) > 0) return { name, content: name.startsWith('payload') ? makePayload(random) : random(0, 3) === 0 ? makeJson(random) : name === 'channel' ? (channels[random(0, channels.length - 1)] ?? '') : (strings[random(0, strings.length - 1)] ?? '') }
    return { name, fileName: ['a.txt', '', '../x', '\u202Egpj.exe', 'n'.repeat(400)][random(0, 4)] ?? '', type: ['text/plain', 'image/png', 'x', ''][random(0, 3)] ?? '', content: Buffer.alloc(random(0, 3000), random(0, 50)) }
  })
}

function pack(body: Buffer, type: string, random: Random): Pick<HostileRequest, 'headers' | 'body'> {
  const typed: Record<string, string> = type === '' ? {} : { 'Content-Type': type }
  const packers = { gzip: gzipSync, deflate: deflateSync, br: (bytes: Buffer) => brotliCompressSync(bytes, { params: { 0: 0 } }) } as const
  const encoding = ([undefined, undefined, undefined, undefined, undefined, 'gzip', 'deflate', 'br', 'zstd'] as const)[random(0, 24)]
  if (encoding === undefined) return { headers: typed, body }
  const packed = encoding === 'zstd' || random(0, 3) === 0 ? body : packers[encoding](body)
  return { headers: { ...typed, 'Content-Encoding': encoding }, body: random(0, 4) === 0 ? mutate(packed, random, body) : packed }
}
