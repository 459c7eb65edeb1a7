/** The rules of a webhook from the command line: each is read back as it was given, and nonsense is refused with the sentence of the API. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { defaultHookRules, hookRulesSchema, type HookRules } from '#shared/contract/hook-rules.ts'
import type { HookId } from '#shared/contract/ids.ts'
import { connectWindow, type Client } from '../helpers/connect-socket.ts'
import { runHere, runHookline, serveBeside, type Printed } from '../helpers/hookline.ts'
import { send, sendJson } from '../helpers/post.ts'
import { makeDataFolder } from '../helpers/start-app.ts'

const folder = makeDataFolder()
let serving: Awaited<ReturnType<typeof serveBeside>>
let client: Client
let socket: WebSocket
let id: HookId
let url: string
beforeAll(async () => {
  serving = await serveBeside(folder)
  ;({ client, socket } = await connectWindow(serving.ready.uiUrl))
  for (const username of ['jim', 'mara']) await client.people.create({ username })
  const made = await run('hooks', 'create', '--channel', 'town-square', '--name', 'ci', '--dialect', 'any')
  id = made.id as HookId
  url = made.addresses.any as string
})
afterAll(async () => {
  socket?.terminate()
  await serving?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function run(...args: string[]): Promise<Printed['json']> {
  const { code, json, error } = await runHere(folder, ...args)
  expect({ args, code, error }).toEqual({ args, code: 0, error: null })
  return json
}

/** Each flag once, with what it makes of the rules; none is as it was before. */
const all: [string[], Partial<Omit<HookRules, 'named'> & { named: string[] }>][] = [
  [['--source', '10.0.0.0/8', '--source', 'fd00::/8'], { sources: ['10.0.0.0/8', 'fd00::/8'] }],
  [['--content', 'json,xml'], { contentKinds: ['json', 'xml'] }],
  [['--max-bytes', '4096'], { maxBytes: 4096 }],
  [['--no-allow-name'], { allowName: false }],
  [['--no-allow-icon'], { allowIcon: false }],
  [
    ['--signature', 'hmac', '--signature-tolerance', '10m', '--signature-header', 'X-Proof', '--signature-algorithm', 'sha512', '--signature-encoding', 'base64', '--signature-prefix', 'v1='],
    { signature: { scheme: 'hmac', toleranceSeconds: 600, header: 'X-Proof', algorithm: 'sha512', encoding: 'base64', prefix: 'v1=' } },
  ],
  [['--mentions', 'named'], { mentions: 'named' }],
  [['--named', 'jim', '--named', '@Mara'], { named: ['jim', 'mara'] }],
  [['--mentions-per-hour', '20'], { mentionsPerHour: 20 }],
  [['--per-minute', '60'], { perMinute: 60 }],
  [['--when-full', 'refuse'], { whenFull: 'refuse' }],
  [['--no-count-repeats'], { countRepeats: false }],
  [['--keyed', 'thread'], { keyed: 'thread' }],
  [['--key-field', 'alert.id'], { keyField: 'alert.id' }],
]
const back = ['--any-source', '--any-content', '--max-bytes', 'none', '--allow-name', '--allow-icon', '--signature', 'none', '--mentions', 'address', '--no-named', '--mentions-per-hour', 'unlimited', '--per-minute', 'unlimited', '--when-full', 'queue', '--count-repeats', '--keyed', 'update', '--no-key-field']
const wanted = Object.assign({}, ...all.map(([, rules]) => rules)) as Record<string, unknown>

test('every rule has a flag', () => {
  expect(Object.keys(wanted).toSorted()).toEqual(Object.keys(hookRulesSchema.shape).toSorted())
})

test('what is given is told, shown and kept, by itself and all at once, on a new webhook too; and taken back', { timeout: 120_000 }, async () => {
  const shown = async (hook = id): Promise<unknown> => (await run('hooks', 'show', hook)).rules
  let before: Record<string, unknown> = { ...defaultHookRules }
  for (const [flags, rules] of all) {
    const after = { ...before, ...rules }
    expect(after).not.toEqual(before)
    expect((await run('hooks', 'update', id, ...flags)).rules).toEqual(after)
    before = after
  }
  expect(await shown()).toEqual(wanted)
  const people = await client.people.list()
  expect((await client.hooks.show({ id })).rules.named).toEqual(['jim', 'mara'].map((name) => people.find(({ username }) => username === name)?.id))
  expect(await shown((await run('hooks', 'create', '--channel', 'town-square', '--name', 'all', '--dialect', 'any', ...all.flatMap(([flags]) => flags))).id)).toEqual(wanted)
  const { signature } = wanted as unknown as HookRules
  const emptied = { ...defaultHookRules, perMinute: null, signature: { ...signature, scheme: 'none' } }
  expect((await run('hooks', 'update', id, ...back)).rules).toEqual(emptied)
  expect(await shown()).toEqual(emptied)
})

test('nonsense changes nothing and is told in one sentence, here and by the API', { timeout: 120_000 }, async () => {
  const signature = (part: object): Partial<HookRules> => ({ signature: { ...defaultHookRules.signature, ...part } })
  const nonsense: [string[], unknown, string][] = [
    [['--source', '10.0.0'], { sources: ['10.0.0'] }, 'must be an IP address or a range such as 10.0.0.0/8 or fd00::/8'],
    [['--content', 'json,pdf'], { contentKinds: ['json', 'pdf'] }, 'must be one of json, form, multipart, text, xml'],
    [['--max-bytes', '63'], { maxBytes: 63 }, 'must be at least 64'],
    [['--max-bytes', 'much'], { maxBytes: 'much' }, 'must be a whole number'],
    [['--signature', 'pgp'], signature({ scheme: 'pgp' }), 'must be one of none, standard-webhooks, github, gitlab-token, slack, stripe, kommo, hmac'],
    [['--signature-tolerance', '2d'], signature({ toleranceSeconds: 172_800 }), 'must be at most 86400, a day'],
    [['--signature-header', 'X Proof'], signature({ header: 'X Proof' }), 'must be the name of a header, for instance X-Signature'],
    [['--signature-algorithm', 'md5'], signature({ algorithm: 'md5' }), 'must be one of sha1, sha256, sha512'],
    [['--signature-encoding', 'octal'], signature({ encoding: 'octal' }), 'must be one of hex, base64'],
    [['--signature-prefix', 'x'.repeat(33)], signature({ prefix: 'x'.repeat(33) }), 'use at most 32 characters'],
    [['--mentions', 'off'], { mentions: 'off' }, 'must be one of address, everybody, people, named, nobody'],
    [['--mentions-per-hour', '-1'], { mentionsPerHour: -1 }, 'must not be negative'],
    [['--mentions-per-hour', '10001'], { mentionsPerHour: 10_001 }, 'must be at most 10000'],
    [['--mentions-per-hour', 'few'], { mentionsPerHour: 'few' }, 'must be a whole number'],
    [['--per-minute', '0'], { perMinute: 0 }, 'must be at least 1'],
    [['--per-minute', '1e3'], { perMinute: '1e3' }, 'must be a whole number'],
    [['--when-full', 'drop'], { whenFull: 'drop' }, 'must be one of queue, refuse'],
    [['--keyed', 'merge'], { keyed: 'merge' }, 'must be one of update, thread, each'],
    [['--key-field', 'k'.repeat(201)], { keyField: 'k'.repeat(201) }, 'use at most 200 characters'],
  ]
  const before = await client.hooks.show({ id })
  const said = await Promise.all(
    nonsense.map(async ([flags, rules, sentence]) => {
      const { code, json, error } = await runHere(folder, 'hooks', 'update', id, ...flags)
      const refused = (await client.hooks.update({ id, rules: rules as never }).catch((caught: unknown) => caught)) as { data?: unknown }
      return [flags, code, json, error?.code, error?.message.includes(sentence), JSON.stringify(refused.data).includes(sentence)]
    }),
  )
  expect(said).toEqual(nonsense.map(([flags]) => [flags, 2, null, 'invalid', true, true]))
  expect(await runHere(folder, 'hooks', 'update', id, '--named', 'nobody-here')).toMatchObject({ code: 3, error: { code: 'not_found', field: 'rules.named', message: 'There is no person “nobody-here”.' } })
  expect(await client.hooks.show({ id })).toEqual(before)
})

test('secrets: made and told once, listed without it, rotated, the old one ended; an empty one is refused', { timeout: 60_000 }, async () => {
  expect(await runHere(folder, 'hooks', 'secret', 'set', id)).toMatchObject({ code: 4, error: { code: 'conflict' } })
  await run('hooks', 'update', id, '--signature', 'github')
  const { secret } = await run('hooks', 'secret', 'set', id)
  expect(secret).toMatch(/^\S{20,}$/)
  const empty = await runHookline(folder, 'hooks', 'secret', 'set', id, '--stdin')
  expect([empty.code, empty.error?.message]).toEqual([2, expect.stringContaining('give the secret')])
  const rotated = await run('hooks', 'secret', 'rotate', id, '--overlap', '1h')
  expect(rotated.secret).not.toBe(secret)
  const list = async () => (await run('hooks', 'secret', 'list', id)) as { secret: string }[]
  expect((await list()).map((one) => one.secret)).toEqual(['current', 'old'])
  expect(JSON.stringify(await list())).not.toContain(secret)
  expect(await run('hooks', 'secret', 'remove', id, '--old')).toMatchObject({ removed: true })
  expect(await runHere(folder, 'hooks', 'secret', 'remove', id, '--old')).toMatchObject({ code: 3, error: { message: 'There is no old secret.' } })
  expect((await list()).map((one) => one.secret)).toEqual(['current'])
  await run('hooks', 'update', id, '--signature', 'none')
})

test('verdicts: one in full, and sent again; what is no request is not found', { timeout: 60_000 }, async () => {
  expect((await sendJson(url, { text: 'Disk is full' })).status).toBe(200)
  expect((await send(url, { body: '' })).status).toBe(400)
  const newest = async () => (await run('verdicts', 'list', '--hook', id, '--state', 'posted', '--limit', '1'))[0] as { id: number; messageId: string }
  await expect.poll(async () => (await newest())?.id, { timeout: 10_000 }).toBeTypeOf('number')
  const first = await newest()
  const shown = await run('verdicts', 'show', String(first.id))
  expect(shown).toMatchObject({ verdict: { id: first.id, reason: 'posted' }, message: { id: first.messageId, text: 'Disk is full' }, preview: null, replayProblem: null })
  expect(JSON.stringify(shown)).not.toContain(new URL(url).pathname.split('/').at(-1))
  expect(await run('verdicts', 'replay', String(first.id))).toMatchObject({ reason: 'posted', replayOf: first.id })
  expect((await client.messages.list({ channel: 'town-square' })).messages.map(({ text }) => text)).toEqual(['Disk is full', 'Disk is full'])
  const [refused] = (await run('verdicts', 'list', '--hook', id, '--state', 'refused', '--limit', '1')) as { id: number }[]
  expect(await run('verdicts', 'show', String(refused?.id))).toMatchObject({ verdict: { status: 400 }, message: null })
  for (const verb of ['show', 'replay']) {
    for (const raw of ['x', '999999999']) expect(await runHere(folder, 'verdicts', verb, raw)).toMatchObject({ code: 3, json: null, error: { code: 'not_found' } })
  }
})
