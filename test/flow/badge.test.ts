/** The badge and every count in the sidebar equal a simple model, after each of thousands of random events. Longer and with other seeds: SOAK=1, SEED=n. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import type { Message } from '#shared/contract/message.ts'
import type { MessageId } from '#shared/contract/ids.ts'
import type { Unreads } from '#shared/contract/unread.ts'
import { sendJson } from '../helpers/post.ts'
import type { TestApp } from '../helpers/start-app.ts'
import { randomFrom, type Model } from '../helpers/unread-model.ts'
import { said, same, startStory, type UnreadStory } from '../helpers/unread-story.ts'

const steps = process.env['SOAK'] === '1' ? 50_000 : 10_000
/** The counts cost more the more is unread; of a machine that is busy with much else. */
const patienceMs = steps * 24
const seed = Number(process.env['SEED'] ?? 7)

let story: UnreadStory
let t: TestApp
let jim: TestApp['client']
let model: Model
let hookUrl: string
const stream = new AbortController()
let announced: Unreads | undefined

beforeAll(async () => {
  story = await startStory()
  ;({ t, jim, model } = story)
  const secret = await t.client.channels.create({ name: 'secret', private: true, members: ['jim'] })
  const direct = await t.client.channels.openDirect({ usernames: ['jim'] })
  hookUrl = (await t.makeHook({ rules: { perMinute: null, countRepeats: false } })).url
  const town = (await t.client.channels.list()).find(({ name }) => name === 'town-square')!
  for (const { id } of [town, secret, direct]) await story.follow(id, id === direct.id)
  const events = await t.client.events.subscribe(undefined, { signal: stream.signal })
  void listen(events).catch(() => undefined)
})
afterAll(async () => {
  stream.abort()
  await story?.stop()
})

async function listen(events: AsyncIterable<AppEvent>): Promise<void> {
  for await (const event of events) if (event.name === 'unreads.changed') announced = event.data
}

const texts = [said.hello, said.hello, said.name, said.audience, said.keyword, said.all, said.code]

async function step(random: () => number): Promise<void> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const place = pick([...model.places.values()])
  const live = place.messages.filter(({ deleted }) => !deleted)
  const roots = live.filter(({ rootId }) => rootId === null)
  const words = pick(texts)
  const know = ({ id, position, threadRootId }: Message, mine: boolean): void =>
    model.add({ id, place: place.id, position, rootId: threadRootId, mine, names: words.names && !mine, audience: words.audience, keyword: words.keyword && !mine && !words.names, deleted: false })
  const dice = random()
  if (dice < 0.35) return know(await jim.messages.post({ channel: place.id, text: words.text }), false)
  if (dice < 0.42) {
    if ((await sendJson(hookUrl, { text: words.text, channel: 'town-square' })).status !== 200) throw new Error('the hook was refused')
    const { messages } = await t.client.messages.list({ channel: 'town-square', limit: 1 })
    const town = [...model.places.values()][0]!
    return model.add({ id: messages[0]!.id, place: town.id, position: messages[0]!.position, rootId: null, mine: false, names: words.names, audience: words.audience, keyword: words.keyword && !words.names, deleted: false })
  }
  if (dice < 0.47) return know(await t.client.messages.post({ channel: place.id, text: words.text }), true)
  if (dice < 0.62 && roots.length > 0) return know(await jim.messages.post({ channel: place.id, text: words.text, threadRootId: pick(roots.slice(-20)).id }), false)
  if (dice < 0.65 && roots.length > 0) return know(await t.client.messages.post({ channel: place.id, text: words.text, threadRootId: pick(roots.slice(-20)).id }), true)
  if (dice < 0.77 && live.length > 0) return story.markRead(place, pick(live.slice(-40)))
  if (dice < 0.8 && live.length > 0) return story.markUnread(place, pick(live.slice(-15)))
  if (dice < 0.83) {
    place.muted = !place.muted
    return void (await t.client.channels.setPreference({ channel: place.id, muted: place.muted }))
  }
  if (dice < 0.9 && live.length > 0) {
    const gone = pick(live.slice(-30))
    await (gone.mine || !place.isDirect ? t.client : jim).messages.delete({ messageId: gone.id })
    gone.deleted = true
    return
  }
  if (dice < 0.96 && model.threads.size > 0) return readThread(pick([...model.threads.keys()].slice(-20)), random() < 0.2)
  if (live.length > 0) await jim.messages.react({ messageId: pick(live.slice(-30)).id, emoji: '👍', on: random() < 0.7 })
}

async function readThread(rootId: MessageId, toggle: boolean): Promise<void> {
  const thread = model.threads.get(rootId)!
  const root = model.byId.get(rootId)!
  const replies = thread.replies.filter((one) => !one.deleted)
  if (root.deleted && replies.length === 0) return
  if (toggle) {
    thread.following = !thread.following
    return void (await t.client.threads.follow({ rootId, following: thread.following }))
  }
  const position = replies.at(-1)?.position ?? 0
  await t.client.threads.markRead({ rootId, position })
  thread.mark = Math.max(thread.mark, position)
}

const shape = ({ channels, threads, badge }: Unreads) => ({
  channels: Object.fromEntries(channels.filter(({ channelId }) => model.places.has(channelId)).map((one) => [one.channelId, [one.unread, one.mentions]])),
  threads,
  badge,
})

test(`${steps} random events, seed ${seed}: badge and counts equal the model after each`, { timeout: patienceMs }, async () => {
  const random = randomFrom(seed)
  for (let index = 0; index < steps; index += 1) {
    await step(random)
    same(index, shape(await t.client.unreads.get()), model.expected())
  }
  // What was announced to the window by itself ends at the same numbers.
  await expect.poll(() => announced && shape(announced), { timeout: 2000 }).toEqual(model.expected())
})
