/** With hooks muted and heard again at random, every number that one person sees equals a simple model's after each of thousands of events. Other seeds: SEED=n. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HookId, MessageId } from '#shared/contract/ids.ts'
import type { Message } from '#shared/contract/message.ts'
import { sendJson } from '../helpers/post.ts'
import type { TestApp } from '../helpers/start-app.ts'
import { randomFrom, type Model } from '../helpers/unread-model.ts'
import { said, same, startStory, type UnreadStory } from '../helpers/unread-story.ts'

const steps = process.env['SOAK'] === '1' ? 20_000 : 1500
const patienceMs = steps * 160
const seed = Number(process.env['SEED'] ?? 11)

let story: UnreadStory
let t: TestApp
let jim: TestApp['client']
let model: Model
const hooks: { id: HookId; url: string }[] = []

beforeAll(async () => {
  story = await startStory()
  ;({ t, jim, model } = story)
  for (const name of ['one', 'two']) await story.follow((await t.client.channels.create({ name, members: ['jim'] })).id)
  for (const name of ['grafana', 'ci', 'backup']) {
    const { url, hookId } = await t.makeHook({ channel: 'one', name, rules: { perMinute: null, countRepeats: false } })
    hooks.push({ url, id: hookId as HookId })
  }
})
afterAll(() => story?.stop())

const texts = [said.hello, said.name, said.audience, said.keyword]

async function step(random: () => number): Promise<void> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const place = pick([...model.places.values()])
  const live = place.messages.filter(({ deleted }) => !deleted)
  const roots = live.filter(({ rootId }) => rootId === null)
  const words = pick(texts)
  const know = ({ id, position, threadRootId }: Message, hook?: string): void => {
    const isHeard = hook === undefined || !model.muted.has(hook)
    model.add({ id, place: place.id, position, rootId: threadRootId, mine: false, names: words.names && isHeard, audience: words.audience, keyword: words.keyword && isHeard, deleted: false, ...(hook === undefined ? {} : { hook }) })
  }
  const dice = random()
  if (dice < 0.45) {
    const hook = pick(hooks)
    const root = random() < 0.3 && roots.length > 0 ? pick(roots.slice(-10)) : undefined
    const answer = await sendJson(hook.url, { text: words.text, channel: place.id === [...model.places.keys()][0] ? 'one' : 'two', ...(root && { root_id: root.id }) })
    if (answer.status !== 200) throw new Error(answer.body)
    return know(await t.client.messages.show({ id: answer.headers['x-hookline-message-id'] as MessageId }), hook.id)
  }
  if (dice < 0.55) return know(await jim.messages.post({ channel: place.id, text: words.text }))
  if (dice < 0.6 && roots.length > 0) return know(await jim.messages.post({ channel: place.id, text: words.text, threadRootId: pick(roots.slice(-10)).id }))
  if (dice < 0.72) return toggle(pick(hooks).id)
  if (dice < 0.82 && live.length > 0) return story.markRead(place, pick(live.slice(-30)))
  if (dice < 0.86 && live.length > 0) return story.markUnread(place, pick(live.slice(-15)))
  if (dice < 0.92 && live.length > 0) {
    const gone = pick(live.slice(-20))
    await t.client.messages.delete({ messageId: gone.id })
    gone.deleted = true
    return
  }
  const rootId = pick([...model.threads.keys()])
  const thread = rootId && model.threads.get(rootId)
  const last = thread?.replies.findLast((one) => !one.deleted)
  if (!thread || !last) return
  await t.client.threads.markRead({ rootId, position: last.position })
  thread.mark = Math.max(thread.mark, last.position)
}

async function toggle(id: HookId): Promise<void> {
  const muted = !model.muted.has(id)
  expect(await t.client.hooks.mute({ id, muted })).toEqual({ id, muted })
  if (muted) model.muted.add(id)
  else model.unmute(id)
}

/** What waits of each muted hook, by the model. */
const waitingOf = (hook: string): number[] =>
  [...model.places.values()].map(({ roots, mark }) => roots.filter((one) => one.hook === hook && !one.deleted && one.position > mark).length).filter((count) => count > 0).map((count) => Math.min(100, count))

test(`${steps} random events, seed ${seed}`, { timeout: patienceMs }, async () => {
  const random = randomFrom(seed)
  for (let index = 0; index < steps; index += 1) {
    await step(random)
    const { channels, threads, badge } = await t.client.unreads.get()
    const known = channels.filter(({ channelId }) => model.places.has(channelId))
    const seen = { channels: Object.fromEntries(known.map((one) => [one.channelId, [one.unread, one.mentions]])), threads, badge }
    same(index, seen, model.expected())
    for (const { channelId, lastRead, unread, quiet } of known) {
      const place = model.places.get(channelId)!
      const counts = place.roots.filter((one) => !one.deleted && one.position > lastRead && !(one.hook !== undefined && model.muted.has(one.hook)))
      // Nothing that wants reading stands above the mark that the window is told.
      same(index, Math.min(100, counts.length), unread)
      const waiting = place.roots.filter((one) => !one.deleted && one.position > place.mark && one.hook !== undefined && model.muted.has(one.hook)).length
      same(index, quiet ?? 0, Math.min(100, waiting))
    }
    if (index % 25 !== 0) continue
    const muted = await t.client.hooks.muted()
    expect(Object.fromEntries(muted.map(({ id, waiting }) => [id, waiting.map(({ count }) => count)]))).toEqual(Object.fromEntries([...model.muted].map((id) => [id, waitingOf(id)])))
  }
})
