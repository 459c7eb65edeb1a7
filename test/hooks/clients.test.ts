/** What real programs send, byte for byte: they are told what they take for success, and people see what was meant. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listClients, type ClientFixture, type SeenMessage } from '../helpers/fixtures.ts'
import type { Received } from '../helpers/post.ts'
import { startReplay, type Outcome, type Replay } from '../helpers/replay.ts'

const clients = listClients()

/** Captured requests that are not here, each with its reason. */
const left: Readonly<Record<string, string>> = {
  'verdaccio-2': 'HipChat’s body without any text for Slack, from a client that no answer satisfies',
  'apprise-4': 'a login at Rocket.Chat’s REST interface, not a webhook',
  'curl-9': 'GET posts nothing: whatever prefetches a link would post',
  'node-red-3': 'GET posts nothing: whatever prefetches a link would post',
}

let replay: Replay
const outcomes = new Map<string, Outcome>()
beforeAll(async () => {
  replay = await startReplay()
  for (const client of clients) outcomes.set(client.name, await replay.post(client))
})
afterAll(() => replay.stop())

test('every captured request is here or has a reason not to be', () => {
  const captured = 62
  expect(clients.length + Object.keys(left).length).toBe(captured)
  expect(clients.filter(({ name }) => name.replace('clients/', '') in left)).toEqual([])
})

/** The answers that were tried with each program, by the names that its `needs` use. */
const answers: Readonly<Record<string, (answer: Received) => boolean>> = {
  slack_ok: ({ status, headers, body }) => status === 200 && body === 'ok' && /^text\/(?:plain|html)$/.test(headers['content-type'] ?? ''),
  text_ok: ({ status, headers, body }) => status === 200 && body === 'ok' && headers['content-type'] === 'text/plain',
  json_string_ok: ({ status, headers, body }) => status === 200 && body === '"ok"' && headers['content-type'] === 'application/json',
  one: ({ status, headers, body }) => status === 200 && body === '1' && headers['content-type'] === 'text/plain',
  gchat_msg: ({ status, headers, body }) => status === 200 && headers['content-type'] === 'application/json' && isGoogleMessage(body),
  s202: ({ status, body }) => status === 202 && body === '',
  s204: ({ status, body }) => status === 204 && body === '',
  discord_msg: ({ status, body }) => status === 200 && body.startsWith('{') && ['id', 'channel_id', 'webhook_id', 'content'].every((key) => key in (JSON.parse(body) as object)),
  any_2xx: ({ status }) => status >= 200 && status < 300,
}

describe.each(clients.map((client) => [client.name, client.dialect, client] as const))('%s at an address in the shape %s', (_name, _dialect, client) => {
  const outcome = (): Outcome => outcomes.get(client.name)!

  test('the program is told what it takes for success', () => {
    const { answer } = outcome()
    const taken = [...namesIn(client.needs, /^succeeds with answers: ([^|]*)/), ...(client.alsoSucceedsWith === undefined ? [] : [client.alsoSucceedsWith])]
    if (client.needs.startsWith('any 2xx')) taken.push('any_2xx')
    const given = Object.keys(answers).filter((name) => answers[name]?.(answer))
    expect(taken.filter((name) => given.includes(name)), `it takes ${taken.join(', ')}; it was told ${answer.status} ${answer.body}`).not.toEqual([])
    // An answer that was found to be wrong must not be ours, unless another reading of it is known to be right.
    if (client.alsoSucceedsWith === undefined) expect(namesIn(client.needs, /reports failure with answers: (.*)$/).filter((name) => given.includes(name))).toEqual([])
    const { status, reason, contentType, reply } = client.expect
    // Its ids and times differ from run to run; `cards.test.ts` compares it in full.
    const shown = isGoogleMessage(answer.body) ? 'a message of Google Chat' : answer.body
    expect([answer.status, answer.headers['x-hookline-reason'], answer.headers['content-type'], reply === null ? null : shown]).toEqual([status, reason, contentType ?? undefined, reply])
  })

  test('people see what was meant', () => {
    const { messages, verdict } = outcome()
    expect(messages.map(({ bot, endToEndEncrypted, hookName }) => [bot, endToEndEncrypted, hookName])).toEqual(Array.from({ length: client.expect.parts ?? 1 }, () => [true, false, 'ci']))
    expect(seen(messages[0]!, client)).toEqual({ ...client.expect.message, channel: (client.expect.message.channel ?? 'town-square').replace(/^#/, '') })
    expect([...verdict.ignored].sort()).toEqual([...client.expect.ignored].sort())
  })
})

function isGoogleMessage(body: string): boolean {
  return /^\{"name":"spaces\/[^/"]+\/messages\/[^/"]+","sender":\{.*\},"createTime":"[^"]+","text":.*,"thread":\{"name":.*\},"space":\{"name":.*\}\}$/s.test(body)
}

/** `happy(slack_ok), text_ok` → slack_ok, text_ok. */
function namesIn(needs: string, where: RegExp): string[] {
  return (where.exec(needs)?.[1] ?? '').split(',').map((name) => name.trim().replace(/^happy\((\w+)\)$/, '$1'))
}

function seen(message: Outcome['messages'][number], { expect: { message: wanted } }: ClientFixture): SeenMessage {
  const { text, username, channel, iconUrl, iconEmoji, attachments, files } = message
  const words = wanted.textIncludes === undefined ? { text } : { textIncludes: wanted.textIncludes.filter((part) => text.includes(part)) }
  return { ...words, username, channel, iconUrl, iconEmoji, attachments, ...(wanted.files === undefined ? {} : { files: files.map(({ name }) => name) }) }
}
