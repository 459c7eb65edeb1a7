/** Pages of messages: what they hold and what they say about the rest of the history, near and far. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../helpers/start-app.ts'

let t: TestApp
const positions: number[] = []
beforeAll(async () => {
  t = await startApp({ listen: false })
  await t.client.channels.create({ name: 'empty' })
  for (let n = 0; n < 10; n += 1) positions.push((await t.client.messages.post({ channel: 'town-square', text: String(n) })).position)
})
afterAll(() => t.stop())

/** `from` counts posts from 0; the page's texts and flags. */
async function page(input: { limit?: number; before?: number; after?: number; channel?: string }) {
  const { messages, hasOlder, hasNewer } = await t.client.messages.list({ channel: 'town-square', limit: 4, ...input })
  return { texts: messages.map(({ text }) => text).join(''), hasOlder, hasNewer }
}
const at = (n: number): number => positions[n] ?? Number.NaN

test.each([
  ['the newest', () => page({}), { texts: '6789', hasOlder: true, hasNewer: false }],
  ['all', () => page({ limit: 10 }), { texts: '0123456789', hasOlder: false, hasNewer: false }],
  ['before one', () => page({ before: at(6) }), { texts: '2345', hasOlder: true, hasNewer: true }],
  ['before the first ones', () => page({ before: at(4) }), { texts: '0123', hasOlder: false, hasNewer: true }],
  ['before the end', () => page({ before: at(9) + 1 }), { texts: '6789', hasOlder: true, hasNewer: false }],
  ['after one', () => page({ after: at(1) }), { texts: '2345', hasOlder: true, hasNewer: true }],
  ['after the last', () => page({ after: at(9) }), { texts: '', hasOlder: true, hasNewer: false }],
  ['after nothing', () => page({ after: 0 }), { texts: '0123', hasOlder: false, hasNewer: true }],
  ['of an empty channel', () => page({ channel: 'empty' }), { texts: '', hasOlder: false, hasNewer: false }],
] as const)('%s', async (_name, ask, expected) => expect(await ask()).toEqual(expected))
