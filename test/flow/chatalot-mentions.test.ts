/** Whom a post to Chatalot's address calls: members of its channel by their exact name, fifty at the most, and never everybody. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendJson } from '../helpers/post.ts'
import { startApp, type TestApp } from '../helpers/start-app.ts'

type Client = TestApp['client']

let t: TestApp
let url = ''
/** Sixty people of the channel, besides. */
const crowd = Array.from({ length: 60 }, (_, index) => `crew_${index + 1}`)
const members = ['mara', 'jim_2', 'jan-ole', 'k.mayer', 'k', ...crowd]
const stop = new AbortController()
beforeAll(async () => {
  t = await startApp()
  for (const username of [...members, 'outsider']) await t.client.people.create({ username })
  await t.client.channels.create({ name: 'crew', private: true, members })
  ;({ url } = await t.makeHook({ dialect: 'chatalot', channel: 'crew' }))
})
afterAll(async () => {
  stop.abort()
  await t.stop()
})

const clientOf = (username: string): Client => t.clientAs(t.app.findActor(username))

async function post(content: string): Promise<string> {
  const answer = await sendJson(url, { content })
  expect(answer.status).toBe(201)
  return (JSON.parse(answer.body) as { message_id: string }).message_id
}

/** Who finds the message among their mentions. */
async function called(content: string, among = [...members, 'outsider', 'lena.fischer']): Promise<string[]> {
  const id = await post(content)
  const found: string[] = []
  for (const username of among) {
    const { notices } = await clientOf(username).messages.notices({ limit: 1 })
    if (notices[0]?.message.id === id) found.push(username)
  }
  return found
}

test.each([
  ['a member', 'Look, @mara: it is red', ['mara']],
  ['two, one of them twice', '@jim_2 @mara and @jim_2 again', ['mara', 'jim_2']],
  ['at the end of a sentence and in brackets', 'Ask (@mara) or @jim_2.', ['mara', 'jim_2']],
  ['another case', '@Mara @MARA @Jim_2', []],
  ['a longer and a shorter name', '@maraa @mar @mara_', []],
  ['a name with a dash or dot', '@jan-ole @lena.fischer', []],
  ['a name that ends before the dot of another', 'ask @k.mayer', ['k']],
  ['nobody known', '@nobody', []],
  ['who is not in the channel', '@outsider', []],
  ['an address of mail', 'mail@mara mara@example.com', []],
  ['code', '`@mara` and\n```\n@jim_2\n```', []],
  ['words for everybody', '@everyone @here @channel @all', []],
  ['words for everybody beside a name', '@everyone, above all @mara', ['mara']],
  ['Slack’s word for everybody', '<!channel> <!here>', []],
])('%s', async (_name, content, names) => expect(await called(content)).toEqual(names))

test('fifty different people at the most, the first that are named', async () => {
  const twice = [...crowd, ...crowd].map((username) => `@${username}`).join(' ')
  expect(await called(`@outsider @nobody ${twice}`)).toEqual(crowd.slice(0, 50))
})

test('the mentioned one counts it and is told at once; others count a message', async () => {
  const [mara, jim] = [clientOf('mara'), clientOf('jim_2')]
  for (const client of [mara, jim]) await client.unreads.markAllRead()
  const stream = await mara.events.subscribe(undefined, { signal: stop.signal })
  const id = await post('@mara the build is red')
  for await (const event of stream) {
    if (event.name !== 'notification.raised') continue
    expect(event.data).toMatchObject({ messageId: id, reason: 'mention', bot: true })
    break
  }
  const counts = async (client: Client) => (await client.unreads.get()).channels.filter(({ unread }) => unread > 0).map(({ unread, mentions }) => [unread, mentions])
  expect([await counts(mara), await counts(jim)]).toEqual([[[1, 1]], [[1, 0]]])
})
